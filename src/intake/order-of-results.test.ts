import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createFakeClock, type FakeClock } from "../../test/support/fake-clock.ts";
import { openCore, type OpenCore } from "../../test/support/open-core.ts";
import { openHistory } from "../data/history/open-history.ts";
import { DEFAULT_DAYS } from "../data/history/retention-classes.ts";
import { openStore } from "../data/store/open-store.ts";
import type { Store } from "../data/store/store.ts";
import { silentLog } from "../lib/log.ts";
import type { CheckResult } from "../model/check-result.ts";
import { KEY, writeOneService } from "./one-service.fixture.ts";

const START = 1_700_000_000;
/** Of two pollers, of which results were taken until then. */
const PARIS = { id: 2, takenUntil: START + 100 };
const LYON = { id: 3, takenUntil: START + 100 };

let written: ReturnType<typeof writeOneService>;
let folder: string;
let store: Store;
let clock: FakeClock;
let core: OpenCore;
const open = async (): Promise<void> => {
  core = await openCore({ store, inventory: written.inventory, clock });
};
beforeEach(async () => {
  written = writeOneService(`_POLLER_ID  ${PARIS.id}`);
  folder = written.folder;
  store = await openStore({ folder: join(folder, "data"), log: silentLog, exclusive: true });
  clock = createFakeClock(START + 1_000);
  await open();
});
afterEach(async () => {
  await core.stop();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A check of two seconds. */
const finishedAt = (seconds: number, text: string, more: Partial<CheckResult> = {}): CheckResult => ({
  key: KEY,
  checkType: "active",
  returnCode: 0,
  output: { text, longText: "", perfdata: "" },
  dueAt: null,
  startedAt: START + seconds - 2,
  finishedAt: START + seconds,
  commandLine: null,
  ...more,
});
const check = () => core.ledger.state(KEY)!.check;

/** What the history tells of the service, as a report reads it. */
async function factsNow() {
  const settings = () => ({ days: DEFAULT_DAYS, fullText: false });
  const history = await openHistory({ dataFolder: join(folder, "data"), store, clock, log: silentLog, settings });
  try {
    return await history.readFactsBefore(KEY, Infinity);
  } finally {
    await history.stop();
  }
}

test("results of a poller count in its order when a clock was set back between them", async () => {
  await core.intake.accept(finishedAt(100, "before", { line: PARIS }));
  expect(await core.intake.accept(finishedAt(95, "after", { line: PARIS }))).toBe("accepted");
  expect(check().output.trim()).toBe("after");
  // As long as it was, and no earlier than the one before it.
  expect([check().lastCheck, check().executionTime]).toEqual([START + 98, 2]);
  expect(await core.intake.accept(finishedAt(96, "and again", { line: PARIS }))).toBe("accepted");
});

test("results of the poller of a host count after those of before the start", async () => {
  await core.intake.accept(finishedAt(100, "before", { line: PARIS }));
  await core.stop();
  await open();
  expect(await core.intake.accept(finishedAt(95, "of another", { line: LYON }))).toBe("outdated");
  expect(await core.intake.accept(finishedAt(95, "after", { line: PARIS }))).toBe("accepted");
});

test("nor after one of another place that was made later", async () => {
  await core.intake.accept(finishedAt(300, "of the server itself"));
  await core.stop();
  await open();
  expect(await core.intake.accept(finishedAt(250, "of paris", { line: PARIS }))).toBe("outdated");
});

test("a result does not start before the one that counted, however long it took", async () => {
  await core.intake.accept(finishedAt(100, "quick", { line: PARIS, dueAt: START + 98 }));
  const long = finishedAt(120, "long", { line: PARIS, startedAt: START + 60, dueAt: START + 60 });
  await core.intake.accept(long);
  expect(check()).toMatchObject({ lastCheck: START + 98, executionTime: 60, latency: 0 });
});

test("but not after one that was submitted before it", async () => {
  await core.intake.accept(finishedAt(100, "submitted", { checkType: "passive" }));
  await core.stop();
  await open();
  expect(await core.intake.accept(finishedAt(95, "of paris", { line: PARIS }))).toBe("outdated");
});

test("results of two pollers, or of a poller and of others, count by their times", async () => {
  await core.intake.accept(finishedAt(100, "of paris", { line: PARIS }));
  expect(await core.intake.accept(finishedAt(95, "of lyon", { line: LYON }))).toBe("outdated");
  await core.intake.accept(finishedAt(105, "of lyon", { line: LYON }));
  expect(await core.intake.accept(finishedAt(104, "of paris", { line: PARIS }))).toBe("outdated");
  await core.intake.accept(finishedAt(110, "submitted", { checkType: "passive" }));
  expect(await core.intake.accept(finishedAt(107, "of lyon", { line: LYON }))).toBe("outdated");
  expect(await core.intake.accept(finishedAt(111, "of lyon", { line: LYON }))).toBe("accepted");
});

test("a result that was submitted at a poller with the time of another day counts by it", async () => {
  await core.intake.accept(finishedAt(100, "now", { line: PARIS }));
  const submitted = finishedAt(50, "of yesterday", { line: PARIS, checkType: "passive" });
  expect(await core.intake.accept(submitted)).toBe("outdated");
});

test("a check that ran while a result was submitted counts from that one on, in the state and in the history", async () => {
  await core.intake.accept(finishedAt(50, "fine"));
  const submitted = { checkType: "passive", returnCode: 2 } as const;
  for (const seconds of [119, 120])
    await core.intake.accept(finishedAt(seconds, "bad", { ...submitted, startedAt: START + seconds }));
  const long = finishedAt(130, "fine again", { startedAt: START + 110, dueAt: START + 109 });

  expect(await core.intake.accept(long)).toBe("accepted");

  expect(check()).toMatchObject({ state: 0, lastCheck: START + 120, lastStateChange: START + 120 });
  expect(check()).toMatchObject({ executionTime: 20, latency: 1 });
  expect(await factsNow()).toMatchObject({ hardState: 0 });
  // A submission in that time is not older than the check.
  expect(await core.intake.accept(finishedAt(131, "bad", { ...submitted, startedAt: START + 131 }))).toBe("accepted");
});

test("an acknowledgement of a problem ends no earlier than it was set, by a result that waited at a poller", async () => {
  for (const seconds of [98, 100]) await core.intake.accept(finishedAt(seconds, "bad", { returnCode: 2, line: PARIS }));
  const request = { comment: "on it", isSticky: true, isNotifyContacts: false, isPersistentComment: false };
  await core.acknowledgements.acknowledge([KEY], request, "ann");
  expect(await factsNow()).toMatchObject({ hardState: 2, acknowledgement: { by: "ann" } });

  await core.intake.accept(finishedAt(200, "fine", { line: PARIS }));

  expect(check().lastCheck).toBe(START + 198);
  expect(await factsNow()).toMatchObject({ hardState: 0, acknowledgement: null });
});
