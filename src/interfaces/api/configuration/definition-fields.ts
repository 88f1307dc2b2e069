import Type, { type TSchema } from "typebox";
import { maskSecrets } from "../../../lib/mask-secrets.ts";
import { secretsOfDefinition } from "../../../model/known-secrets.ts";
import { isSecretVariable } from "../../../model/secret-variable.ts";
import type { CommandCall, Definable, NotifyOption, Resource, Template } from "../../../model/objects.ts";
import { nullableInteger, nullableString } from "../schema-types.ts";
import { idByName } from "./reference.ts";
import type { Shown } from "./shown.ts";
import { seesArguments } from "../shown-command.ts";

/** Member of an answer that a directive of a definition gives: its schema and its value. */
interface DefinitionField {
  readonly schema: TSchema;
  readonly valueOf: (of: Resource | Template, shown: Shown) => unknown;
}

/** Value that the definition itself gives; null if it is inherited or absent. */
export const ownValue = <Value>({ written }: Definable, directive: string, value: Value): Value | null =>
  written.directives.has(directive) ? value : null;

/** Whole number for clients that read nothing else; a small one does not become 0. */
export const wholeNumber = (value: number | null): number | null =>
  value === null || value === 0 ? value : Math.max(1, Math.round(value));

const numberField = (directive: string, read: (of: Definable) => number | null): DefinitionField => ({
  schema: nullableInteger(directive),
  valueOf: (of) => wholeNumber(ownValue(of, directive, read(of))),
});

const textField = (directive: string, read: (of: Definable) => string | null): DefinitionField => ({
  schema: nullableString(directive),
  valueOf: (of) => ownValue(of, directive, read(of)),
});

const flagField = (directive: string, read: (of: Definable) => boolean | null): DefinitionField => ({
  schema: Type.Integer({ description: `${directive}: 0 off, 1 on, 2 inherited` }),
  valueOf: (of) => FLAGS[String(ownValue(of, directive, read(of))) as keyof typeof FLAGS],
});
const FLAGS = { null: 2, true: 1, false: 0 } as const;

const periodField = (directive: string, read: (of: Definable) => string | null): DefinitionField => ({
  schema: nullableInteger(`${directive}: its id`),
  valueOf: (of, { inventory }) => idByName(inventory, "timeperiod", ownValue(of, directive, read(of))),
});

function commandFields(
  prefix: string,
  directive: string,
  read: (of: Definable) => CommandCall | null,
): Readonly<Record<string, DefinitionField>> {
  const own = (of: Definable): CommandCall | null => ownValue(of, directive, read(of));
  return {
    [`${prefix}_id`]: {
      schema: nullableInteger(`${directive}: the command`),
      valueOf: (of, { inventory }) => idByName(inventory, "command", own(of)?.name ?? null),
    },
    [`${prefix}_args`]: {
      schema: Type.Array(Type.String(), { description: "Empty without the role service_display_command" }),
      valueOf: (of, { caller, inventory }) => {
        const args = seesArguments(caller) ? (own(of)?.args ?? []) : [];
        return args.map((argument) => maskSecrets(argument, secretsOfDefinition(of, inventory)));
      },
    },
  };
}

/** Sum of the numbers of the options; 0 for none. */
const optionsField = (letters: Readonly<Partial<Record<NotifyOption, number>>>): DefinitionField => ({
  schema: nullableInteger("notification_options"),
  valueOf: (of) => {
    const options = ownValue(of, "notification_options", of.notifyOn);
    return options === null ? null : [...options].reduce((sum, option) => sum + (letters[option] ?? 0), 0);
  },
});

const constant = (schema: TSchema, value: unknown): DefinitionField => ({ schema, valueOf: () => value });
const nothing = constant(nullableString("Always null"), null);
const noNumber = constant(nullableInteger("Always null"), null);
const notAdded = constant(Type.Boolean(), false);

const SHARED: Readonly<Record<string, DefinitionField>> = {
  comment: nothing,
  severity_id: noNumber,
  ...commandFields("check_command", "check_command", (of) => of.checkCommand),
  check_timeperiod_id: periodField("check_period", (of) => of.checkPeriod),
  max_check_attempts: numberField("max_check_attempts", (of) => of.maxCheckAttempts),
  normal_check_interval: numberField("check_interval", (of) => of.checkInterval),
  retry_check_interval: numberField("retry_interval", (of) => of.retryInterval),
  active_check_enabled: flagField("active_checks_enabled", (of) => of.activeChecks),
  passive_check_enabled: flagField("passive_checks_enabled", (of) => of.passiveChecks),
  notification_enabled: flagField("notifications_enabled", (of) => of.notificationsEnabled),
  notification_interval: numberField("notification_interval", (of) => of.notificationInterval),
  notification_timeperiod_id: periodField("notification_period", (of) => of.notificationPeriod),
  first_notification_delay: numberField("first_notification_delay", (of) => of.firstNotificationDelay),
  recovery_notification_delay: numberField("recovery_notification_delay", (of) => of.options.recoveryNotificationDelay),
  acknowledgement_timeout: numberField("acknowledgement_timeout", (of) => of.options.acknowledgementTimeout),
  freshness_checked: flagField("check_freshness", (of) => of.options.checkFreshness),
  freshness_threshold: numberField("freshness_threshold", (of) => of.options.freshnessThresholdSeconds),
  flap_detection_enabled: flagField("flap_detection_enabled", (of) => of.options.flapDetectionEnabled),
  low_flap_threshold: numberField("low_flap_threshold", (of) => of.options.lowFlapThreshold),
  high_flap_threshold: numberField("high_flap_threshold", (of) => of.options.highFlapThreshold),
  event_handler_enabled: flagField("event_handler_enabled", (of) => of.options.eventHandlerEnabled),
  ...commandFields("event_handler_command", "event_handler", (of) => of.options.eventHandler),
  note: textField("notes", (of) => of.notes),
  note_url: textField("notes_url", (of) => of.notesUrl),
  action_url: textField("action_url", (of) => of.actionUrl),
  icon_id: noNumber,
  icon_alternative: textField("icon_image_alt", (of) => of.iconImageAlt),
};

/** Later versions §15.3, without the links to other objects. */
const OF_HOSTS: Readonly<Record<string, DefinitionField>> = {
  ...SHARED,
  snmp_version: textField("_SNMPVERSION", (of) => of.customVariables.get("SNMPVERSION") ?? null),
  timezone_id: noNumber,
  notification_options: optionsField({ down: 1, unreachable: 2, recovery: 4, flapping: 8, downtime: 16 }),
  add_inherited_contact: notAdded,
  add_inherited_contact_group: notAdded,
};

/** Later versions §15.4, without the links to other objects. */
const OF_SERVICES: Readonly<Record<string, DefinitionField>> = {
  ...SHARED,
  volatility_enabled: flagField("is_volatile", (of) => of.isVolatile),
  notification_type: optionsField({ warning: 1, unknown: 2, critical: 4, recovery: 8, flapping: 16, downtime: 32 }),
  is_contact_additive_inheritance: notAdded,
  is_contact_group_additive_inheritance: notAdded,
  graph_template_id: noNumber,
};

const FIELDS = { host: OF_HOSTS, service: OF_SERVICES };

/** Schemas of `presentDefinition`. */
export const definitionProperties = (kind: keyof typeof FIELDS): Readonly<Record<string, TSchema>> =>
  Object.fromEntries(Object.entries(FIELDS[kind]).map(([name, { schema }]) => [name, schema]));

/** What a definition sets itself, with the ids of what it names. */
export const presentDefinition = (
  kind: keyof typeof FIELDS,
  of: Resource | Template,
  shown: Shown,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(FIELDS[kind]).map(([name, { valueOf }]) => [name, valueOf(of, shown)]));

export const macroSchema = Type.Object(
  {
    id: Type.Integer({ description: "Its place in the definition" }),
    name: Type.String(),
    value: nullableString("Null for a password"),
    is_password: Type.Boolean(),
    description: nullableString("Always null"),
  },
  { title: "Macro" },
);

/** Custom variables that have a member of their own, or are ids. */
const NOT_MACROS: ReadonlySet<string> = new Set(["SNMPCOMMUNITY", "SNMPVERSION", "HOST_ID", "SERVICE_ID", "POLLER_ID"]);

/** Custom variables that the definition itself sets. */
export function presentMacros(of: Resource | Template, { inventory }: Shown) {
  const secrets = secretsOfDefinition(of, inventory);
  return [...of.customVariables]
    .filter(([name]) => of.written.directives.has(`_${name}`) && !NOT_MACROS.has(name))
    .map(([name, value], place) => {
      const isPassword = isSecretVariable(name, inventory);
      return {
        id: place + 1,
        name,
        value: isPassword ? null : maskSecrets(value, secrets),
        is_password: isPassword,
        description: null,
      };
    });
}
