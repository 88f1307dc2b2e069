import { mkdtempSync, rmSync } from "node:fs";
import { createSharedLock } from "../../lib/shared-lock.ts";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createFakeClock } from "../../../test/support/fake-clock.ts";
import { seesAll } from "../../../test/support/table-of.ts";
import { namesOf } from "../../model/inventory-index.ts";
import { expandText } from "../../engine/check/macros.ts";
import { createLedger, type Ledger } from "../../data/ledger/ledger.ts";
import type { Inventory, Service } from "../../model/objects.ts";
import { serviceKey } from "../../model/resource-key.ts";
import { loadObjects } from "../../config/objects/configuration-folder.fixture.ts";
import { silentLog } from "../../lib/log.ts";
import { createRealtime } from "../../data/realtime/create-realtime.ts";
import type { Realtime } from "../../data/realtime/realtime.ts";
import { openStore } from "../../data/store/open-store.ts";
import type { Store } from "../../data/store/store.ts";
import { createAdaptive, type RunningAdaptive } from "./create-adaptive.ts";
import { createCurrentInventory, type CurrentInventory } from "./current-inventory.ts";

const PAGE = serviceKey(1, 2);
const MAIL = serviceKey(1, 3);

const OBJECTS = (period: string): string => `
define command {
  command_name  any
  command_line  any
}
${period}
define contact {
  contact_name  jdoe
  alias         John
  host_notifications_enabled     1
  service_notifications_enabled  1
  host_notification_options      d
  service_notification_options   c
  host_notification_commands     any
  service_notification_commands  any
}
define host {
  host_name           web
  host_id             1
  address             127.0.0.1
  max_check_attempts  1
}
${[
  ["page", 2],
  ["mail", 3],
]
  .map(
    ([name, id]) => `define service {
  host_name            web
  service_description  ${name}
  service_id           ${id}
  check_command        any
  max_check_attempts   3
  contacts             jdoe
  _color               red
}`,
  )
  .join("\n")}
`;
const NIGHT = "define timeperiod {\n  timeperiod_name night\n  alias night\n  monday 00:00-06:00\n}";
const configuration = (period = NIGHT): Inventory => loadObjects(OBJECTS(period)).inventory;

let folder: string;
let store: Store;
let warned: string[] = [];
let realtime: Realtime;
let ledger: Ledger;
let adaptive: RunningAdaptive;
let current: CurrentInventory;
let reported: string[];

beforeEach(async () => {
  warned = [];
  folder = mkdtempSync(join(tmpdir(), "vigie-adaptive-"));
  await start();
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(inventory = configuration()): Promise<void> {
  store = await openStore({ folder, log: silentLog, exclusive: true });
  const clock = createFakeClock(1_000);
  realtime = createRealtime({ accountByAlias: () => undefined });
  ledger = createLedger({
    store,
    readers: [realtime],
    shownAhead: realtime,
    clock,
    log: silentLog,
    onRefused: () => {},
  });
  reported = [];
  adaptive = createAdaptive({
    ledger,
    lock: createSharedLock(),
    clock,
    log: { ...silentLog, warn: (...said) => warned.push(JSON.stringify(said)) },
    onResources: (resources) => {
      realtime.replace(resources);
      reported.push(...resources.map(({ key }) => String(key)));
    },
    onProgram: () => reported.push("program"),
  });
  current = createCurrentInventory(inventory);
  await adaptive.start(await store.readAdaptive(), () => true);
  await adaptive.load(current);
  const snapshot = await store.readSnapshot();
  realtime.load(current.inventory, snapshot, []);
  ledger.load(current.inventory, snapshot);
}

async function restart(inventory = configuration()): Promise<void> {
  await store.close();
  await start(inventory);
}

const page = (): Service => ledger.resource(PAGE) as Service;
const textOf = (template: string): string =>
  expandText(template, {
    resource: page(),
    inventory: current.inventory,
    stateOf: (key) => ledger.state(key),
    now: 1_000,
    processMacros: new Map(),
  });

describe("a change of a resource", () => {
  test("replaces the object in every lookup by one frozen object, and no other object", async () => {
    const mail = ledger.resource(MAIL);

    await adaptive.changeResources([PAGE], { activeChecks: false, checkInterval: 7, flapDetectionEnabled: true });

    expect(page()).toMatchObject({
      activeChecks: false,
      checkInterval: 7,
      options: { flapDetectionEnabled: true },
      maxCheckAttempts: 3,
    });
    expect(Object.isFrozen(page())).toBe(true);
    expect(realtime.service(1, 2, seesAll)?.service).toBe(page());
    expect(namesOf(current.inventory).service("web", "page")).toBe(page());
    expect(namesOf(current.inventory).servicesOfHost.get(1)).toContain(page());
    expect(current.inventory.services).toContain(page());
    expect(ledger.resource(MAIL)).toBe(mail);
    expect(reported).toEqual([String(PAGE)]);
  });

  test("of a custom variable is used by macros, and the other variables stay", async () => {
    await adaptive.changeResources([PAGE], { customVariable: { name: "COLOR", value: "blue" } });

    expect(textOf("$_SERVICECOLOR$ $_SERVICECOLOR:web:mail$")).toBe("blue red");
  });

  test("adds to earlier changes, and ends when forgotten", async () => {
    await adaptive.changeResources([PAGE], { checkInterval: 7 });
    await adaptive.changeResources([PAGE], { maxCheckAttempts: 9 });
    expect(page()).toMatchObject({ checkInterval: 7, maxCheckAttempts: 9 });

    await adaptive.forget({ type: "resource", key: PAGE }, ["checkInterval"]);
    expect(page()).toMatchObject({
      checkInterval: current.configuredResource(PAGE)!.checkInterval,
      maxCheckAttempts: 9,
    });

    await adaptive.forget({ type: "resource", key: PAGE });
    expect(page()).toBe(current.configuredResource(PAGE));
    expect(await store.readAdaptive()).toEqual([]);
  });

  test("of an object that is not configured does nothing", async () => {
    await adaptive.changeResources([serviceKey(9, 9)], { checkInterval: 7 });
    await adaptive.changeContacts(["nobody"], { hostNotificationsEnabled: false });

    expect(await store.readAdaptive()).toEqual([]);
  });

  test("survives a restart, and equal options stay one object", async () => {
    await adaptive.changeResources([PAGE, MAIL], {
      flapDetectionEnabled: true,
      eventHandler: { name: "any", args: ["1"], raw: "any!1" },
    });

    await restart();

    expect(page().options).toMatchObject({
      flapDetectionEnabled: true,
      eventHandler: { name: "any", args: ["1"], raw: "any!1" },
    });
    expect(ledger.resource(MAIL)?.options).toBe(page().options);
  });

  test("that names a missing period is dropped permanently", async () => {
    await adaptive.changeResources([PAGE], { checkPeriod: "night", checkInterval: 7 });

    await restart(configuration(""));
    expect(page()).toMatchObject({ checkPeriod: null, checkInterval: 7 });
    await restart();

    expect(page()).toMatchObject({ checkPeriod: null, checkInterval: 7 });
  });
});

describe("a change of a contact or of the server", () => {
  test("is visible in lookups, and survives a restart", async () => {
    await adaptive.changeContacts(["jdoe"], { serviceNotificationsEnabled: false, hostNotificationPeriod: "night" });
    await adaptive.changeProgram({ executeServiceChecks: false });

    for (const check of [() => {}, restart]) {
      await check();
      expect(namesOf(current.inventory).contacts.get("jdoe")).toMatchObject({
        serviceNotifications: { enabled: false },
        hostNotifications: { enabled: true, period: "night" },
      });
      expect(current.inventory.main.executeServiceChecks).toBe(false);
    }
    await adaptive.forget({ type: "program" });
    expect(current.inventory.main).toBe(current.configured.main);
  });
});

test("an invalid record is dropped, and the start continues", async () => {
  const record = { objectType: "service", objectName: "1/2", at: 1 } as const;
  await ledger.commit([
    { kind: "adaptive", record: { ...record, attribute: "notThere", value: "true" } },
    { kind: "adaptive", record: { ...record, attribute: "activeChecks", value: "no JSON" } },
    { kind: "adaptive", record: { ...record, attribute: "checkInterval", value: '"seven"' } },
    { kind: "adaptive", record: { ...record, attribute: "retryInterval", value: "7" } },
    {
      kind: "adaptive",
      record: {
        ...record,
        attribute: "checkCommand",
        value: '{"name":"gone","args":["hunter2"],"raw":"gone!hunter2"}',
      },
    },
  ]);

  await restart();

  expect(page()).toMatchObject({ activeChecks: true, retryInterval: 7 });
  expect(warned.join()).toContain("there is no command 'gone' any more");
  expect(warned.join()).not.toContain("hunter2");
});
