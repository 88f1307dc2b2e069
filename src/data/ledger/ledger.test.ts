import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createFakeClock, type FakeClock } from "../../../test/support/fake-clock.ts";
import { seesAll, tableOf } from "../../../test/support/table-of.ts";
import { hostKey } from "../../model/resource-key.ts";
import { silentLog } from "../../lib/log.ts";
import { createRealtime } from "../realtime/create-realtime.ts";
import type { Realtime } from "../realtime/realtime.ts";
import { openStore } from "../store/open-store.ts";
import type { Store } from "../store/store.ts";
import { createLedger, type Ledger } from "./ledger.ts";
import type { Change } from "../../model/change.ts";

const START = 1_700_000_000;
const KEY = hostKey(1);

let folder: string;
let store: Store;
let realtime: Realtime;
let clock: FakeClock;
let ledger: Ledger;
let commits: (readonly Change[])[];
let refuseNext: number;
let refused: unknown[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "vigie-ledger-"));
  store = await openStore({ folder, log: silentLog, exclusive: true });
  clock = createFakeClock(START);
  commits = [];
  refused = [];
  refuseNext = 0;
  // A disk that is full for the next so many commits.
  const device: Store = {
    ...store,
    commit: (changes) => {
      commits.push(changes);
      return refuseNext-- > 0 ? Promise.reject(new Error("full")) : store.commit(changes);
    },
  };
  const { inventory, snapshot, objectIds } = tableOf({ hosts: [{ name: "a" }, { name: "b" }] });
  realtime = createRealtime({ accountByAlias: () => undefined });
  realtime.load(inventory, snapshot, objectIds);
  ledger = createLedger({
    store: device,
    realtime,
    onCommitted: () => {},
    clock,
    onRefused: (error) => {
      refused.push(error);
    },
  });
  ledger.load(inventory, snapshot);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const saying = (output: string, key = KEY): Extract<Change, { kind: "state" }> => ({
  kind: "state",
  key,
  state: { ...ledger.state(key)!, output },
});
const visible = (): string | null => realtime.host(1, seesAll)!.state.output;
const stored = async (): Promise<string | null | undefined> => (await store.readSnapshot()).states.get(KEY)?.output;

test("a state that nobody waits for is visible at once, and durable within a second, once for all that came", async () => {
  await ledger.commitSoon(saying("first"));
  await ledger.commitSoon(saying("second"));
  expect([visible(), await stored()]).toEqual(["second", undefined]);

  await clock.advanceBy(1);
  await vi.waitFor(async () => {
    expect(await stored()).toBe("second");
  });

  expect(commits).toHaveLength(1);
});

test("a commit of the same resource includes what was put off", async () => {
  await ledger.commitSoon(saying("put off"));
  const { state } = saying("put off");

  await ledger.commit([{ kind: "state", key: KEY, state: { ...state, perfdata: "a=1" } }]);
  await clock.advanceBy(1);

  expect((await store.readSnapshot()).states.get(KEY)).toMatchObject({ output: "put off", perfdata: "a=1" });
  expect(commits).toHaveLength(1);
});

test("what is put off while a commit of its resource is on its way stays the newest that is visible", async () => {
  const committed = ledger.commit([saying("committed")]);
  const after = ledger.commitSoon(saying("after it"));
  await Promise.all([committed, after]);

  expect([visible(), await stored()]).toEqual(["after it", "after it"]);
});

test("what is put off and refused is told, kept, and tried again", async () => {
  await ledger.commitSoon(saying("kept"));
  refuseNext = 1;

  await clock.advanceBy(1);
  await vi.waitFor(() => {
    expect(refused).toHaveLength(1);
  });
  expect([visible(), await stored()]).toEqual(["kept", undefined]);
  await clock.advanceBy(1);

  await vi.waitFor(async () => {
    expect(await stored()).toBe("kept");
  });
});

test("a refused commit goes back to what was put off, which is still stored then", async () => {
  await ledger.commitSoon(saying("put off"));
  refuseNext = 1;

  await expect(ledger.commit([saying("refused")])).rejects.toThrow("full");
  expect(ledger.state(KEY)?.output).toBe("put off");
  await ledger.flush();

  expect(await stored()).toBe("put off");
});

test("a flush writes everything that waits, however many", async () => {
  await ledger.commitSoon(saying("one"));
  await ledger.commitSoon(saying("two", hostKey(2)));

  await ledger.flush();

  expect([...(await store.readSnapshot()).states.values()].map(({ output }) => output)).toEqual(["one", "two"]);
  expect(clock.waiting()).toBe(0);
});
