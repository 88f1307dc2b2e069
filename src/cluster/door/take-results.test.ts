import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createFakeClock, type FakeClock } from "../../../test/support/fake-clock.ts";
import { openCore, type OpenCore } from "../../../test/support/open-core.ts";
import { openStore } from "../../data/store/open-store.ts";
import type { Store } from "../../data/store/store.ts";
import { KEY, writeOneService } from "../../intake/one-service.fixture.ts";
import { silentLog } from "../../lib/log.ts";
import { Refusal } from "../../model/refusal.ts";
import type { SeenResults } from "../../model/stored-poller.ts";
import type { ResultRow } from "../protocol/frames.ts";
import { createTakeResults, type TakeResults } from "./take-results.ts";

const START = 1_700_000_000;
const PARIS = { id: 2, name: "paris", publicKey: "" };

let folder: string;
let store: Store;
let clock: FakeClock;
let core: OpenCore;
let take: TakeResults;
/** Why the store takes a change-set with this text not; null: it takes it. */
let refusalOf: (text: string) => Error | null;
let seen: SeenResults | null;
let counted: number;

beforeEach(async () => {
  const written = writeOneService(`_POLLER_ID  ${PARIS.id}`);
  folder = written.folder;
  store = await openStore({ folder: join(folder, "data"), log: silentLog, exclusive: true });
  clock = createFakeClock(START + 100);
  [refusalOf, seen, counted] = [() => null, null, 0];
  const device: Store = {
    ...store,
    commit(changes) {
      const refusal = refusalOf(JSON.stringify(changes));
      return refusal === null ? store.commit(changes) : Promise.reject(refusal);
    },
  };
  core = await openCore({ store: device, inventory: written.inventory, clock });
  take = createTakeResults({
    intake: core.intake,
    ledger: core.ledger,
    isOf: () => true,
    late: { noteResult: () => {} },
    lineOf: ({ id }) => ({ id, takenUntil: null }),
    onTaken: () => counted++,
    onSeen: (_poller, upTo) => (seen = upTo),
    clock,
    log: silentLog,
  });
});
afterEach(async () => {
  await core.stop();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A result that finished so many seconds after the start by the clock of the poller. */
const row = (number: number, seconds: number, code: 0 | 2, text = "said"): ResultRow => [
  number,
  1,
  2,
  code,
  "active",
  START + seconds - 2,
  START + seconds - 1,
  START + seconds,
  text,
  "",
  "",
  null,
];
/** Takes what follows the number that is durable, as the poller sends it after each failure. */
const send = async (...rows: readonly ResultRow[]): Promise<void> => {
  const results = rows.filter(([number]) => number > (seen?.number ?? 0));
  await take.take(PARIS, { epoch: "e", number: rows.at(-1)![0] }, { results, gaps: [] }, null);
};
const submit = (seconds: number, returnCode: 0 | 2) =>
  core.intake.accept({
    key: KEY,
    checkType: "passive",
    returnCode,
    output: { text: "submitted", longText: "", perfdata: "" },
    dueAt: null,
    startedAt: START + seconds,
    finishedAt: START + seconds,
    commandLine: null,
  });
const check = () => core.ledger.state(KEY)!.check;
const kinds = async () =>
  (await store.readEvents(KEY, 20)).toSorted((one, other) => one.id - other.id).map(({ kind }) => kind);

test("of a batch with one result that the store does not take, each other one is taken once, also when it fails in between", async () => {
  await send(row(1, 10, 0));
  let isFull = false;
  refusalOf = (text) => {
    if (!text.includes("bad")) return isFull ? new Error("no space") : null;
    // The disk is full from the moment on at which the bad one is alone.
    if (!text.includes('"number":4')) isFull = true;
    return new Refusal("change-not-storable", "content");
  };
  const batch = [row(2, 20, 2), row(3, 21, 0, "bad"), row(4, 22, 2)];
  await expect(send(...batch)).rejects.toThrow("no space");
  expect([seen?.number, check().checkAttempt]).toEqual([2, 1]);

  isFull = false;
  refusalOf = (text) => (text.includes("bad") ? new Refusal("change-not-storable", "content") : null);
  await send(...batch);
  expect([seen?.number, check().checkAttempt]).toEqual([4, 2]);
});

test("results that are sent again after a refusal count as they did the first time", async () => {
  await send(row(1, 10, 0));
  await submit(50, 2);
  refusalOf = () => new Error("no space");
  await expect(send(row(2, 20, 0), row(3, 60, 2))).rejects.toThrow("no space");
  refusalOf = () => null;

  await send(row(2, 20, 0), row(3, 60, 2));
  expect(await kinds()).not.toContain("recovery");
});

test("a result of a clock that was ahead has finished when it comes", async () => {
  await send(row(1, 86_400, 2));
  expect(check()).toMatchObject({ lastCheck: START + 99, executionTime: 1, latency: 1 });
});

test("a result that is older than a submitted one is not said to be of the poller", async () => {
  await submit(50, 2);
  await send(row(1, 40, 0));
  expect(counted).toBe(0);
  await send(row(2, 60, 0));
  expect(counted).toBe(1);
});
