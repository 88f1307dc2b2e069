import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openCore, type OpenCore } from "../../test/support/open-core.ts";
import { createFakeClock, type FakeClock } from "../../test/support/fake-clock.ts";
import type { Acknowledgements } from "../operations/acknowledgement/acknowledgements.ts";
import type { CheckResult } from "../model/check-result.ts";
import type { Downtimes } from "../operations/downtime/downtimes.ts";
import { silentLog } from "../lib/log.ts";
import type { ResourceState } from "../model/resource-state.ts";
import { openStore } from "../data/store/open-store.ts";
import type { Store } from "../data/store/store.ts";
import type { CountingIntake } from "./accept-result.ts";
import type { Ledger } from "../data/ledger/ledger.ts";
import { KEY, writeOneService } from "./one-service.fixture.ts";
import { fieldsIn } from "../../test/support/state-with.ts";

const START = 1_700_000_000;

let folder: string;
let store: Store;
let clock: FakeClock;
/** Answer of the simulated disk to commits from now on. */
let disk: "has room" | "is full";
let core: OpenCore;
let ledger: Ledger;
let intake: CountingIntake;
let downtimes: Downtimes;
let acknowledgements: Acknowledgements;

// Real parts; only the disk is simulated.
beforeEach(async () => {
  const written = writeOneService();
  folder = written.folder;
  store = await openStore({ folder: join(folder, "data"), log: silentLog, exclusive: true });
  clock = createFakeClock(START);
  disk = "has room";
  const device: Store = {
    ...store,
    commit: (changes) => (disk === "is full" ? Promise.reject(new Error("no space")) : store.commit(changes)),
  };
  core = await openCore({ store: device, inventory: written.inventory, clock });
  ({ ledger, intake, downtimes, acknowledgements } = core);
});
afterEach(async () => {
  await core.stop();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const resultAt = (seconds: number, returnCode: 0 | 2): CheckResult => ({
  key: KEY,
  checkType: "passive",
  returnCode,
  output: { text: "", longText: "", perfdata: "" },
  dueAt: null,
  startedAt: START + seconds,
  finishedAt: START + seconds,
  commandLine: null,
});
const stored = async (): Promise<ResourceState | undefined> => (await store.readSnapshot()).states.get(KEY);
const eventsOf = async (kind: string): Promise<number> =>
  (await store.readEvents(KEY, 100)).filter((event) => event.kind === kind).length;
const downtime = (more: object = {}) => ({
  startTime: START,
  endTime: START + 100,
  isFixed: true,
  duration: 50,
  comment: "work",
  ...more,
});
const acknowledgement = { comment: "seen", isNotifyContacts: false, isPersistentComment: false, isSticky: true };

describe("a refused commit does not change memory either", () => {
  test("several results of one service in flight: the next one builds on what was stored", async () => {
    disk = "is full";
    const refused = await Promise.allSettled(
      [resultAt(1, 2), resultAt(2, 2), resultAt(3, 2)].map((result) => intake.accept(result)),
    );
    disk = "has room";

    await intake.accept(resultAt(4, 2));

    expect(refused.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(fieldsIn(await stored())).toMatchObject({ stateType: 0, checkAttempt: 1 });
    expect(ledger.state(KEY)).toEqual(await stored());
  });

  test("the same result may be sent again", async () => {
    disk = "is full";
    await expect(intake.accept(resultAt(1, 2))).rejects.toThrow("no space");
    disk = "has room";

    expect(await intake.accept(resultAt(1, 2))).toBe("accepted");
  });

  test.each([
    ["each on its own", (send: () => void) => send()],
    ["in one commit", (send: () => void) => void ledger.together(send, []).catch(() => {})],
  ])("several results of one resource may all be sent again: %s", async (_how, within) => {
    const results = [resultAt(1, 2), resultAt(2, 0), resultAt(3, 2)].map((result) => ({
      ...result,
      checkType: "active" as const,
    }));
    const sent = (): Promise<readonly PromiseSettledResult<string>[]> => {
      let all: readonly Promise<string>[] = [];
      within(() => {
        all = results.map((result) => intake.accept(result, "at-once"));
      });
      return Promise.allSettled(all);
    };
    disk = "is full";
    expect((await sent()).map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    disk = "has room";

    expect(await sent()).toEqual(results.map(() => ({ status: "fulfilled", value: "accepted" })));
    expect(await eventsOf("recovery")).toBe(1);
  });

  test("a result that was stored stays the newest one, whatever comes of those before it", async () => {
    disk = "is full";
    const refused = intake.accept(resultAt(1, 2));
    disk = "has room";
    const accepted = intake.accept({ ...resultAt(2, 2), checkType: "active" });
    await expect(refused).rejects.toThrow("no space");
    expect(await accepted).toBe("accepted");

    expect(await intake.accept({ ...resultAt(1, 0), checkType: "active" })).toBe("outdated");
  });

  test("a refused result is not counted; those of one second are told apart by their number", async () => {
    disk = "is full";
    await intake.accept(resultAt(1, 2)).catch(() => {});
    disk = "has room";
    expect(intake.resultsOf(KEY)).toBe(0);

    await intake.accept(resultAt(1, 2));
    await intake.accept(resultAt(1, 2));
    expect(intake.resultsOf(KEY)).toBe(2);
  });

  test("a flexible downtime whose start by a problem was refused is started by the next result", async () => {
    await downtimes.schedule([KEY], downtime({ isFixed: false }), "ann");
    await intake.accept(resultAt(1, 0));
    disk = "is full";
    await expect(intake.accept(resultAt(2, 2))).rejects.toThrow("no space");
    disk = "has room";

    await intake.accept(resultAt(3, 2));

    expect((await stored())!.handling.scheduledDowntimeDepth).toBe(1);
    expect(await eventsOf("downtime-started")).toBe(1);
    expect((await store.readSnapshot()).downtimes).toMatchObject([{ isStarted: true, actualStartTime: START + 3 }]);
  });

  test("a downtime whose start and cancellation were refused starts when retried", async () => {
    await downtimes.schedule([KEY], downtime({ startTime: START + 10 }), "ann");
    disk = "is full";
    downtimes.start();
    await clock.advanceTo(START + 10);
    await expect(downtimes.cancel(1, "ann")).rejects.toThrow("no space");
    disk = "has room";

    await clock.advanceTo(START + 20);
    // Waits for the writer thread.
    await store.commit([{ kind: "token-deleted", hash: "none" }]);

    expect((await stored())!.handling.scheduledDowntimeDepth).toBe(1);
    expect((await store.readSnapshot()).downtimes).toMatchObject([{ isStarted: true, isCancelled: false }]);
  });

  test("an acknowledgement whose end is refused leaves no extra comment", async () => {
    await intake.accept(resultAt(1, 2));
    disk = "is full";
    await expect(acknowledgements.acknowledge([KEY], acknowledgement, "ann")).rejects.toThrow("no space");
    disk = "has room";

    await acknowledgements.acknowledge([KEY], acknowledgement, "ann");
    await intake.accept(resultAt(2, 0));

    expect((await store.readSnapshot()).comments).toHaveLength(1);
  });

  test("the comment of an acknowledgement ends with the recovery that is stored", async () => {
    await intake.accept(resultAt(1, 2));
    await acknowledgements.acknowledge([KEY], acknowledgement, "ann");
    disk = "is full";
    await expect(intake.accept(resultAt(2, 0))).rejects.toThrow("no space");
    disk = "has room";

    await intake.accept(resultAt(3, 0));

    expect((await store.readSnapshot()).comments).toMatchObject([{ deletionTime: START + 3 }]);
  });
});
