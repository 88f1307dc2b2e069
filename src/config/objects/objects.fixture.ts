import { checkableOptions } from "./checkable-options.ts";
import { DEFAULT_MAIN_VALUES } from "./main-settings.ts";
import type { Checkable, CheckableOptions, Contact, Inventory } from "../../model/objects.ts";
import { createValuePool } from "./value-pool.ts";

const DEFAULT_OPTIONS: CheckableOptions = checkableOptions("service", new Map(), createValuePool());

/** For tests: a resource that sets nothing, a contact notified of everything, and an empty configuration. */
export const BARE_CHECKABLE: Omit<Checkable, "key" | "hostId" | "serviceId" | "hostName"> = {
  displayName: null,
  checkCommand: null,
  checkInterval: 5,
  retryInterval: 1,
  maxCheckAttempts: 3,
  checkPeriod: null,
  activeChecks: true,
  passiveChecks: true,
  isVolatile: false,
  notificationsEnabled: true,
  notificationInterval: 30,
  notificationPeriod: null,
  firstNotificationDelay: 0,
  notifyOn: null,
  contacts: [],
  contactGroups: [],
  iconImage: null,
  iconImageAlt: null,
  notes: null,
  notesUrl: null,
  actionUrl: null,
  timezone: "",
  initialState: 4,
  customVariables: new Map(),
  options: DEFAULT_OPTIONS,
  written: { templates: [], directives: new Set() },
  source: { file: "test.cfg", line: 1 },
};

export const bareContact = (name: string, more: Partial<Contact> = {}): Contact => ({
  name,
  alias: name,
  email: `${name}@example.org`,
  pager: "",
  timezone: "",
  minimumImportance: 0,
  canSubmitCommands: true,
  hostNotifications: {
    enabled: true,
    period: null,
    on: new Set(["down", "unreachable", "recovery", "flapping", "downtime"]),
    commands: [],
  },
  serviceNotifications: {
    enabled: true,
    period: null,
    on: new Set(["warning", "unknown", "critical", "recovery", "flapping", "downtime"]),
    commands: [],
  },
  directives: new Map(),
  customVariables: new Map(),
  source: { file: "test.cfg", line: 1 },
  ...more,
});

export const EMPTY_INVENTORY: Inventory = {
  hosts: [],
  services: [],
  hostGroups: [],
  serviceGroups: [],
  contacts: [],
  contactGroups: [],
  commands: new Map(),
  timePeriods: new Map(),
  dependencies: [],
  escalations: [],
  serviceParents: new Map(),
  templates: [],
  contactTemplates: [],
  objectIds: new Map(),
  pollerGroups: new Map(),
  pollers: new Map(),
  files: [],
  kept: [],
  userMacros: new Map(),
  main: DEFAULT_MAIN_VALUES.settings,
};
