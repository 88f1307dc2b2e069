import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { createFakeClock, type FakeClock } from "../../../test/support/fake-clock.ts";
import type { CheckResult } from "../../model/check-result.ts";
import type { CheckRunner } from "../check/run-check.ts";
import { loadInventory } from "../../config/objects/load-inventory.ts";
import type { Inventory } from "../../model/objects.ts";
import { serviceIdOf, type ResourceKey } from "../../model/resource-key.ts";
import { createScheduler, type Scheduler, type SchedulerOptions } from "./scheduler.ts";

const START = 1_700_000_000;
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** `count` services of one host, checked every minute; `more` is added to their template. */
function inventoryOf(count: number, more = "", main = ""): Inventory {
  const folder = mkdtempSync(join(tmpdir(), "vigie-schedule-"));
  folders.push(folder);
  writeFileSync(join(folder, "vigie.cfg"), `cfg_file=objects.cfg\n${main}`);
  writeFileSync(
    join(folder, "objects.cfg"),
    `
define timeperiod {
  timeperiod_name  working-hours
  alias            working hours
  tuesday          09:00-17:00
  wednesday        09:00-17:00
}
define command {
  command_name  any
  command_line  any
}
define host {
  host_name  web
  host_id    1
  address    127.0.0.1
  max_check_attempts  1
}
define service {
  name  checked
  register  0
  check_command  any
  check_interval  1
  max_check_attempts  1
  ${more}
}
${Array.from(
  { length: count },
  (_, index) => `define service {
  use  checked
  host_name  web
  service_description  s${index + 1}
  service_id  ${index + 1}
}`,
).join("\n")}`,
  );
  const { inventory, errors } = loadInventory(folder, { known: [] });
  if (inventory === null) throw new Error(JSON.stringify(errors));
  return inventory;
}

interface Started {
  readonly id: number;
  readonly at: number;
  finish(): void;
}

/** Runner that records started checks; a check ends when the test ends it. */
function heldRunner(clock: FakeClock): { readonly runner: CheckRunner; readonly started: Started[] } {
  const started: Started[] = [];
  const runner: CheckRunner = {
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    run: (resource, _inventory, dueAt) =>
      new Promise((done) => {
        const result: CheckResult = {
          key: resource.key,
          checkType: "active",
          returnCode: 0,
          output: { text: "", longText: "", perfdata: "" },
          dueAt,
          startedAt: clock.now(),
          finishedAt: clock.now(),
          commandLine: null,
        };
        started.push({ id: resource.serviceId, at: clock.now() - START, finish: () => done(result) });
      }),
  };
  return { runner, started };
}

interface Setup {
  readonly clock: FakeClock;
  readonly started: Started[];
  readonly scheduler: Scheduler;
  readonly results: number[];
}

function setup(
  inventory: Inventory,
  options: {
    maxConcurrentChecks?: number;
    nextCheckOf?: (key: ResourceKey) => number | null;
    takesResults?: boolean;
    mayRun?: SchedulerOptions["mayRun"];
  } = {},
): Setup {
  const clock = createFakeClock(START);
  const { runner, started } = heldRunner(clock);
  const results: number[] = [];
  const services = new Map(inventory.services.map((service) => [service.key, service]));
  const scheduler = createScheduler({
    clock,
    runner,
    maxConcurrentChecks: options.maxConcurrentChecks ?? 100,
    ...(options.mayRun === undefined ? {} : { mayRun: options.mayRun }),
  });
  scheduler.load(inventory, options.nextCheckOf ?? (() => null));
  scheduler.start((result) => {
    if (options.takesResults === false) return;
    results.push(serviceIdOf(result.key));
    scheduler.rescheduleAfter(services.get(result.key)!, result.startedAt + 60);
  });
  return { clock, started, scheduler, results };
}

async function finishAll({ clock, started }: Setup): Promise<void> {
  for (const check of started) check.finish();
  await clock.advanceBy(0);
}

describe("scheduler", () => {
  test("spreads first checks evenly over a few seconds", async () => {
    const { clock, started } = setup(inventoryOf(10));

    await clock.advanceTo(START + 10);

    expect(started.map((check) => check.at)).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5]);
  });

  test("spreads them over no more than their interval", async () => {
    const { clock, started } = setup(inventoryOf(10, "", "interval_length=2\n"));

    await clock.advanceTo(START + 1.99);

    expect(started.map((check) => check.at)).toEqual(
      [0, 0.2, 0.4, 0.6, 0.8, 1, 1.2, 1.4, 1.6, 1.8].map((at) => expect.closeTo(at, 5)),
    );
  });

  test("checks again an interval after the start of the check", async () => {
    const one = setup(inventoryOf(1));
    await one.clock.advanceBy(0);
    await one.clock.advanceBy(20);
    await finishAll(one);

    await one.clock.advanceTo(START + 61);

    expect(one.started.map((check) => check.at)).toEqual([0, 60]);
  });

  test("checks again an interval after a result that was not accepted", async () => {
    const one = setup(inventoryOf(1), { takesResults: false });
    await one.clock.advanceBy(0);
    await one.clock.advanceBy(20);
    await finishAll(one);

    await one.clock.advanceTo(START + 100);

    expect(one.started.map((check) => check.at)).toEqual([0, 80]);
  });

  test("keeps the planned time of resources that were checked before", async () => {
    const { clock, started } = setup(inventoryOf(1), { nextCheckOf: () => START + 42 });

    await clock.advanceTo(START + 60);

    expect(started.map((check) => check.at)).toEqual([42]);
  });

  test("never runs more checks simultaneously than allowed", async () => {
    const one = setup(inventoryOf(10), { maxConcurrentChecks: 3 });
    await one.clock.advanceTo(START + 10);
    expect(one.started).toHaveLength(3);

    one.started[0]!.finish();
    await one.clock.advanceBy(0);

    expect(one.started).toHaveLength(4);
    expect(one.scheduler.running).toBe(3);
  });

  test("counts checks that are done, running and waiting", async () => {
    const one = setup(inventoryOf(10), { maxConcurrentChecks: 3 });
    expect(one.scheduler.counts()).toMatchObject({ done: 0, running: 0, latency: null });
    await one.clock.advanceTo(START + 10);

    one.started[0]!.finish();
    one.started[1]!.finish();
    await one.clock.advanceBy(0);

    expect(one.scheduler.counts()).toMatchObject({ done: 2, running: 3, waiting: 5, latency: { p50: 0, p99: 0 } });
  });

  test("limits checks to max_concurrent_checks of the main file", async () => {
    const { clock, started } = setup(inventoryOf(10, "", "max_concurrent_checks=2\n"));

    await clock.advanceTo(START + 10);

    expect(started).toHaveLength(2);
  });

  test("never runs one check twice simultaneously: requested while it runs, it runs again afterwards", async () => {
    const inventory = inventoryOf(1);
    const one = setup(inventory);
    await one.clock.advanceBy(0);

    one.scheduler.runNow(inventory.services[0]!.key);
    await one.clock.advanceBy(5);
    expect(one.started).toHaveLength(1);
    await finishAll(one);

    expect(one.started.map((check) => check.at)).toEqual([0, 5]);
  });

  test("runs a check now on request", async () => {
    const inventory = inventoryOf(1);
    const { clock, started, scheduler } = setup(inventory, { nextCheckOf: () => START + 600 });

    scheduler.runNow(inventory.services[0]!.key);
    await clock.advanceBy(0);

    expect(started.map((check) => check.at)).toEqual([0]);
  });

  test("runs a check on demand without moving its plan, and before due checks that wait", async () => {
    const inventory = inventoryOf(3);
    const one = setup(inventory, {
      maxConcurrentChecks: 1,
      nextCheckOf: (key) => (serviceIdOf(key) === 3 ? START + 50 : START),
    });
    await one.clock.advanceBy(1);

    one.scheduler.runOnDemand(inventory.services[2]!.key);
    one.scheduler.runOnDemand(inventory.services[2]!.key);
    await finishAll(one);
    await finishAll(one);
    await finishAll(one);
    await one.clock.advanceTo(START + 55);

    expect(one.started.map((check) => [check.id, check.at])).toEqual([
      [1, 0],
      [3, 1],
      [2, 1],
      [3, 50],
    ]);
  });

  test("leaves half of the slots to due checks when many are requested on demand", async () => {
    const inventory = inventoryOf(30);
    const one = setup(inventory, {
      maxConcurrentChecks: 4,
      nextCheckOf: (key) => (serviceIdOf(key) <= 10 ? START + 1 : START + 50),
    });
    await one.clock.advanceBy(0.5);

    for (const { key } of inventory.services.slice(10)) one.scheduler.runOnDemand(key);
    await one.clock.advanceBy(0);
    expect(one.started.map((check) => check.id)).toEqual([11, 12, 13, 14]);
    await finishAll(one);
    expect(one.started.map((check) => check.id).slice(4)).toEqual([15, 16, 17, 18]);
    await one.clock.advanceBy(1);
    await finishAll(one);

    expect(one.started.map((check) => check.id).slice(8)).toEqual([19, 20, 1, 2]);
  });

  test("skips a planned check that becomes due while one on demand is running", async () => {
    const inventory = inventoryOf(1);
    const one = setup(inventory, { nextCheckOf: () => START + 5 });
    one.scheduler.runOnDemand(inventory.services[0]!.key);
    await one.clock.advanceBy(0);

    await one.clock.advanceBy(10);
    await finishAll(one);
    await one.clock.advanceTo(START + 65);

    expect(one.started.map((check) => check.at)).toEqual([0, 60]);
  });

  test("runs no check on demand that is already running or due", async () => {
    const inventory = inventoryOf(2);
    const one = setup(inventory, { maxConcurrentChecks: 1, nextCheckOf: () => START });
    await one.clock.advanceBy(0);

    for (const { key } of inventory.services) one.scheduler.runOnDemand(key);
    await finishAll(one);
    await finishAll(one);
    await one.clock.advanceBy(5);

    expect(one.started.map((check) => [check.id, check.at])).toEqual([
      [1, 0],
      [2, 0],
    ]);
  });

  test.each([
    ["active checks are off for the service", "active_checks_enabled  0", ""],
    ["services are not checked at all", "", "execute_service_checks=0\n"],
    ["its period is closed", "check_period  working-hours", "use_timezone=UTC\n"],
  ])("runs no check on demand when %s", async (_, more, main) => {
    const inventory = inventoryOf(1, more, main);
    const { clock, started, scheduler } = setup(inventory);

    scheduler.runOnDemand(inventory.services[0]!.key);
    await clock.advanceBy(1);

    expect(started).toEqual([]);
  });

  test("calls mayRun before each start, with whether the check is forced", async () => {
    const inventory = inventoryOf(1);
    const asked: boolean[] = [];
    const { clock, started, scheduler } = setup(inventory, {
      nextCheckOf: () => START + 10,
      mayRun: (resource, isForced) => {
        asked.push(isForced);
        if (!isForced) scheduler.rescheduleAfter(resource, START + 90);
        return isForced;
      },
    });
    await clock.advanceTo(START + 50);
    expect(started).toEqual([]);

    scheduler.runNow(inventory.services[0]!.key);
    await clock.advanceTo(START + 51);

    expect(asked).toEqual([false, true]);
    expect(started.map((check) => check.at)).toEqual([50]);
  });

  test("waits for the check period to open", async () => {
    // START is Tuesday 22:13:20 UTC; the period opens on Wednesday at 09:00.
    const { clock, started } = setup(inventoryOf(1, "check_period  working-hours", "use_timezone=UTC\n"));

    await clock.advanceTo(START + 86_400);

    expect(started.map((check) => check.at)).toEqual([Date.UTC(2023, 10, 15, 9) / 1000 - START]);
  });

  test.each([
    ["active checks are off for the service", "active_checks_enabled  0", ""],
    ["services are not checked at all", "", "execute_service_checks=0\n"],
    ["there is no interval", "check_interval  0", ""],
  ])("checks nothing when %s", async (_, more, main) => {
    const { clock, started, scheduler } = setup(inventoryOf(2, more, main));

    await clock.advanceTo(START + 3600);

    expect(started).toEqual([]);
    expect(scheduler.waiting).toBe(0);
  });

  test("spreads checks missed while the machine was asleep", async () => {
    const { clock, started } = setup(inventoryOf(10), { nextCheckOf: () => START + 5 });

    await clock.jumpTo(START + 1000);
    await clock.advanceTo(START + 1010);

    expect(started.map((check) => check.at)).toEqual([
      1000, 1000.5, 1001, 1001.5, 1002, 1002.5, 1003, 1003.5, 1004, 1004.5,
    ]);
  });

  test("spreads checks missed during a sleep while a running check takes long", async () => {
    const one = setup(inventoryOf(11), { nextCheckOf: (key) => (serviceIdOf(key) === 1 ? START : START + 40) });
    await one.clock.advanceTo(START + 10);

    await one.clock.jumpTo(START + 1000);
    await one.clock.advanceTo(START + 1010);

    expect(one.started.map((check) => check.at)).toEqual([
      0, 1000, 1000.5, 1001, 1001.5, 1002, 1002.5, 1003, 1003.5, 1004, 1004.5,
    ]);
  });

  test("does not treat checks that wait for a slot as missed", async () => {
    const one = setup(inventoryOf(3), { maxConcurrentChecks: 1 });
    await one.clock.advanceTo(START + 500);

    await finishAll(one);
    await finishAll(one);

    expect(one.started.map((check) => [check.id, check.at])).toEqual([
      [1, 0],
      [2, 500],
      [3, 500],
    ]);
  });

  test("continues when the clock is set back while no slot is free", async () => {
    const one = setup(inventoryOf(2), {
      maxConcurrentChecks: 1,
      nextCheckOf: (key) => START + (serviceIdOf(key) - 1) * 40,
    });
    await one.clock.advanceTo(START + 1);

    await one.clock.jumpTo(START - 7200);
    await one.clock.advanceTo(START - 7200 + 45);
    await finishAll(one);

    expect(one.started.map((check) => [check.id, check.at])).toEqual([
      [1, 0],
      [2, -7155],
    ]);
  });

  test("replans what was planned while the clock was ahead", async () => {
    const { clock, started } = setup(inventoryOf(1), { nextCheckOf: () => START + 10 * 365 * 86_400 });

    await clock.advanceTo(START + 1);

    expect(started.map((check) => check.at)).toEqual([0]);
  });

  test("continues when the clock is set back", async () => {
    const one = setup(inventoryOf(1));
    await one.clock.advanceTo(START + 10);
    await finishAll(one);

    await one.clock.jumpTo(START - 7200);
    await one.clock.advanceTo(START - 7200 + 130);

    expect(one.started.map((check) => check.at)).toEqual([0, -7150]);
  });

  test("starts nothing after a stop", async () => {
    const one = setup(inventoryOf(3));
    await one.clock.advanceBy(0);
    one.scheduler.stop();

    await one.clock.advanceBy(600);

    expect(one.started).toHaveLength(1);
  });
});
