import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { createPollerApp } from "../../src/app/poller-app.ts";
import { createPollerDoor, type PollerDoor } from "../../src/cluster/door/poller-door.ts";
import type { PollerConfiguration } from "../../src/cluster/door/poller-connection.ts";
import { pollerFiles } from "../../src/cluster/poller/poller-files.ts";
import { encodePart } from "../../src/cluster/protocol/configuration-part.ts";
import { newKeyPair } from "../../src/cluster/protocol/identity.ts";
import { LINK_PATH } from "../../src/cluster/protocol/link-path.ts";
import { loadObjects } from "../../src/config/objects/configuration-folder.fixture.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { silentLog, type Log } from "../../src/lib/log.ts";
import type { Inventory } from "../../src/model/objects.ts";
import { openBufferedPoller } from "../support/buffered-poller.ts";

// A centre and a poller of two releases: protocols and directives that only one of them knows.

const keys = newKeyPair();
const PARIS = { id: 2, name: "paris", publicKey: keys.publicKey };

let folder: string;
let server: Server;
let door: PollerDoor;
let texts: string[];
let said: string[];
let answers: { readonly id: string; readonly errors: readonly string[] }[];
let configuration: PollerConfiguration;

/** Keeps what is logged as warnings and errors. */
const keeping: Log = {
  ...silentLog,
  warn: (_facts: object, message: string) => void said.push(message),
  error: (_facts: object, message: string) => void said.push(message),
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "vigie-two-releases-"));
  [texts, said, answers] = [[], [], []];
  configuration = { id: "none", generation: 1, pieces: [], keys: [], groupRevision: 0 };
  server = createServer((_request, response) => response.end("ok"));
  server.on("upgrade", (request, socket, head) => door.take(request, socket, head));
  await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
});
afterEach(async () => {
  await door.stop();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  rmSync(folder, { recursive: true });
});

const address = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

function openDoor(protocols?: readonly string[]): void {
  let seen = 0;
  door = createPollerDoor({
    clock: systemClock,
    log: keeping,
    centre: "centre-1",
    ...(protocols === undefined ? {} : { protocols }),
    newNonce: () => String(Math.random()),
    pollerByName: (name) => (name === "paris" ? PARIS : undefined),
    seenOf: () => seen,
    configurationOf: async () => configuration,
    statesOf: () => [],
    statesFromElsewhere: () => [],
    onWelcome: () => {},
    onBeat: () => {},
    async take(_poller, { number }, { results }) {
      seen = number;
      texts.push(...results.map((row) => row[8].trim()));
    },
    onConfiguration: (_poller, id, errors) => void answers.push({ id, errors }),
    onPresence: () => {},
  });
}

const [ONE, TWO, THREE, FOUR] = [1, 2, 3, 4].map((number) => `vigie-poller.${number}`) as [
  string,
  string,
  string,
  string,
];

function openPoller(protocols: readonly string[]) {
  const poller = openBufferedPoller({
    path: join(folder, "results.sqlite"),
    name: "paris",
    privateKey: keys.privateKey,
    clock: systemClock,
    url: () => new URL(`${address().replace("http", "ws")}${LINK_PATH}`),
    random: () => 0,
    protocols,
    log: keeping,
  });
  onTestFinished(poller.close);
  poller.buffer.add([{ row: [1, 2, 0, "active", 1, 1, 1, "result", "", "", null], isNews: false }]);
  poller.link.start();
  return poller;
}

describe("protocols", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ["a poller of the release before", [TWO, ONE], [ONE]],
    ["a poller of the next release", [ONE], [TWO, ONE]],
    ["a poller of the next release, of two that speak two", [TWO, ONE], [THREE, TWO]],
    ["a poller of the release before, of two that speak two", [THREE, TWO], [TWO, ONE]],
  ])("%s has its results taken", async (_what, ofCentre, ofPoller) => {
    openDoor(ofCentre);
    const { buffer } = openPoller(ofPoller);
    await expect.poll(() => buffer.size.count).toBe(0);
    expect(texts).toEqual(["result"]);
    expect(said).toEqual([]);
  });

  test.each<[string, readonly string[], readonly string[]]>([
    ["older", [THREE, TWO], [ONE]],
    ["newer", [TWO, ONE], [FOUR, THREE]],
  ])(
    "a poller that is two releases %s is refused, and both sides say which they speak",
    async (_what, ofCentre, own) => {
      openDoor(ofCentre);
      const { buffer } = openPoller(own);
      const words = `This centre speaks ${ofCentre.join(" and ")}, and poller paris, release 1.0.0, ${own[0]}`;
      await expect
        .poll(() => said.filter((line) => line.includes(words)).map((line) => line.split(":")[0]))
        .toContain("connection of a poller ended");
      await expect
        .poll(() => said.filter((line) => line.includes(words)).map((line) => line.split(":")[0]))
        .toContain("no connection with the centre");
      expect(buffer.size.count).toBe(1);
      expect(texts).toEqual([]);
    },
  );
});

describe("a configuration of a newer centre", () => {
  const inventory = (text: string): Inventory =>
    loadObjects(
      `define command {\n  command_name any\n  command_line check_dummy 0 ${text}\n}\n` +
        "define host {\n  host_name till\n  check_command any\n  check_interval 1\n  max_check_attempts 1\n}",
      "interval_length=1",
    ).inventory;
  const encoded = async (part: Inventory): Promise<PollerConfiguration> => ({
    ...(await encodePart({ inventory: part, engine: "centreon" })),
    generation: 1,
    keys: part.hosts.map(({ key }) => key),
    groupRevision: 0,
  });
  /** With a directive that this release does not have. */
  const withLag = (part: Inventory, maxLag: unknown): Inventory => ({
    ...part,
    hosts: part.hosts.map((host) => ({ ...host, maxLag })),
  });
  const send = async (part: Inventory): Promise<string> => {
    configuration = await encoded(part);
    door.connection(PARIS.id)!.configure(configuration);
    return configuration.id;
  };

  test("with a directive that the poller does not know is refused by its name; it goes on with the one before", async () => {
    configuration = await encoded(inventory("before"));
    openDoor();
    const files = pollerFiles(join(folder, "poller"));
    const identity = { centre: address(), pin: null, name: "paris" };
    files.saveIdentity(identity, keys.privateKey);
    const app = await createPollerApp({
      identity,
      files,
      settings: { pluginEnvironment: {}, maxConcurrentChecks: 4 },
      userMacros: new Map(),
      allowedFolders: [],
      clock: systemClock,
      log: silentLog,
      version: "1.0.0",
    });
    onTestFinished(() => app.stop());
    await expect.poll(() => texts.at(-1)).toMatch(/before/);
    expect(answers).toEqual([{ id: configuration.id, errors: [] }]);

    const refused = await send(withLag(inventory("refused"), 5));
    await expect
      .poll(() => answers.at(-1))
      .toEqual({ id: refused, errors: [expect.stringMatching(/does not know max_lag of host till/)] });
    const checked = texts.length;
    await expect.poll(() => texts.length).toBeGreaterThan(checked + 1);
    expect(texts.filter((text) => !text.includes("before"))).toEqual([]);

    // What is not used is no reason.
    const unused = await send(withLag(inventory("unused"), null));
    await expect.poll(() => answers.at(-1)).toEqual({ id: unused, errors: [] });
    await expect.poll(() => texts.at(-1)).toMatch(/unused/);
  });
});

test("a centre that says more than a close frame takes ends the connection, and not the poller", async () => {
  openDoor();
  const poller = openPoller([ONE]);
  await expect.poll(() => poller.link.isConnected).toBe(true);
  door.connection(PARIS.id)!.refuse("store-failing", "é".repeat(400));
  await expect.poll(() => said.some((line) => line.startsWith("no connection with the centre"))).toBe(true);
  await expect.poll(() => poller.link.isConnected).toBe(true);
});
