import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inventoryOf } from "../../../test/support/access-inventory.ts";
import { openCore } from "../../../test/support/open-core.ts";
import { createFakeClock, type FakeClock } from "../../../test/support/fake-clock.ts";
import { silentLog } from "../../lib/log.ts";
import { openStore } from "../../data/store/open-store.ts";
import type { Store } from "../../data/store/store.ts";
import type { RecurringDowntimes } from "./recurring-downtimes.ts";
import type { Change } from "../../model/change.ts";

const NOON = Date.parse("2026-11-23T12:00:00Z") / 1000;
const HOSTS = 1_200;
const inventory = inventoryOf({
  hosts: Object.fromEntries(Array.from({ length: HOSTS }, (_, index) => [`h${index}`, []])),
});
const NIGHTLY = {
  name: "batch",
  comment: "batch",
  rule: "FREQ=DAILY",
  start: "2026-01-01T23:00:00",
  zone: "UTC",
  durationSeconds: 3_600,
  targets: { hosts: ["*"], services: [], hostGroups: [], serviceGroups: [], withServices: false },
};

let folder: string;
let clock: FakeClock;
let store: Store;
let recurring: RecurringDowntimes;
let stop: () => Promise<void>;
/** Outcome of each commit on the simulated device. */
let device: (changes: readonly Change[]) => "stores" | "is full";

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "vigie-recurring-"));
  clock = createFakeClock(NOON);
  device = () => "stores";
  await begin();
});
afterEach(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens real parts on the stored data; only the device is simulated. */
async function begin(): Promise<void> {
  store = await openStore({ folder, log: silentLog, exclusive: true });
  const simulated: Store = {
    ...store,
    commit: (changes) => (device(changes) === "stores" ? store.commit(changes) : Promise.reject(new Error("no space"))),
  };
  const core = await openCore({ store: simulated, inventory, clock });
  core.begin();
  recurring = core.recurringDowntimes;
  stop = async () => {
    await core.stop();
    await store.close();
  };
}

const made = async (): Promise<{ readonly all: number; readonly different: number }> => {
  const { downtimes } = await store.readSnapshot();
  return {
    all: downtimes.length,
    different: new Set(downtimes.map(({ key, startTime }) => `${key} ${startTime}`)).size,
  };
};
const fullAfter =
  (commits: number): typeof device =>
  (changes) =>
    changes.some(({ kind }) => kind === "downtime") && commits-- <= 0 ? "is full" : "stores";

describe("the downtimes of a recurring downtime are created once each", () => {
  test("if the server stops between two commits, the next start creates the rest", async () => {
    device = fullAfter(1);
    await recurring.add(NIGHTLY, "admin");
    expect(await made()).toEqual({ all: 500, different: 500 });
    await stop();

    device = () => "stores";
    await begin();

    await expect.poll(made).toEqual({ all: HOSTS, different: HOSTS });
  });

  test("if the disk was full, they are created as soon as it has room", async () => {
    device = fullAfter(0);
    await recurring.add(NIGHTLY, "admin");
    expect((await made()).all).toBe(0);

    device = () => "stores";
    await clock.advanceBy(5);

    await expect.poll(made).toEqual({ all: HOSTS, different: HOSTS });
  });

  test("if it is deleted while they cannot be withdrawn, the next start withdraws them", async () => {
    const { id } = await recurring.add(NIGHTLY, "admin");
    device = fullAfter(0);
    await recurring.remove(id);
    await stop();

    device = () => "stores";
    await begin();

    await expect
      .poll(
        async () => (await store.readSnapshot()).downtimes.filter(({ deletionTime }) => deletionTime === null).length,
        {
          timeout: 5_000,
        },
      )
      .toBe(0);
    expect((await made()).all).toBe(HOSTS);
  });
});
