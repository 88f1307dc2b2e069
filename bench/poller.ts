// Results of a poller until they are committed at its centre: how long at a steady rate, how fast what was kept during a
// cut comes in, and what a result costs on the wire. The poller's buffer and link in this process, the whole server as
// another one. Run by `node bench/poller.ts [--seconds 30] [--kept 240000] [--rounds 3]`.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { newKeyPair } from "../src/cluster/protocol/identity.ts";
import type { Unnumbered } from "../src/cluster/protocol/frames.ts";
import { LINK_PATH } from "../src/cluster/protocol/link-path.ts";
import { systemClock } from "../src/lib/clock.ts";
import { openBufferedPoller } from "../test/support/buffered-poller.ts";
import { login, startServer } from "./support/server.ts";
import { passiveObjects, serviceOf, SERVICES } from "./support/passive-site.ts";
import { machine, median, percentilesOf, table } from "./support/report.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "30" },
    kept: { type: "string", default: "240000" },
    rounds: { type: "string", default: "3" },
  },
});
const [SECONDS, KEPT, ROUNDS] = [Number(values.seconds), Number(values.kept), Number(values.rounds)];

const RATE = 400;
const TICK_MS = 10;
/** One result in so many is another state than the one before. */
const CHANGES = 20;

const folder = mkdtempSync(join(tmpdir(), "vigie-bench-poller-"));
const configFolder = join(folder, "config");
mkdirSync(configFolder);
const configure = (place: string): void =>
  writeFileSync(
    join(configFolder, "objects.cfg"),
    passiveObjects().replace("host_name  h\n", `host_name  h\n${place}`),
  );
writeFileSync(join(configFolder, "vigie.cfg"), "cfg_file=objects.cfg\nenable_flap_detection=0\n");
configure("");

const keys = newKeyPair();

/** A server on an empty store, with the poller `paris` for all of its services. */
async function openCentre(place: string) {
  configure("");
  const server = await startServer(configFolder, join(folder, place));
  const headers = { "X-AUTH-TOKEN": await login(server.url), "content-type": "application/json" };
  const call = async <Answer>(method: string, path: string, body?: object): Promise<Answer> => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(server.url + path, { method, headers, ...sent });
    if (!answer.ok) throw new Error(`${method} ${path} was answered with ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Answer;
  };
  const { secret } = await call<{ readonly secret: string }>("POST", "/api/pollers", { name: "paris" });
  await call("POST", "/api/pollers/enrol", { secret, public_key: keys.publicKey });
  configure("  poller  paris\n");
  await call("POST", "/api/reload");
  const { result } = await call<{ readonly result: readonly { readonly id: number; readonly description: string }[] }>(
    "GET",
    `/centreon/api/latest/monitoring/hosts/1/services?limit=${SERVICES}`,
  );
  const idByName = new Map(result.map(({ id, description }) => [description, id]));
  ids = Array.from({ length: SERVICES }, (_, index) => idByName.get(serviceOf(index))!);
  return {
    url: linkUrl(new URL(server.url).port),
    /** Results that were dropped, since a newer one of their service was there: nothing was measured of those. */
    async outdated(): Promise<number> {
      const metrics = await (await fetch(`${server.url}/metrics`, { headers })).text();
      return Number(/^vigie_results_dropped_total\{reason="outdated"\} (\d+)/m.exec(metrics)![1]);
    },
    stop: () => server.stop(),
  };
}
const linkUrl = (port: string | number): URL => new URL(`ws://127.0.0.1:${port}${LINK_PATH}`);

let ids: readonly number[] = [];
let made = 0;
/** As of a plugin: a text and performance data that differ a little each time. */
function nextResult(at: number): { readonly row: Unnumbered; readonly isNews: boolean } {
  const number = made++;
  const code = Math.floor(number / SERVICES) % CHANGES === number % CHANGES ? 2 : 0;
  const ms = (number * 7_919) % 900;
  const text = `HTTP ${code === 0 ? "OK" : "CRITICAL"}: HTTP/1.1 200 OK - 1743 bytes in 0.${ms} second response time`;
  const perfdata = `time=0.${ms}s;1;5;0;10 size=1743B;;;0`;
  const row: Unnumbered = [1, ids[number % SERVICES]!, code, "active", at - 1, at - 0.1, at, text, "", perfdata, null];
  return { row, isNews: code !== 0 };
}

/** A poller whose buffer says when results are durable at the centre. */
function openPoller(url: URL, onSeen: (number: number) => void) {
  const { buffer, link, close } = openBufferedPoller({
    path: join(mkdtempSync(join(folder, "poller-")), "results.sqlite"),
    name: "paris",
    privateKey: keys.privateKey,
    clock: systemClock,
    url: () => url,
    random: Math.random,
    onSeen,
  });
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await delay(1);
  };
  return {
    buffer,
    link,
    close,
    connected: () => until(() => link.isConnected),
    empty: () => until(() => buffer.size.count === 0),
  };
}

/** Milliseconds from a result in the poller's buffer until the poller knows that it is on the centre's disk. */
async function steady(url: URL): Promise<readonly number[]> {
  const began: number[] = [];
  const took: number[] = [];
  const poller = openPoller(url, (seen) => {
    const now = performance.now();
    while (took.length < seen) took.push(now - began[took.length]!);
  });
  poller.link.start();
  await poller.connected();
  const start = performance.now();
  for (let tick = 1; tick <= (SECONDS * 1_000) / TICK_MS; tick++) {
    const results = Array.from({ length: (RATE * TICK_MS) / 1_000 }, () => nextResult(systemClock.now()));
    const at = performance.now();
    began.push(...results.map(() => at));
    poller.buffer.add(results);
    poller.link.wake();
    await delay(Math.max(0, start + tick * TICK_MS - performance.now()));
  }
  await poller.empty();
  poller.close();
  return took;
}

/** Seconds until results of the last so many seconds, which were kept meanwhile, are durable at the centre. */
async function catchUp(url: URL, results: number, seconds: number): Promise<number> {
  const poller = openPoller(url, () => {});
  const now = systemClock.now();
  for (let from = 0; from < results; from += 1_000)
    poller.buffer.add(
      Array.from({ length: Math.min(1_000, results - from) }, (_, index) =>
        nextResult(now - seconds + ((from + index) / results) * seconds),
      ),
    );
  const begun = performance.now();
  poller.link.start();
  await poller.empty();
  const took = (performance.now() - begun) / 1_000;
  poller.close();
  return took;
}

/** Bytes that the poller sends for a result, with those of WebSocket. */
async function bytesOnTheWire({ port }: URL, results: number): Promise<number> {
  let bytes = 0;
  const between = createServer((socket) => {
    const onward = connect(Number(port), "127.0.0.1");
    socket.on("data", (data) => {
      bytes += data.length;
    });
    socket.pipe(onward).pipe(socket);
    for (const end of [socket, onward]) end.on("error", () => {});
  });
  await new Promise<void>((listening) => void between.listen(0, "127.0.0.1", listening));
  // Newer than all before.
  await delay(200);
  await catchUp(linkUrl((between.address() as AddressInfo).port), results, 0.1);
  between.close();
  return bytes / results;
}

try {
  console.log(`${machine()}; ${SERVICES.toLocaleString("en")} services at one poller, ${ROUNDS} rounds`);
  const took: number[] = [];
  const caughtUp: number[] = [];
  let bytes = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const centre = await openCentre(`data-${round}`);
    try {
      // Late ones first: after newer ones of their services they would be dropped.
      caughtUp.push(await catchUp(centre.url, KEPT, KEPT / RATE));
      took.push(...(await steady(centre.url)));
      bytes = await bytesOnTheWire(centre.url, 20_000);
      const outdated = await centre.outdated();
      if (outdated > 0) throw new Error(`${outdated} results were dropped as outdated`);
    } finally {
      await centre.stop();
    }
  }
  const { p50, p99, max } = percentilesOf(took);
  const { middle, spread } = median(caughtUp);
  const plain = median(Array.from({ length: 1_000 }, () => JSON.stringify(nextResult(systemClock.now()).row).length));
  console.log(
    table(
      ["what", "measured", "goal"],
      [
        [`poller → committed at ${RATE}/s, p50`, `${p50.toFixed(1)} ms`, "< 20 ms"],
        [`poller → committed at ${RATE}/s, p99`, `${p99.toFixed(1)} ms (max ${max.toFixed(0)})`, "< 150 ms"],
        [
          `catch-up of ${KEPT.toLocaleString("en")} results, one in ${CHANGES} a change`,
          `${middle.toFixed(1)} s (${spread}), ${Math.round(KEPT / middle).toLocaleString("en")}/s`,
          "< 15 s for 240,000",
        ],
        ["bytes of a result on the wire", bytes.toFixed(0), "< 60"],
        ["characters of such a result as JSON", String(plain.middle), ""],
      ],
    ),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
