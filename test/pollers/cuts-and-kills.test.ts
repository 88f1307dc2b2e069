import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { LINK_PATH } from "../../src/cluster/protocol/link-path.ts";
import { newKeyPair } from "../../src/cluster/protocol/identity.ts";
import { openStore } from "../../src/data/store/open-store.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { silentLog } from "../../src/lib/log.ts";
import type { CheckResult } from "../../src/model/check-result.ts";
import { serviceKey, type ResourceKey } from "../../src/model/resource-key.ts";
import { openBufferedPoller, type BufferedPoller } from "../support/buffered-poller.ts";
import { localApiOf } from "../support/local-api.ts";
import { createRandom, type Random } from "../support/random.ts";
import { repetitions } from "../support/repetitions.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { createSite, type Site } from "../support/server-under-test.ts";
import { eventsOf } from "../support/stored-records.ts";

// A poller's results flow to the program while its connection is cut and the program is killed. Each result is another
// state than the one before it, so that the history has an event of each: those are compared with what was sent.

const THOROUGH = repetitions({ all: 1, quick: 0 }) === 1;
const { RESULTS, CUTS, KILLS } = THOROUGH
  ? { RESULTS: 48_000, CUTS: 20, KILLS: 10 }
  : { RESULTS: 4_000, CUTS: 4, KILLS: 2 };
const SERVICES = 40;
/** Of results that are made at once, and their pause. */
const [PORTION, PAUSE_MS] = [40, 20];

const keys = newKeyPair();

let site: Site;
let server: ServerProcess | undefined;
let way: Way | undefined;
let poller: BufferedPoller | undefined;
afterEach(async () => {
  poller?.close();
  way?.close();
  await server?.kill();
  await site.remove();
});

/** Between the poller and the program, whose port changes. */
interface Way {
  readonly url: URL;
  leadTo(serverUrl: string): void;
  cut(): void;
  close(): void;
}
async function openWay(): Promise<Way> {
  const sockets = new Set<Socket>();
  let port: number | null = null;
  const between: Server = createServer((socket) => {
    if (port === null) return void socket.destroy();
    const onward = connect(port, "127.0.0.1");
    for (const [end, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      sockets.add(end);
      end.pipe(other);
      end.on("error", () => {});
      end.on("close", () => {
        sockets.delete(end);
        other.destroy();
      });
    }
  });
  await new Promise<void>((listening) => void between.listen(0, "127.0.0.1", listening));
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: new URL(`ws://127.0.0.1:${(between.address() as AddressInfo).port}${LINK_PATH}`),
    leadTo(serverUrl) {
      port = Number(new URL(serverUrl).port);
    },
    cut,
    close() {
      between.close();
      cut();
    },
  };
}

const objects = (place: string): string =>
  [
    "define command {\n  command_name any\n  command_line check_dummy 0\n}",
    `define host {\n  host_name h\n  check_command any\n  max_check_attempts 1\n${place}}`,
    ...Array.from(
      { length: SERVICES },
      (_, index) =>
        `define service {\n  host_name h\n  service_description s${index}\n  check_command any\n  max_check_attempts 1\n}`,
    ),
  ].join("\n");

const startServer = (): Promise<ServerProcess> =>
  startServerProcess({ VIGIE_CONFIG: site.configFolder, VIGIE_DATA: site.dataFolder });

/** Results that were dropped for their times: what came again was not known by its number. */
async function droppedAt(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^vigie_results_dropped_total\{reason="outdated"\} (\d+)/m.exec(metrics)![1]);
}

async function openSite(): Promise<readonly ResourceKey[]> {
  site = createSite({ "vigie.cfg": "cfg_file=objects.cfg\nenable_flap_detection=0\n", "objects.cfg": objects("") });
  server = await startServer();
  const api = localApiOf(site);
  const { body } = await api.call<{ readonly secret: string }>("POST", "/api/pollers", { name: "paris" });
  await api.command("POST", "/api/pollers/enrol", { secret: body.secret, public_key: keys.publicKey });
  writeFileSync(join(site.configFolder, "objects.cfg"), objects("  poller paris\n"));
  await api.command("POST", "/api/reload");
  const { result } = await api.get<{
    readonly result: readonly { readonly id: number; readonly host: { id: number } }[];
  }>(`/monitoring/services?limit=${SERVICES}`);
  return result.map(({ id, host }) => serviceKey(host.id, id));
}

/** Result with this number, of another state than the one before it of its service. */
function resultOf(number: number, services: readonly ResourceKey[]): CheckResult {
  const now = systemClock.now();
  return {
    key: services[number % SERVICES]!,
    checkType: "active",
    returnCode: Math.floor(number / SERVICES) % 2 === 0 ? 2 : 0,
    output: { text: `result ${number}`, longText: "", perfdata: "" },
    dueAt: null,
    startedAt: now,
    finishedAt: now + number / 1e8,
    commandLine: null,
  };
}

async function flow(services: readonly ResourceKey[], random: Random): Promise<number> {
  const portions = RESULTS / PORTION;
  const among = (count: number): Set<number> => {
    const chosen = new Set<number>();
    while (chosen.size < count) chosen.add(random.between(1, portions - 1));
    return chosen;
  };
  const [cuts, kills] = [among(CUTS), among(KILLS)];
  let dropped = 0;
  let restarted: Promise<void> = Promise.resolve();
  const restart = async (): Promise<void> => {
    dropped += await droppedAt(server!.url);
    await server!.kill();
    server = await startServer();
    way!.leadTo(server.url);
  };
  for (let portion = 0; portion < portions; portion++) {
    if (cuts.has(portion)) way!.cut();
    if (kills.has(portion)) restarted = restarted.then(restart);
    poller!.add(Array.from({ length: PORTION }, (_, index) => resultOf(portion * PORTION + index, services)));
    await delay(PAUSE_MS);
  }
  await restarted;
  // Also after the longest pause between two tries to connect.
  const end = performance.now() + 60_000;
  while (poller!.buffer.size.count > 0 && performance.now() < end) await delay(10);
  expect(poller!.buffer.size.count, "results that were never taken").toBe(0);
  return dropped + (await droppedAt(server!.url));
}

test(
  `${CUTS} cuts and ${KILLS} kills of the centre while ${RESULTS} results flow: each is in the history once, in order`,
  { timeout: 300_000 },
  async () => {
    const seed = Number(process.env["FC_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
    const services = await openSite();
    way = await openWay();
    way.leadTo(server!.url);
    poller = openBufferedPoller({
      path: join(site.folder, "results.sqlite"),
      name: "paris",
      privateKey: keys.privateKey,
      clock: systemClock,
      url: () => way!.url,
      random: () => 0,
    });
    poller.link.start();

    const dropped = await flow(services, createRandom(seed));
    await server!.stop();
    const store = await openStore({ folder: site.dataFolder, log: silentLog, exclusive: true });
    const stored = (await eventsOf(store)).flatMap(({ key, output }) => {
      const [, number] = /^result (\d+)/.exec(output) ?? [];
      return number === undefined ? [] : [{ key, number: Number(number) }];
    });
    await store.close();

    const sent = Array.from({ length: RESULTS }, (_, number) => ({ key: services[number % SERVICES]!, number }));
    const numbers = stored.map(({ number }) => number);
    const known = new Set(numbers);
    const missing = sent.filter(({ number }) => !known.has(number)).length;
    const why = `FC_SEED=${seed}`;
    expect({ why, missing, twice: numbers.length - known.size, dropped }).toEqual({
      why,
      missing: 0,
      twice: 0,
      dropped: 0,
    });
    expect(stored, why).toEqual(sent);
  },
);
