import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openCore } from "../../../test/support/open-core.ts";
import { createFakeClock, type FakeClock } from "../../../test/support/fake-clock.ts";
import type { Downtimes } from "../../operations/downtime/downtimes.ts";
import { loadObjects } from "../../config/objects/configuration-folder.fixture.ts";
import type { Inventory, Resource } from "../../model/objects.ts";
import { silentLog } from "../../lib/log.ts";
import type { Engine } from "../../model/dialect.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { NotificationEvent } from "../../model/history-event.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { openStore } from "../../data/store/open-store.ts";
import type { Store } from "../../data/store/store.ts";
import type { RunningEngine } from "./create-notification-engine.ts";
import type { RootCauseRule } from "../../model/root-cause-rule.ts";
import { sentenceOf } from "./time-text.ts";

/** Monday, 2026-11-23, 10:00 UTC. */
export const MONDAY = Date.UTC(2026, 10, 23, 10) / 1000;

/** Notification engine on a real store and real states; results are given by hand. Resources: `web`, `web/page`. */
export interface Scene {
  readonly clock: FakeClock;
  readonly notificationEngine: RunningEngine;
  readonly inventory: Inventory;
  readonly store: Store;
  readonly downtimes: Downtimes;
  /** Names of the resources for which a check was requested, in order. */
  readonly checks: string[];
  result(name: string, returnCode: 0 | 1 | 2 | 3): Promise<void>;
  /** Schedules a fixed downtime; `from`, `to`: seconds from now. Returns its id. */
  downtime(name: string, from: number, to: number): Promise<readonly number[]>;
  acknowledge(name: string, author: string): Promise<void>;
  /** Decides an event that does not come from a result, and commits the outcome. */
  notificationEvent(
    name: string,
    notificationEvent: Partial<NotificationEvent> & Pick<NotificationEvent, "kind">,
  ): Promise<void>;
  state(name: string): ResourceState;
  resource(name: string): Resource;
  /** Notifications since the last call: `ops problem web/page 1`; the number is that of the notification. */
  notified(): Promise<readonly string[]>;
  /** Every decision about a resource as a sentence, oldest first. */
  why(name: string): Promise<readonly string[]>;
  /** Restarts the server on the same store, after this time without one. */
  restart(afterSeconds?: number): Promise<void>;
}

export interface SceneOptions {
  /** Object definitions; contacts that `use person` inherit their notification directives from BASE. */
  readonly objects: string;
  readonly main?: string;
  readonly engine?: Engine;
  readonly rootCause?: RootCauseRule;
  /** Default: as the engine does. */
  readonly notifiesLateContacts?: boolean;
  /** See `RuleContext`. Default: no results come late. */
  readonly latePoller?: (key: ResourceKey) => string | null;
}

export const BASE = `
define command {
  command_name  any
  command_line  any
}
define command {
  command_name  mail
  command_line  /usr/bin/mail
}
define command {
  command_name  slack
  command_line  channel ops-slack
}
define timeperiod {
  timeperiod_name  workhours
  alias            workhours
  monday           08:00-17:00
  tuesday          08:00-17:00
  wednesday        08:00-17:00
  thursday         08:00-17:00
  friday           08:00-17:00
}
define timeperiod {
  timeperiod_name  always
  alias            always
  sunday           00:00-24:00
  monday           00:00-24:00
  tuesday          00:00-24:00
  wednesday        00:00-24:00
  thursday         00:00-24:00
  friday           00:00-24:00
  saturday         00:00-24:00
}
define contact {
  name                            person
  register                        0
  host_notifications_enabled      1
  service_notifications_enabled   1
  host_notification_period        always
  service_notification_period     always
  host_notification_options       d,u,r,f,s
  service_notification_options    w,u,c,r,f,s
  host_notification_commands      mail
  service_notification_commands   mail
}
define host {
  name                   machine
  register               0
  address                127.0.0.1
  check_command          any
  max_check_attempts     1
  check_interval         5
  notification_interval  60
  notification_period    always
}
define service {
  name                   check
  register               0
  check_command          any
  max_check_attempts     1
  check_interval         5
  notification_interval  60
  notification_period    always
}
`;

/**
 * A contact `ops`, and a host `web` with a service `page`, both with that contact; `service`: more service directives.
 */
export const webPage = (service = ""): string => `
define contact {
  use           person
  contact_name  ops
}
define host {
  use        machine
  host_name  web
  contacts   ops
}
define service {
  use                  check
  host_name            web
  service_description  page
  contacts             ops
  ${service.replaceAll("; ", "\n  ")}
}
`;

const ONE_SECOND_MS = 1000;
const open = new Set<() => Promise<void>>();

/** For `afterEach`. */
export async function closeScenes(): Promise<void> {
  for (const close of open) await close();
  open.clear();
}

export async function openScene({
  objects,
  main = "",
  engine = "centreon",
  rootCause = { mode: "off", waitSeconds: 30 },
  notifiesLateContacts,
  latePoller = () => null,
}: SceneOptions): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), "vigie-decision-"));
  const { inventory } = loadObjects(`${BASE}\n${objects}`, `use_timezone=UTC\n${main}`);
  const clock = createFakeClock(MONDAY);
  const checks: string[] = [];
  let parts = await openParts(folder, inventory, clock, {
    engine,
    rootCause,
    checks,
    notifiesLateContacts,
    latePoller,
  });
  let lastRead = 0;
  open.add(async () => {
    await parts.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const resource = (name: string): Resource => {
    const [host, service] = name.split("/");
    const all: readonly Resource[] = service === undefined ? inventory.hosts : inventory.services;
    return all.find((one) => one.hostName === host && (one.kind === "host" || one.description === service))!;
  };
  const committed = (): Promise<unknown> => parts.store.commit([{ kind: "token-deleted", hash: "none" }]);

  return {
    clock,
    inventory,
    checks,
    resource,
    get notificationEngine() {
      return parts.notificationEngine;
    },
    get store() {
      return parts.store;
    },
    get downtimes() {
      return parts.downtimes;
    },
    async result(name, returnCode) {
      const now = clock.now();
      const result = {
        key: resource(name).key,
        checkType: "active",
        returnCode,
        output: { text: "as said", longText: "", perfdata: "" },
        dueAt: null,
        commandLine: null,
      } as const;
      // A millisecond later than the previous one, so that two results in one second have an order.
      finished = Math.max(now, finished + 1 / ONE_SECOND_MS);
      const outcome = await parts.intake.accept({ ...result, startedAt: now, finishedAt: finished });
      if (outcome !== "accepted") throw new Error(`The result of ${name} is ${outcome}.`);
      await clock.advanceBy(0);
    },
    downtime: (name, from, to) =>
      parts.downtimes.schedule(
        [resource(name).key],
        {
          startTime: clock.now() + from,
          endTime: clock.now() + to,
          isFixed: true,
          duration: 0,
          comment: "planned",
        },
        "jdoe",
      ),
    acknowledge: async (name, author) =>
      void (await parts.acknowledgements.acknowledge(
        [resource(name).key],
        { comment: "seen", isSticky: true, isNotifyContacts: true, isPersistentComment: false },
        author,
      )),
    async notificationEvent(name, notificationEvent) {
      const { key } = resource(name);
      const { state, changes } = parts.notificationEngine.decide(
        { key, at: clock.now(), author: null, comment: "", ...notificationEvent },
        resource(name),
        parts.state(key),
      );
      await parts.commit([{ kind: "state", key, state }, ...changes]);
      await clock.advanceBy(0);
    },
    state: (name) => parts.state(resource(name).key),
    async notified() {
      await committed();
      const messages = await parts.store.readOutbox(lastRead, 1000);
      lastRead = messages.at(-1)?.id ?? lastRead;
      return messages
        .filter((message) => message.kind !== "report")
        .map(
          ({ key, kind, contact, state }) =>
            `${contact} ${kind} ${nameOf(inventory, key)} ${state.notification.notificationNumber}`,
        );
    },
    async why(name) {
      await committed();
      return (await parts.store.readDecisions(resource(name).key, 1000))
        .map((decision) => sentenceOf(decision))
        .reverse();
    },
    async restart(afterSeconds = 0) {
      await parts.close();
      await clock.advanceBy(afterSeconds);
      parts = await openParts(folder, inventory, clock, {
        engine,
        rootCause,
        checks,
        notifiesLateContacts,
        latePoller,
      });
    },
  };
}

let finished = 0;

function nameOf(inventory: Inventory, key: number): string {
  const resource = [...inventory.hosts, ...inventory.services].find((one) => one.key === key)!;
  return resource.kind === "host" ? resource.hostName : `${resource.hostName}/${resource.description}`;
}

interface PartsOptions {
  readonly engine: Engine;
  readonly rootCause: RootCauseRule;
  readonly checks: string[];
  readonly notifiesLateContacts: boolean | undefined;
  readonly latePoller: NonNullable<SceneOptions["latePoller"]>;
}

async function openParts(
  folder: string,
  inventory: Inventory,
  clock: FakeClock,
  { engine, rootCause, checks, notifiesLateContacts, latePoller }: PartsOptions,
) {
  const store = await openStore({ folder, log: silentLog, exclusive: true });
  const core = await openCore({
    store,
    inventory,
    clock,
    engine,
    rootCause: () => rootCause,
    latePoller,
    ...(notifiesLateContacts === undefined ? {} : { notifiesLateContacts: () => notifiesLateContacts }),
    scheduler: {
      runOnDemand: (key) => {
        checks.push(nameOf(inventory, key));
      },
    },
  });
  core.begin();
  return {
    ...core,
    store,
    state: (key: number): ResourceState => core.ledger.state(key)!,
    commit: core.ledger.commit,
    async close() {
      await core.stop();
      await store.close();
    },
  };
}
