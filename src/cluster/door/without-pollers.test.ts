import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createFakeClock, type FakeClock } from "../../../test/support/fake-clock.ts";
import { openCore, type OpenCore } from "../../../test/support/open-core.ts";
import { loadObjects } from "../../config/objects/configuration-folder.fixture.ts";
import { openStore } from "../../data/store/open-store.ts";
import type { Store } from "../../data/store/store.ts";
import { silentLog } from "../../lib/log.ts";
import { createShutdownStack, type ShutdownStack } from "../../lib/shutdown-stack.ts";
import type { Inventory } from "../../model/objects.ts";
import { createPollers, type Pollers } from "./pollers.ts";

// A server without pollers does nothing for them: what its parts cost then.

let folder: string;
let clock: FakeClock;
let store: Store;
let core: OpenCore;
let pollers: Pollers;
let inventory: Inventory;
let stops: ShutdownStack;
let reads: string[];

/** Fails whoever looks through its resources. */
const unreadable = (real: Inventory): Inventory =>
  new Proxy(real, {
    get(target, name) {
      if (name === "hosts" || name === "services") throw new Error(`${name} were looked through`);
      return Reflect.get(target, name);
    },
  });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "vigie-without-pollers-"));
  clock = createFakeClock();
  store = await openStore({ folder, log: silentLog, exclusive: true });
  ({ inventory } = loadObjects(
    "define command {\n  command_name any\n  command_line any\n}\ndefine host {\n  host_name h\n  check_command any\n  max_check_attempts 1\n}",
  ));
  core = await openCore({ store, inventory, clock, latePoller: (key) => pollers.latePoller(key) });
  reads = [];
  const counted = <Method extends "commit" | "readPollers" | "readObjectIds">(name: Method): Store[Method] =>
    ((...args: readonly unknown[]) => {
      reads.push(name);
      return (store[name] as (...all: readonly unknown[]) => unknown)(...args);
    }) as Store[Method];
  pollers = createPollers({
    store: { commit: counted("commit"), readPollers: counted("readPollers"), readObjectIds: counted("readObjectIds") },
    ledger: core.ledger,
    inventory: () => unreadable(inventory),
    engine: "centreon",
    clock,
    log: silentLog,
    afterLateResults: () => expect.unreachable(),
  });
  stops = createShutdownStack(silentLog);
});
afterEach(async () => {
  await stops.run();
  await core.stop();
  await store.close();
  rmSync(folder, { recursive: true });
});

test("without pollers nothing is timed, nothing is looked through, and the store is read once, at the start", async () => {
  const [timers, resources] = [clock.waiting(), process.getActiveResourcesInfo().length];
  await pollers.load();
  pollers.start(core.intake, stops);
  pollers.configurationChanged();

  const { key } = inventory.hosts[0]!;
  expect(pollers.latePoller(key)).toBeNull();
  expect(pollers.notSeenSince(key)).toBeNull();
  expect(pollers.places.isHere(inventory.hosts[0]!)).toBe(true);
  expect(pollers.list()).toEqual([]);
  pollers.reader.committed({
    revision: 1,
    lastEventId: 0,
    isShownAlready: false,
    changes: [{ kind: "state", key, state: core.ledger.state(key)! }],
  });

  expect(clock.waiting()).toBe(timers);
  expect(process.getActiveResourcesInfo().length).toBeLessThanOrEqual(resources);
  await clock.advanceBy(3_600);
  expect(clock.waiting()).toBe(timers);
  expect(reads).toEqual(["readPollers"]);
});
