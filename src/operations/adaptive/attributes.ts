import type { CommandCall, Inventory } from "../../model/objects.ts";
import type { ContactChange, ProgramChange, ResourceChange } from "./adaptive.ts";

/** Kind of value that an attribute requires. */
export type ValueKind = "boolean" | "number" | "period" | "command" | "command-or-null" | "text";

type Attributes<Change> = Readonly<Record<Exclude<keyof Change, "customVariable">, ValueKind>>;

const OF_RESOURCE: Attributes<ResourceChange> = {
  activeChecks: "boolean",
  passiveChecks: "boolean",
  notificationsEnabled: "boolean",
  checkInterval: "number",
  retryInterval: "number",
  maxCheckAttempts: "number",
  checkPeriod: "period",
  notificationPeriod: "period",
  checkCommand: "command",
  eventHandler: "command-or-null",
  eventHandlerEnabled: "boolean",
  flapDetectionEnabled: "boolean",
  checkFreshness: "boolean",
};

const OF_CONTACT: Attributes<ContactChange> = {
  hostNotificationsEnabled: "boolean",
  serviceNotificationsEnabled: "boolean",
  hostNotificationPeriod: "period",
  serviceNotificationPeriod: "period",
};

const OF_PROGRAM: Attributes<ProgramChange> = {
  executeHostChecks: "boolean",
  executeServiceChecks: "boolean",
  acceptPassiveHostChecks: "boolean",
  acceptPassiveServiceChecks: "boolean",
  enableNotifications: "boolean",
  enableEventHandlers: "boolean",
  enableFlapDetection: "boolean",
  processPerformanceData: "boolean",
  checkHostFreshness: "boolean",
  checkServiceFreshness: "boolean",
  globalHostEventHandler: "command-or-null",
  globalServiceEventHandler: "command-or-null",
};

const TABLES = { host: OF_RESOURCE, service: OF_RESOURCE, contact: OF_CONTACT, program: OF_PROGRAM } as const;

/** Kind of an attribute; undefined if there is no such attribute. */
export function kindOf(objectType: keyof typeof TABLES, attribute: string): ValueKind | undefined {
  if (attribute.startsWith("customVariable.")) return objectType === "program" ? undefined : "text";
  const table: Readonly<Record<string, ValueKind>> = TABLES[objectType];
  return Object.hasOwn(table, attribute) ? table[attribute] : undefined;
}

/** Reason why a value cannot be used with this configuration; null if it can. */
export function faultOf(kind: ValueKind, value: unknown, inventory: Inventory): string | null {
  switch (kind) {
    case "boolean":
      return typeof value === "boolean" ? null : "it is neither true nor false";
    case "number":
      return typeof value === "number" && Number.isFinite(value) && value >= 0 ? null : "it is no number";
    case "text":
      return typeof value === "string" ? null : "it is no text";
    case "period":
      return typeof value === "string" && inventory.timePeriods.has(value)
        ? null
        : `there is no time period '${String(value)}' any more`;
    case "command-or-null":
      return value === null ? null : faultOf("command", value, inventory);
    case "command": {
      if (!isCommandCall(value)) return "it is no command";
      return inventory.commands.has(value.name) ? null : `there is no command '${value.name}' any more`;
    }
  }
}

function isCommandCall(value: unknown): value is CommandCall {
  return (
    typeof value === "object" &&
    value !== null &&
    "name" in value &&
    typeof value.name === "string" &&
    "raw" in value &&
    typeof value.raw === "string" &&
    "args" in value &&
    Array.isArray(value.args) &&
    value.args.every((arg) => typeof arg === "string")
  );
}
