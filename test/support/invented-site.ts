import { accessGroup, inventoryOf } from "./access-inventory.ts";
import type { AccessGroup } from "../../src/access/access-groups.ts";
import type { Role } from "../../src/access/caller.ts";
import { BARE_CHECKABLE } from "../../src/config/objects/objects.fixture.ts";
import type { Checkable, Host, Inventory, Service, TimePeriod } from "../../src/model/objects.ts";
import { hostKey, serviceKey, type ResourceKey } from "../../src/model/resource-key.ts";
import { newState } from "../../src/model/initial-state.ts";
import type { ResourceState } from "../../src/model/resource-state.ts";
import type { Account } from "../../src/model/account.ts";
import { stateWith } from "./state-with.ts";
import type { StateFields } from "../../src/model/state-fields.ts";

/** Start time of the invented site: 2023-11-14T22:13:20Z. */
export const NOW = 1_700_000_000;

const ROLES: readonly Role[] = [
  "host_acknowledgement",
  "host_disacknowledgement",
  "service_acknowledgement",
  "service_disacknowledgement",
  "host_schedule_downtime",
  "service_schedule_downtime",
  "host_submit_result",
  "service_submit_result",
  "service_display_command",
  "host_schedule_check",
  "host_schedule_forced_check",
  "service_schedule_check",
  "service_schedule_forced_check",
  "host_comment",
  "service_comment",
  "generate_cfg",
];

const shared = {
  checkCommand: { name: "ping", args: ["1"], raw: "ping!1" },
  checkPeriod: "24x7",
  notificationPeriod: "24x7",
  iconImage: "linux.png",
  iconImageAlt: "",
} satisfies Partial<Checkable>;

const SOURCE = { file: "objects.cfg", line: 1 };

const ALWAYS: TimePeriod = {
  name: "24x7",
  alias: "Always",
  weekdays: Array.from({ length: 7 }, () => [{ from: 0, to: 1_440 }]),
  exclude: [],
  exceptions: [],
};

/**
 * Small installation for the contract tests. Hosts: web-01 (1, UP), web-02 (2, DOWN), db-01 (3, UP), lone (4, pending,
 * without services), _Module_BAM_1 (5, hidden), meta (6, shown as Meta). Service ids start at 101 on every host.
 */
export const inventedInventory: Inventory = withDetails(
  inventoryOf({
    hosts: {
      "web-01": ["HTTP", "Disk", "Load"],
      "web-02": ["HTTP"],
      "db-01": ["MySQL", "Disk"],
      lone: [],
      _Module_BAM_1: ["ba_1"],
      meta: ["meta_1"],
    },
    hostGroups: { Front: ["web-01", "web-02"], Data: ["db-01"], Empty: [] },
    serviceGroups: {
      Web: [
        ["web-01", "HTTP"],
        ["web-02", "HTTP"],
      ],
      Disks: [
        ["web-01", "Disk"],
        ["db-01", "Disk"],
      ],
    },
    contactGroups: { "night-shift": ["viewer"] },
  }),
);

const sight = { hostGroups: ["Front"], serviceGroups: ["Web"], exceptServices: [{ host: "web-01", service: "Load" }] };

/**
 * operator: Front without web-01/Load, and the group Web, with every role. viewer: the same without roles, through a
 * contact group. submitter: the same with one role.
 */
export const inventedGroups: readonly AccessGroup[] = [
  accessGroup(1, { name: "operators", contacts: ["operator"], roles: ROLES, ...sight }),
  accessGroup(2, { name: "viewers", contactGroups: ["night-shift"], ...sight }),
  accessGroup(4, { name: "agents", contacts: ["submitter"], roles: ["service_submit_result"], ...sight }),
  accessGroup(3, { name: "asleep", isActive: false, contacts: ["stranger"], seesAll: true, roles: ROLES }),
];

export type Alias = "admin" | "operator" | "viewer" | "stranger" | "noapi" | "gone" | "submitter";

export const inventedAccounts: readonly Omit<Account, "id">[] = [
  account("admin", { name: "Admin Istrator", isAdmin: true, hasApiAccess: false }),
  account("operator", { name: "Opéra Tor" }),
  account("viewer"),
  account("stranger"),
  account("noapi", { hasApiAccess: false }),
  account("gone", { isEnabled: false }),
  account("submitter"),
];

export const WEB_01 = hostKey(1);
export const WEB_02 = hostKey(2);
export const DB_01 = hostKey(3);
export const HTTP = serviceKey(1, 101);
export const DISK = serviceKey(1, 102);
export const LOAD = serviceKey(1, 103);
export const HTTP_02 = serviceKey(2, 101);

export const inventedStates: ReadonlyMap<ResourceKey, ResourceState> = new Map([
  [WEB_01, checked(0, "OK - 192.0.2.1 rta 0.2ms\n", { latency: 0.004 })],
  [
    WEB_02,
    checked(1, "CRITICAL - no reply\n", {
      checkAttempt: 3,
      lastHardState: 1,
      lastTimeInState0: NOW - 7200,
      lastTimeInState1: NOW - 60,
    }),
  ],
  [DB_01, checked(0, "OK\n")],
  [
    HTTP,
    checked(2, "CRITICAL - 500\n", {
      checkAttempt: 3,
      lastHardState: 2,
      lastTimeInState0: NOW - 900,
      lastTimeInState2: NOW - 60,
      perfdata: "time=1.9s;1;3;0",
    }),
  ],
  [DISK, checked(1, "WARNING - 88%\n", { stateType: 0 })],
  [LOAD, checked(0, "OK - 0.2\n")],
  [HTTP_02, checked(3, "UNKNOWN - no reply\n", { checkAttempt: 3, lastHardState: 3 })],
  [hostKey(6), checked(1, "of no interest\n")],
]);

function checked(state: 0 | 1 | 2 | 3, output: string, changes: Partial<StateFields> = {}): ResourceState {
  return stateWith(newState(4), {
    state,
    output,
    lastHardState: state,
    hasBeenChecked: true,
    lastCheck: NOW - 60,
    nextCheck: NOW + 240,
    lastUpdate: NOW - 59,
    lastStateChange: NOW - 900,
    lastHardStateChange: NOW - 600,
    executionTime: 0.25,
    ...changes,
  });
}

function account(alias: Alias, changes: Partial<Account> = {}): Omit<Account, "id"> {
  return {
    alias,
    name: alias,
    email: `${alias}@example.test`,
    isAdmin: false,
    hasApiAccess: true,
    isEnabled: true,
    passwordHash: null,
    ...changes,
  };
}

function withDetails(inventory: Inventory): Inventory {
  return {
    ...inventory,
    commands: new Map([["ping", { name: "ping", line: "/opt/check_ping -c $ARG1$ $_HOSTPORT$", source: SOURCE }]]),
    timePeriods: new Map([["24x7", ALWAYS]]),
    templates: (["host-template", "service-template"] as const).map((kind) => ({
      ...BARE_CHECKABLE,
      kind,
      name: "generic",
      alias: "Generic",
    })),
    objectIds: new Map([
      ["command ping", 1],
      ["timeperiod 24x7", 1],
      ["contactgroup night-shift", 1],
      ["host-template generic", 1],
      ["service-template generic", 1],
    ]),
    hosts: inventory.hosts.map(hostWithDetails),
    services: inventory.services.map(serviceWithDetails),
  };
}

function hostWithDetails(host: Host): Host {
  const displayName = host.hostName === "meta" ? "_Module_Meta" : host.hostName;
  return {
    ...host,
    ...shared,
    displayName,
    alias: `The ${host.hostName}`,
    address: `192.0.2.${host.hostId}`,
    timezone: ":Europe/Paris",
    pollerId: host.hostName === "db-01" ? 2 : 1,
    pollerName: host.hostName === "db-01" ? "Poller 2" : "Central",
    notifyOn: new Set(["down", "recovery"]),
  };
}

function serviceWithDetails(service: Service): Service {
  return { ...service, ...shared, displayName: service.description };
}
