import { describe, expect, test } from "vitest";
import { createFakeClock, type FakeClock } from "../../../test/support/fake-clock.ts";
import { createCurrentInventory, type CurrentInventory } from "../../operations/adaptive/current-inventory.ts";
import { namesOf } from "../../model/inventory-index.ts";
import type { CheckRunner } from "../check/run-check.ts";
import { BARE_CHECKABLE, EMPTY_INVENTORY } from "../../config/objects/objects.fixture.ts";
import type { Inventory, Service } from "../../model/objects.ts";
import { hostKey, serviceKey, type ResourceKey } from "../../model/resource-key.ts";
import { createScheduler, type Scheduler } from "./scheduler.ts";

const START = 1_700_000_000;
const MINUTE = 60;

/** Services of one host, each with its check interval in minutes. */
function inventoryOf(intervals: readonly number[], main: Partial<Inventory["main"]> = {}): Inventory {
  const call = { name: "any", args: [], raw: "any" };
  const common = { ...BARE_CHECKABLE, hostId: 1, hostName: "web", checkCommand: call };
  return {
    ...EMPTY_INVENTORY,
    main: { ...EMPTY_INVENTORY.main, ...main },
    hosts: [
      {
        ...common,
        kind: "host",
        key: hostKey(1),
        serviceId: 0,
        checkCommand: null,
        alias: "web",
        address: "127.0.0.1",
        pollerId: 1,
        pollerName: "Central",
        parents: [],
      },
    ],
    services: intervals.map((checkInterval, index): Service => ({
      ...common,
      kind: "service",
      key: serviceKey(1, index + 1),
      serviceId: index + 1,
      description: `s${index + 1}`,
      checkInterval,
    })),
  };
}

interface Scene {
  readonly clock: FakeClock;
  readonly scheduler: Scheduler;
  /** Last start of each check, in seconds after the start of the test. */
  readonly startedAt: Map<ResourceKey, number>;
  readonly starts: () => number;
  /** Holds checks back from now on; the returned function ends them. */
  hold(): () => void;
}

/** Every check ends immediately with OK and is planned again, as the intake does. */
function sceneOf({ inventory }: CurrentInventory, current: () => Inventory): Scene {
  const clock = createFakeClock(START);
  const startedAt = new Map<ResourceKey, number>();
  let starts = 0;
  let held: Promise<void> | null = null;
  const runner: CheckRunner = {
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    run: async (resource, _inventory, dueAt) => {
      starts++;
      const at = clock.now();
      startedAt.set(resource.key, at - START);
      await held;
      return {
        key: resource.key,
        checkType: "active",
        returnCode: 0,
        output: { text: "", longText: "", perfdata: "" },
        dueAt,
        startedAt: at,
        finishedAt: at,
        commandLine: null,
      };
    },
  };
  const scheduler = createScheduler({
    clock,
    runner,
    maxConcurrentChecks: 20_000,
  });
  scheduler.load(inventory, () => null);
  scheduler.start(({ key, dueAt }) => {
    const service = namesOf(current()).resourceByKey.get(key);
    if (service !== undefined) scheduler.rescheduleAfter(service, (dueAt ?? 0) + (service.checkInterval ?? 0) * MINUTE);
  });
  return {
    clock,
    scheduler,
    startedAt,
    starts: () => starts,
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return resolve;
    },
  };
}

describe("a reload", () => {
  test("keeps the phase of each of 10,000 checks", async () => {
    const intervals = Array.from({ length: 10_000 }, () => 5);
    const first = createCurrentInventory(inventoryOf(intervals));
    let current = first.inventory;
    const { clock, scheduler, startedAt } = sceneOf(first, () => current);
    await clock.advanceBy(5 * MINUTE - 1);
    expect(startedAt.size).toBe(10_000);
    const before = new Map(startedAt);

    current = inventoryOf(intervals);
    expect(scheduler.reload(current, [], []).size).toBe(0);
    await clock.advanceBy(5 * MINUTE);

    const moved = [...startedAt].filter(([key, at]) => Math.abs(at - before.get(key)! - 5 * MINUTE) > 0.001);
    expect(moved).toEqual([]);
    expect(scheduler.waiting).toBe(10_000);
  });

  test("checks new resources within seconds, and removed ones no more", async () => {
    const before = createCurrentInventory(inventoryOf([5, 5]));
    let current = before.inventory;
    const { clock, scheduler, startedAt } = sceneOf(before, () => current);
    await clock.advanceBy(MINUTE);
    startedAt.clear();

    const [first, , third] = inventoryOf([5, 5, 5]).services;
    current = { ...inventoryOf([]), services: [first!, third!] };
    const plans = scheduler.reload(current, [serviceKey(1, 2)], [third!.key]);
    await clock.advanceBy(10 * MINUTE);

    expect([...plans.keys()]).toEqual([third!.key]);
    expect([...startedAt.keys()].sort()).toEqual([first!.key, third!.key]);
  });

  test("does not restart a running check, and plans it when it ends", async () => {
    const before = createCurrentInventory(inventoryOf([5]));
    let current = before.inventory;
    const scene = sceneOf(before, () => current);
    const end = scene.hold();
    await scene.clock.advanceBy(10);
    expect(scene.scheduler.running).toBe(1);

    current = inventoryOf([1]);
    scene.scheduler.reload(current, [], [serviceKey(1, 1)]);
    await scene.clock.advanceBy(2 * MINUTE);
    expect(scene.starts()).toBe(1);

    end();
    await scene.clock.advanceBy(MINUTE);
    expect(scene.starts()).toBeGreaterThan(1);
  });
});

describe("a shorter interval", () => {
  test("moves checks nearer by whole intervals, so that they keep their distance", async () => {
    const intervals = Array.from({ length: 60 }, () => 60);
    const before = createCurrentInventory(inventoryOf(intervals));
    let current = before.inventory;
    const { clock, scheduler, startedAt } = sceneOf(before, () => current);
    await clock.advanceBy(60 * MINUTE - 1);
    const offsets = new Map(startedAt);
    startedAt.clear();

    current = inventoryOf(intervals.map(() => 5));
    const plans = scheduler.reload(
      current,
      [],
      current.services.map(({ key }) => key),
    );
    await clock.advanceBy(5 * MINUTE);

    expect(startedAt.size).toBe(60);
    for (const [key, at] of startedAt) expect((at - offsets.get(key)!) % (5 * MINUTE)).toBeCloseTo(0, 3);
    for (const at of plans.values()) expect(at).toBeLessThanOrEqual(START + 65 * MINUTE);
  });
});

describe("checks that are disabled for the whole server", () => {
  test("pause, and continue in their old phase", async () => {
    const before = createCurrentInventory(inventoryOf([5, 5, 5]));
    const { inventory } = before;
    const { clock, scheduler, startedAt, starts } = sceneOf(before, () => inventory);
    await clock.advanceBy(4 * MINUTE);
    const offsets = new Map(startedAt);

    before.replaceMain({ ...inventory.main, executeServiceChecks: false });
    scheduler.replan([]);
    await clock.advanceBy(20 * MINUTE);
    expect(starts()).toBe(3);

    before.replaceMain({ ...inventory.main, executeServiceChecks: true });
    scheduler.replan(inventory.services.map(({ key }) => key));
    await clock.advanceBy(5 * MINUTE);

    expect(starts()).toBe(6);
    for (const [key, at] of startedAt) expect((at - offsets.get(key)!) % (5 * MINUTE)).toBeCloseTo(0, 3);
  });

  test("still run when an operator forces them", async () => {
    const before = createCurrentInventory(inventoryOf([5], { executeServiceChecks: false }));
    const { clock, scheduler, starts } = sceneOf(before, () => before.inventory);
    await clock.advanceBy(10 * MINUTE);
    expect(starts()).toBe(0);

    scheduler.runNow(serviceKey(1, 1));
    await clock.advanceBy(1);

    expect(starts()).toBe(1);
  });
});
