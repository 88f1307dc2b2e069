import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { createFakeClock, type FakeClock } from "../../../test/support/fake-clock.ts";
import { silentLog } from "../../lib/log.ts";
import { newKeyPair, signStatement } from "../protocol/identity.ts";
import type { ResultRow } from "../protocol/frames.ts";
import { newState } from "../../model/initial-state.ts";
import { hostKey } from "../../model/resource-key.ts";
import { stateRow } from "./state-sender.ts";
import { EMPTY_CONFIGURATION } from "./poller-configuration.fixture.ts";
import { PollerConnection, type EnrolledPoller } from "./poller-connection.ts";

const START = 1_800_000_000;
const keys = newKeyPair();
const PARIS: EnrolledPoller = { id: 2, name: "paris", publicKey: keys.publicKey };

let clock: FakeClock;
let sent: Record<string, unknown>[];
let closedWith: string | null;
let taken: (readonly ResultRow[])[];
let lost: unknown[];
let numbers: number[];
let settle: ((error?: Error) => void)[];
/** Ids of the configurations that were accepted or refused. */
let configured: string[];
let connection: PollerConnection;
/** Lets the frames that were sent leave; null: each leaves at once. */
let leave: (() => void)[] | null;

beforeEach(() => {
  clock = createFakeClock(START);
  leave = null;
  [sent, closedWith, taken, lost, numbers, settle, configured] = [[], null, [], [], [], [], []];
  connection = new PollerConnection(
    {
      clock,
      log: silentLog,
      centre: "centre-1",
      newNonce: () => "nonce-1",
      pollerByName: (name) => (name === "paris" ? PARIS : undefined),
      seenOf: (_poller, epoch) => (epoch === "known" ? 10 : 0),
      configurationOf: async () => ({ ...EMPTY_CONFIGURATION, generation: 4, pieces: ["AA==", "BB=="] }),
      statesOf: (keys) => keys.map((key) => stateRow(key, newState(0).check)),
      statesFromElsewhere: () => [],
      onWelcome: () => {},
      onBeat: () => {},
      settled: () => Promise.resolve(),
      onConnected: () => {},
      onClosed: () => {},
      take: (_poller, { number }, { results, gaps }) => {
        taken.push(results);
        lost.push(...gaps);
        numbers.push(number);
        return new Promise((resolve, reject) =>
          settle.push((error) => (error === undefined ? resolve() : reject(error))),
        );
      },
      onConfiguration: (_poller, id) => void configured.push(id),
    },
    {
      async send(text) {
        sent.push(JSON.parse(text) as Record<string, unknown>);
        if (leave !== null) await new Promise<void>((left) => void leave!.push(left));
      },
      close: (_code, reason) => {
        closedWith = reason;
      },
    },
  );
});

const say = (frame: object): void => connection.received(JSON.stringify(frame));
function hello(changes: Record<string, unknown> = {}, privateKey = keys.privateKey): object {
  const time = Number(changes["time"] ?? START);
  const [name, nonce] = [String(changes["name"] ?? "paris"), String(changes["nonce"] ?? "nonce-1")];
  const signature = signStatement({ purpose: "connect", centre: "centre-1", poller: name, nonce, time }, privateKey);
  const rest = { protocol: "vigie-poller.1", version: "1.0.0", epoch: "new", last: 0, configuration: "" };
  return { type: "hello", name, nonce, time, signature, ...rest, ...changes };
}
const row = (number: number): ResultRow => [number, 1, 2, 0, "active", START, START, START, "ok", "", "", "check"];
const results = (...numbers: readonly number[]): object => ({ type: "results", results: numbers.map(row) });
const numbersTaken = (): number[][] => taken.map((rows) => rows.map(([number]) => number));
const types = (): unknown[] => sent.map(({ type }) => type);
const flush = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
};

test("a poller that signs the challenge is welcome, and gets what it has not", async () => {
  expect(sent).toEqual([{ type: "challenge", nonce: "nonce-1", centre: "centre-1", protocols: ["vigie-poller.1"] }]);
  say(hello({ epoch: "known" }));
  await flush();
  expect(sent.slice(1)).toEqual([
    { type: "welcome", seen: 10, now: START, configuration: "c1", generation: 4 },
    { type: "configuration", id: "c1", generation: 4, piece: 0, of: 2, data: "AA==" },
    { type: "configuration", id: "c1", generation: 4, piece: 1, of: 2, data: "BB==" },
  ]);
});

test("a frame of a configuration is made when the one before has left; what is about it goes after it", async () => {
  say(hello({ configuration: "c1" }));
  await expect.poll(() => sent.at(-1)).toMatchObject({ type: "welcome" });
  [sent, leave] = [[], []];

  connection.configure({ ...EMPTY_CONFIGURATION, id: "c2", pieces: ["AA==", "BB=="] });
  connection.ask({ host: 1, service: 2, how: "now", at: null });
  connection.tell([[1, 2, { output: "new" }]]);
  expect(sent).toHaveLength(1);
  for (let count = 2; count <= 4; count++) {
    leave.shift()!();
    await expect.poll(() => sent).toHaveLength(count);
  }
  expect(sent.map(({ type }) => type)).toEqual(["configuration", "configuration", "ask", "states"]);
});

test("states that came with a configuration that it refused come again with the next one", async () => {
  say(hello({ configuration: "c1" }));
  await flush();
  const next = { ...EMPTY_CONFIGURATION, keys: [hostKey(1)] };
  connection.configure({ ...next, id: "c2" });
  await flush();
  say({ type: "refused", id: "c2", errors: ["a directive of a later release"] });
  connection.configure({ ...next, id: "c3" });
  await flush();
  say({ type: "accepted", id: "c3" });
  connection.configure({ ...next, id: "c4" });
  await flush();

  const told = sent.slice(2).map(({ type, id, configuration = id }) => `${String(type)} ${String(configuration)}`);
  expect(told).toEqual(["states c2", "configuration c2", "states c3", "configuration c3", "configuration c4"]);
});

test("a configuration that it has is not sent again", async () => {
  say(hello({ configuration: "c1" }));
  await flush();
  expect(types()).toEqual(["challenge", "welcome"]);
});

describe("refused", () => {
  test.each<[string, () => object, string]>([
    ["an unknown poller", () => hello({ name: "rome" }), "not-enrolled"],
    ["another key", () => hello({}, newKeyPair().privateKey), "not-enrolled"],
    ["the answer to another challenge", () => hello({ nonce: "nonce-0" }), "not-enrolled"],
    ["no signature", () => hello({ signature: "" }), "not-enrolled"],
    ["another protocol", () => hello({ protocol: "vigie-poller.9" }), "protocol-not-spoken"],
    ["results before hello", () => results(1), "not-enrolled"],
    ["a member too many", () => hello({ more: 1 }), "bad-frame"],
    ["a frame that there is not", () => ({ type: "sudo" }), "bad-frame"],
  ])("%s", async (_what, frame, code) => {
    say(frame());
    expect(closedWith).toBe(code);
    expect(sent.at(-1)).toMatchObject({ type: "refused", code });
    expect(taken).toEqual([]);
    say(hello());
    await flush();
    expect(types().filter((type) => type === "welcome")).toEqual([]);
  });

  test("numbers that are missing without a gap", async () => {
    say(hello());
    await flush();
    say(results(1, 3));
    expect(closedWith).toBe("results-missing");
    expect(taken).toEqual([]);
  });

  test("gaps without end and without results", async () => {
    say(hello());
    await flush();
    const gap = { type: "gap", from: 1, to: 2 ** 52, count: 1 };
    for (let count = 0; count < 32; count++) say(gap);
    expect(closedWith).toBeNull();
    say(gap);
    expect(closedWith).toBe("too-fast");
  });

  test.each([
    { type: "refused", id: "c1", errors: ["x".repeat(1_000)] },
    { type: "accepted", id: "c1" },
  ])("an answer ($type) about a configuration that was not sent, or was answered", async (answer) => {
    say(hello());
    await flush();
    say(answer);
    expect(configured).toEqual(["c1"]);
    say(answer);
    expect(closedWith).toBe("bad-frame");
    expect(configured).toEqual(["c1"]);
  });

  test("an answer about another configuration than the one that was sent", async () => {
    say(hello());
    await flush();
    say({ type: "accepted", id: "c2" });
    expect(closedWith).toBe("bad-frame");
    expect(configured).toEqual([]);
  });

  test("more frames than may wait", async () => {
    say(hello());
    await flush();
    for (let number = 1; number <= 9; number++) say(results(number));
    expect(closedWith).toBe("too-fast");
  });
});

test("results are taken once, in order, and acknowledged when they are durable", async () => {
  say(hello({ epoch: "known" }));
  await flush();
  say(results(9, 10, 11));
  say(results(11, 12));
  await flush();
  expect(numbersTaken()).toEqual([[11]]);
  expect(types()).not.toContain("seen");

  settle[0]!();
  await flush();
  expect(numbersTaken()).toEqual([[11], [12]]);
  expect(sent.at(-1)).toEqual({ type: "seen", number: 11 });
  settle[1]!();
  await flush();
  expect(sent.at(-1)).toEqual({ type: "seen", number: 12 });
});

test("numbers in a gap may be missing, and what was lost is taken with what follows, once", async () => {
  say(hello());
  await flush();
  say({ type: "gap", from: 1, to: 5, count: 4 });
  say({ type: "gap", from: 7, to: 9, count: 0 });
  say(results(3, 6));
  say(results(10));
  await flush();
  settle[0]!();
  await flush();
  expect(numbersTaken()).toEqual([[3, 6], [10]]);
  expect(numbers).toEqual([6, 10]);
  expect(lost).toEqual([
    { type: "gap", from: 1, to: 5, count: 4 },
    { type: "gap", from: 7, to: 9, count: 0 },
  ]);
});

test("results that cannot be stored end the connection: they come again", async () => {
  say(hello());
  await flush();
  say(results(1));
  say(results(2));
  await flush();
  settle[0]!(new Error("disk full"));
  await flush();
  expect(closedWith).toBe("store-failing");
  expect(types()).not.toContain("seen");
  expect(numbersTaken()).toEqual([[1]]);
});

test("the offset of its clock is known before its first result, and from beats", async () => {
  say(hello({ time: START + 30 }));
  await flush();
  expect(connection.status.offset).toBe(30);
  connection.beat();
  // It is 30 s ahead, and each way takes 0.1 s.
  const beat = { type: "beat", running: 1, late: 2, buffered: 3 };
  await clock.advanceBy(0.3);
  say({ ...beat, now: START + 30.2, echo: [START, START + 30.1] });
  expect(connection.status.offset).toBeCloseTo(30, 1);
  expect(connection.status).toMatchObject({ running: 1, late: 2, buffered: 3, version: "1.0.0" });
});

test("what may come from a slow way alone is no offset", async () => {
  await clock.advanceBy(8);
  say(hello({ time: START + 8 }));
  await flush();
  expect(connection.status.offset).toBe(0);
});

test("whatever comes, nothing is thrown, and nothing is taken before hello", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.record({ type: fc.constantFrom("hello", "results", "gap", "beat") }).map((frame) => JSON.stringify(frame)),
        fc.constantFrom('{"type":{"toString":1}}', `{"type":${"[".repeat(50_000)}${"]".repeat(50_000)}}`),
      ),
      (text) => {
        connection.received(text);
        expect(taken).toEqual([]);
      },
    ),
  );
});
