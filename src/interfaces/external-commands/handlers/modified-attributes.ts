import type { AdaptiveTarget } from "../../../operations/adaptive/adaptive.ts";
import type { Operations } from "../../../operations/operations.ts";
import type { ActorOf, CommandRuns } from "../command-runs.ts";
import type { CommandTargets } from "../command-targets.ts";

export interface ModifiedAttributesParts {
  readonly targets: () => CommandTargets;
  readonly operations: Pick<Operations, "resetAttributes">;
}

type ModifiedAttributesName = "CHANGE_HOST_MODATTR" | "CHANGE_SVC_MODATTR" | `CHANGE_CONTACT_MOD${"" | "H" | "S"}ATTR`;

const CUSTOM_VARIABLES = 32_768;

// Bits of Nagios. Those of features that Vigie lacks (32, 64, 128) are ignored.
const OF_RESOURCES = [
  [1, "notificationsEnabled"],
  [2, "activeChecks"],
  [4, "passiveChecks"],
  [8, "eventHandlerEnabled"],
  [16, "flapDetectionEnabled"],
  [256, "eventHandler"],
  [512, "checkCommand"],
  [1024, "checkInterval"],
  [2048, "retryInterval"],
  [4096, "maxCheckAttempts"],
  [8192, "checkFreshness"],
  [16_384, "checkPeriod"],
  [65_536, "notificationPeriod"],
] as const;
const OF_CONTACTS_ABOUT_HOSTS = [
  [1, "hostNotificationsEnabled"],
  [65_536, "hostNotificationPeriod"],
] as const;
const OF_CONTACTS_ABOUT_SERVICES = [
  [1, "serviceNotificationsEnabled"],
  [65_536, "serviceNotificationPeriod"],
] as const;

/** `CHANGE_…MODATTR`: attributes whose bit is not set return to the configuration. */
export function modifiedAttributesCommands({
  targets,
  operations,
}: ModifiedAttributesParts): CommandRuns<ModifiedAttributesName> {
  const takeBack = (target: AdaptiveTarget, attributes: readonly string[], by: ActorOf): Promise<void> =>
    operations.resetAttributes(target, attributes, by());

  const ofResource = (
    { key, customVariables }: ReturnType<CommandTargets["host"] | CommandTargets["service"]>,
    kept: number,
    by: ActorOf,
  ): Promise<void> =>
    takeBack(
      { type: "resource", key },
      [...withoutBit(OF_RESOURCES, kept), ...variablesWithoutBit(customVariables, kept)],
      by,
    );

  const ofContact = (name: string, attributes: readonly string[], by: ActorOf): Promise<void> =>
    takeBack({ type: "contact", name: targets().contact(name).name }, attributes, by);

  return {
    CHANGE_HOST_MODATTR: async ({ host, attributes }, _, by) => ofResource(targets().host(host), attributes, by),
    CHANGE_SVC_MODATTR: async ({ host, service, attributes }, _, by) =>
      ofResource(targets().service(host, service), attributes, by),
    CHANGE_CONTACT_MODATTR: async ({ contact, attributes }, _, by) =>
      takeBack(
        { type: "contact", name: contact },
        variablesWithoutBit(targets().contact(contact).customVariables, attributes),
        by,
      ),
    CHANGE_CONTACT_MODHATTR: async ({ contact, attributes }, _, by) =>
      ofContact(contact, withoutBit(OF_CONTACTS_ABOUT_HOSTS, attributes), by),
    CHANGE_CONTACT_MODSATTR: async ({ contact, attributes }, _, by) =>
      ofContact(contact, withoutBit(OF_CONTACTS_ABOUT_SERVICES, attributes), by),
  };
}

type BitTable = readonly (readonly [bit: number, attribute: string])[];

const withoutBit = (table: BitTable, kept: number): string[] =>
  table.filter(([bit]) => (kept & bit) === 0).map(([, attribute]) => attribute);

const variablesWithoutBit = (variables: ReadonlyMap<string, string>, kept: number): string[] =>
  (kept & CUSTOM_VARIABLES) === 0 ? [...variables.keys()].map((name) => `customVariable.${name}`) : [];
