import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { waitFor } from "../../../test/support/wait-for.ts";
import { createFakeClock, type FakeClock } from "../../../test/support/fake-clock.ts";
import { seesAll, tableOf } from "../../../test/support/table-of.ts";
import { hostKey } from "../../model/resource-key.ts";
import { silentLog, type Log } from "../../lib/log.ts";
import { createRealtime } from "../realtime/create-realtime.ts";
import type { Realtime } from "../realtime/realtime.ts";
import { openStore } from "../store/open-store.ts";
import type { Store } from "../store/store.ts";
import type { Committed } from "./committed.ts";
import { createLedger, type Ledger } from "./ledger.ts";
import type { Change } from "../../model/change.ts";
import { stateWith, fieldsIn } from "../../../test/support/state-with.ts";

const START = 1_700_000_000;
const KEY = hostKey(1);

let folder: string;
let store: Store;
let realtime: Realtime;
let clock: FakeClock;
let ledger: Ledger;
let commits: (readonly Change[])[];
let refuseNext: number;
/** What the next commits wait for. */
let hangs: Promise<void> | undefined;
let refused: unknown[];
let feed: Committed[];
/** State that reads show when the last reader receives a commit. */
let seenInFeed: (string | null)[];
let failing: Error | undefined;
let failures: unknown[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "vigie-ledger-"));
  store = await openStore({ folder, log: silentLog, exclusive: true });
  clock = createFakeClock(START);
  commits = [];
  refused = [];
  feed = [];
  seenInFeed = [];
  failing = undefined;
  failures = [];
  refuseNext = 0;
  hangs = undefined;
  // Simulated disk that is full for the next `n` commits.
  const device: Store = {
    ...store,
    commit: async (changes) => {
      commits.push(changes);
      await hangs;
      return refuseNext-- > 0 ? Promise.reject(new Error("full")) : store.commit(changes);
    },
  };
  const { inventory, snapshot, objectIds } = tableOf({ hosts: [{ name: "a" }, { name: "b" }] });
  realtime = createRealtime({ accountByAlias: () => undefined });
  realtime.load(inventory, snapshot, objectIds);
  const log: Log = {
    ...silentLog,
    error: (fields) => {
      const { reader, revision } = fields as { reader: string; revision: number };
      failures.push({ reader, revision });
    },
  };
  ledger = createLedger({
    store: device,
    readers: [
      realtime,
      {
        name: "failing",
        committed: () => {
          if (failing !== undefined) throw failing;
        },
      },
      {
        name: "last",
        committed: (batch) => {
          feed.push(batch);
          seenInFeed.push(visible());
        },
      },
    ],
    shownAhead: realtime,
    clock,
    log,
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
  state: stateWith(ledger.state(key)!, { output }),
});
const visible = (): string | null => realtime.host(1, seesAll)!.state.check.output;
const stored = async (): Promise<string | null | undefined> =>
  (await store.readSnapshot()).states.get(KEY)?.check.output;

test("a state committed soon is visible immediately, and durable within a second, once for all that came", async () => {
  await ledger.commitSoon(saying("first"));
  await ledger.commitSoon(saying("second"));
  expect([visible(), await stored()]).toEqual(["second", undefined]);

  await clock.advanceBy(1);
  await waitFor(async () => {
    expect(await stored()).toBe("second");
  });

  expect(commits).toHaveLength(1);
});

test("a commit of the same resource includes its pending state", async () => {
  await ledger.commitSoon(saying("pending"));
  const { state } = saying("pending");

  await ledger.commit([{ kind: "state", key: KEY, state: stateWith(state, { perfdata: "a=1" }) }]);
  await clock.advanceBy(1);

  expect(fieldsIn((await store.readSnapshot()).states.get(KEY))).toMatchObject({ output: "pending", perfdata: "a=1" });
  expect(commits).toHaveLength(1);
});

test("a pending state stays the newest visible one while a commit of its resource is in flight", async () => {
  const committed = ledger.commit([saying("committed")]);
  const after = ledger.commitSoon(saying("after it"));
  await Promise.all([committed, after]);

  expect([visible(), await stored()]).toEqual(["after it", "after it"]);
});

test("a pending state that is refused is reported, kept and retried", async () => {
  await ledger.commitSoon(saying("kept"));
  refuseNext = 1;

  await clock.advanceBy(1);
  await waitFor(() => {
    expect(refused).toHaveLength(1);
  });
  expect([visible(), await stored()]).toEqual(["kept", undefined]);
  await clock.advanceBy(1);

  await waitFor(async () => {
    expect(await stored()).toBe("kept");
  });
});

test("a refused commit restores the pending state, which is then still stored", async () => {
  await ledger.commitSoon(saying("pending"));
  refuseNext = 1;

  await expect(ledger.commit([saying("refused")])).rejects.toThrow("full");
  expect(ledger.state(KEY)?.check.output).toBe("pending");
  await ledger.flush();

  expect(await stored()).toBe("pending");
});

test("a flush writes all pending states, however many", async () => {
  await ledger.commitSoon(saying("one"));
  await ledger.commitSoon(saying("two", hostKey(2)));

  await ledger.flush();

  expect([...(await store.readSnapshot()).states.values()].map(({ check: { output } }) => output)).toEqual([
    "one",
    "two",
  ]);
  expect(clock.waiting()).toBe(0);
});

test("a resource that left the configuration keeps its last stored state, also for commits in flight", async () => {
  const { inventory } = tableOf({ hosts: [{ name: "a" }, { name: "b" }] });
  const later = saying("later");
  await ledger.commit([saying("stored")]);
  refuseNext = 1;
  const inFlight = expect(ledger.commit([saying("refused")])).rejects.toThrow("full");
  ledger.reload({ ...inventory, hosts: inventory.hosts.slice(1) }, [], [KEY]);
  await inFlight;
  expect([ledger.state(KEY), ledger.lastState(KEY)?.check.output]).toEqual([null, "stored"]);

  await ledger.commit([later]);

  expect(ledger.lastState(KEY)?.check.output).toBe("later");
});

describe("the feed of commits", () => {
  const texts = ({ changes }: Committed): string[] =>
    changes.map((change) => (change.kind === "state" ? (change.state.check.output ?? "") : change.kind));
  const feedTexts = (): string[][] => feed.map(texts);

  test("gives every reader each commit once, in order of revision, when reads show it", async () => {
    await Promise.all([ledger.commit([saying("one")]), ledger.commit([]), ledger.commit([saying("two")])]);
    await ledger.commit([saying("three")]);

    expect(feedTexts()).toEqual([["one"], ["two"], ["three"]]);
    expect(seenInFeed).toEqual(["one", "two", "three"]);
    const revisions = feed.map(({ revision }) => revision);
    expect(revisions).toEqual(revisions.toSorted((a, b) => a - b));
    expect(new Set(revisions).size).toBe(3);
    expect((await store.readSnapshot()).revision).toBe(revisions.at(-1));
  });

  test("while the store hangs, one write waits for it, however many results come; then the newest are written", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    hangs = promise;
    for (const text of ["first", "second", "third", "fourth"]) {
      await ledger.commitSoon(saying(text));
      await clock.advanceBy(1);
    }
    expect(commits).toHaveLength(1);

    hangs = undefined;
    resolve();
    await waitFor(() => expect(feedTexts()).toEqual([["first"], ["fourth"]]));
    expect(ledger.isDurable(KEY)).toBe(true);
  });

  test("has nothing of a refused commit", async () => {
    refuseNext = 1;
    const refusal = expect(ledger.commit([saying("refused")])).rejects.toThrow("full");
    await Promise.all([refusal, ledger.commit([saying("stored")])]);

    expect(feedTexts()).toEqual([["stored"]]);
  });

  test("has a pending state when it is durable, and not before", async () => {
    await ledger.commitSoon(saying("pending"));
    expect([visible(), feedTexts(), ledger.isDurable(KEY)]).toEqual(["pending", [], false]);

    const flushed = ledger.flush();
    expect([feedTexts(), ledger.isDurable(KEY)]).toEqual([[], false]);
    await ledger.commitSoon(saying("later"));
    await flushed;

    // Reads stay ahead: they do not return to the durable state.
    expect([visible(), feedTexts(), ledger.isDurable(KEY)]).toEqual(["later", [["pending"]], false]);
    await ledger.flush();
    expect([feedTexts(), ledger.isDurable(KEY)]).toEqual([[["pending"], ["later"]], true]);
  });

  test("reports a state as not durable while its commit is in flight", async () => {
    const committed = ledger.commit([saying("on its way")]);
    expect([ledger.isDurable(KEY), ledger.isDurable(hostKey(2))]).toEqual([false, true]);

    await committed;

    expect(ledger.isDurable(KEY)).toBe(true);
  });

  test("continues for the other readers, and for the commit, when one reader fails", async () => {
    failing = new Error("a bug");

    await ledger.commit([saying("one")]);
    await ledger.commit([saying("two")]);

    expect(feedTexts()).toEqual([["one"], ["two"]]);
    expect(failures).toEqual([
      { reader: "failing", revision: feed[0]!.revision },
      { reader: "failing", revision: feed[1]!.revision },
    ]);
  });

  test("has what is committed together as one commit, each on the one before", async () => {
    let soon: Promise<void> | undefined;
    const settled: string[] = [];
    const together = ledger.together(() => {
      void ledger.commit([saying("one")]).then(() => settled.push("one"));
      expect(ledger.state(KEY)!.check.output).toBe("one");
      soon = ledger.commitSoon(saying("two"));
      expect([ledger.state(KEY)!.check.output, ledger.isDurable(KEY)]).toEqual(["two", false]);
    }, [{ kind: "heartbeat", at: START }]);
    await Promise.all([together, soon, ledger.commit([saying("three")])]);

    expect(feedTexts()).toEqual([["one", "two", "heartbeat"], ["three"]]);
    expect([await stored(), settled, ledger.isDurable(KEY)]).toEqual(["three", ["one"], true]);
  });

  test("refuses what is committed together as one", async () => {
    await ledger.commit([saying("before")]);
    refuseNext = 1;
    const refusals: Promise<void>[] = [];
    const together = ledger.together(() => {
      for (const text of ["one", "two"]) refusals.push(expect(ledger.commit([saying(text)])).rejects.toThrow("full"));
    }, []);
    await expect(together).rejects.toThrow("full");
    await Promise.all(refusals);

    expect([ledger.state(KEY)!.check.output, visible(), feedTexts()]).toEqual(["before", "before", [["before"]]]);
  });
});
