import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createFakeClock, type FakeClock } from "../../../test/support/fake-clock.ts";
import { refuseEvents } from "../../../test/support/refuse-events.ts";
import { tableOf } from "../../../test/support/table-of.ts";
import { silentLog } from "../../lib/log.ts";
import { createSharedLock, type SharedLock } from "../../lib/shared-lock.ts";
import { checksSwitched, objectConfigured } from "../../model/history-changes.ts";
import { namesOf, renewResource } from "../../model/inventory-index.ts";
import { hostKey } from "../../model/resource-key.ts";
import { createLedger, type Ledger } from "../ledger/ledger.ts";
import { openStore } from "../store/open-store.ts";
import type { Store } from "../store/store.ts";
import { createConfiguredObjects, type ConfiguredObjects } from "./configured-objects.ts";

const KEY = hostKey(1);
const START = 1_000;

let folder: string;
let store: Store;
let clock: FakeClock;
let ledger: Ledger;
let lock: SharedLock;
let objects: ConfiguredObjects;
const { inventory, snapshot } = tableOf({ hosts: [{ name: "web" }] });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "vigie-configured-"));
  store = await openStore({ folder, log: silentLog, exclusive: true });
  clock = createFakeClock(START);
  lock = createSharedLock();
  ledger = createLedger({
    store,
    readers: [],
    shownAhead: { show: () => {} },
    clock,
    log: silentLog,
    onRefused: () => {},
  });
  renewResource(inventory, inventory.hosts[0]!);
  ledger.load(inventory, snapshot);
  objects = createConfiguredObjects({
    store,
    ledger,
    inventory: () => inventory,
    lock,
    clock,
    log: silentLog,
    onRemoved: () => {},
  });
});
afterEach(async () => {
  await objects.stop();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const web = () => namesOf(inventory).resourceByKey.get(KEY)!;
/** Disables active checks as an operator does: stored, then in effect. */
const disableChecks = (): Promise<void> =>
  lock.shared(async () => {
    await ledger.commit(checksSwitched({ key: KEY, at: START, state: null }, false, "by jdoe"));
    renewResource(inventory, { ...web(), activeChecks: false });
  });
const history = async (): Promise<readonly string[]> =>
  (await store.readEvents(KEY, 9)).map(({ kind, reason }) => `${kind}: ${reason}`).toReversed();

test("a first start is recorded before an operator switches checks", async () => {
  objects.start();
  await disableChecks();
  await objects.settled();

  expect(await history()).toEqual([
    "object-configured: added to the configuration",
    "checks-disabled: active checks disabled by jdoe",
  ]);
  expect([...(await store.readConfigured())]).toEqual([[KEY, false]]);
});

test("checks that the configuration switched are recorded once when an operator switches them again", async () => {
  await ledger.commit(objectConfigured({ key: KEY, at: START, state: null }, { ...web(), activeChecks: false }));

  objects.start();
  await disableChecks();
  await objects.settled();

  expect(await history()).toEqual([
    "object-configured: added to the configuration",
    "checks-enabled: active checks enabled by the configuration",
    "checks-disabled: active checks disabled by jdoe",
  ]);
});

test("what the store refuses is retried by the clock, and when a reload asks for it", async () => {
  const accept = await refuseEvents({ dataFolder: folder }, "object-configured");
  objects.start();
  await expect(objects.settled()).rejects.toThrow("could not be stored");
  await expect(objects.settled()).rejects.toThrow("could not be stored");
  expect(await history()).toEqual([]);

  await accept();
  await clock.advanceBy(5);
  await objects.settled();

  expect(await history()).toEqual(["object-configured: added to the configuration"]);
  await objects.stop();
  expect(clock.waiting()).toBe(0);
});
