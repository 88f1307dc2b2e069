import { PENDING } from "../../model/resource-state.ts";
import { checkableOptions } from "./checkable-options.ts";
import { textOf, type Directives } from "./definition.ts";
import { flagOf, numberOf, valueOf } from "./directive-values.ts";
import type { Checkable, Definable } from "../../model/objects.ts";
import { ALL_HOST_OPTIONS, ALL_SERVICE_OPTIONS, parseInitialState } from "./option-letters.ts";
import type { ValuePool } from "./value-pool.ts";

/** Fields of a host or a service that depend on its directives only. */
export type CheckableFields = Omit<Definable, "source" | "written">;

/** Nagios's default, in interval units. */
export const DEFAULT_NOTIFICATION_INTERVAL = 30;

/** Reads the fields; absent directives get Nagios's defaults, and `null` gives null. */
export function checkableFields(
  kind: "host" | "service",
  name: string,
  directives: Directives,
  pool: ValuePool,
): CheckableFields {
  const text = (directive: string, absent: string): string | null => valueOf(directives, directive, absent);
  const command = textOf(directives, "check_command");
  return {
    displayName: text("display_name", name),
    checkCommand: command ? pool.commandCall(command) : null,
    checkInterval: numberOf(directives, "check_interval", "interval", 5),
    retryInterval: numberOf(directives, "retry_interval", "interval", 1),
    maxCheckAttempts: numberOf(directives, "max_check_attempts", "attempts", 1),
    checkPeriod: textOf(directives, "check_period") || null,
    activeChecks: flagOf(directives, "active_checks_enabled", true),
    passiveChecks: flagOf(directives, "passive_checks_enabled", true),
    isVolatile: flagOf(directives, "is_volatile", false) ?? false,
    notificationsEnabled: flagOf(directives, "notifications_enabled", true),
    notificationInterval: numberOf(directives, "notification_interval", "interval", DEFAULT_NOTIFICATION_INTERVAL),
    notificationPeriod: textOf(directives, "notification_period") || null,
    firstNotificationDelay: numberOf(directives, "first_notification_delay", "interval", 0) ?? 0,
    notifyOn: notifyOnOf(kind, directives, pool),
    contacts: pool.list(textOf(directives, "contacts") ?? ""),
    contactGroups: pool.list(textOf(directives, "contact_groups") ?? ""),
    iconImage: text("icon_image", ""),
    iconImageAlt: text("icon_image_alt", ""),
    notes: text("notes", ""),
    notesUrl: text("notes_url", ""),
    actionUrl: text("action_url", ""),
    timezone: text("timezone", ""),
    initialState: initialStateOf(kind, directives),
    customVariables: customVariablesOf(directives),
    options: checkableOptions(kind, directives, pool),
  };
}

const NO_CUSTOM_VARIABLES: ReadonlyMap<string, string> = new Map();

/** Custom variables by upper-case name without the underscore; `null` gives an empty text, as in Nagios. */
export function customVariablesOf(directives: Directives): ReadonlyMap<string, string> {
  let variables: Map<string, string> | null = null;
  for (const name of directives.keys()) {
    if (!name.startsWith("_")) continue;
    variables ??= new Map();
    variables.set(name.slice(1), textOf(directives, name) ?? "");
  }
  return variables ?? NO_CUSTOM_VARIABLES;
}

function notifyOnOf(kind: "host" | "service", directives: Directives, pool: ValuePool): Checkable["notifyOn"] {
  const text = textOf(directives, "notification_options");
  if (text === null) return null;
  const all = kind === "host" ? ALL_HOST_OPTIONS : ALL_SERVICE_OPTIONS;
  return text === undefined
    ? all
    : (pool.notifyOptions(text, kind === "host" ? "host-options" : "service-options") ?? all);
}

function initialStateOf(kind: "host" | "service", directives: Directives): number {
  const text = textOf(directives, "initial_state");
  if (text === undefined || text === null) return PENDING;
  return parseInitialState(text, kind === "host" ? "host-state" : "service-state") ?? PENDING;
}
