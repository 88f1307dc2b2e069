import Type from "typebox";
import { namesOf } from "../../../model/inventory-index.ts";
import type { Contact, ContactNotifications, Inventory, NotifyOption, Resource } from "../../../model/objects.ts";
import { onMetaService } from "../metaservice/on-metaservice.ts";
import type { Operation } from "../operation.ts";
import { callerOf } from "../rights.ts";
import { notFoundMessage, nullableString } from "../schema-types.ts";
import { foundTarget, type TargetKind, TARGETS, targetOfPath } from "../target.ts";
import { idByName } from "./reference.ts";

const notifications = Type.Object({
  events: Type.Array(Type.String()),
  time_period: Type.Unsafe<object | null>({
    type: ["object", "null"],
    properties: { id: Type.Integer(), name: Type.String(), alias: Type.String() },
    description: "Null: always",
  }),
});

const policy = Type.Object(
  {
    contacts: Type.Array(
      Type.Object({
        id: Type.Integer(),
        name: Type.String(),
        alias: Type.String(),
        email: Type.String(),
        notifications: Type.Object({ host: notifications, service: notifications }),
        configuration_uri: nullableString("Always null"),
      }),
    ),
    contact_groups: Type.Array(
      Type.Object({
        id: Type.Integer(),
        name: Type.String(),
        alias: Type.String(),
        configuration_uri: nullableString("Always null"),
      }),
    ),
    is_notification_enabled: Type.Boolean(),
  },
  { title: "NotificationPolicy" },
);

/** Later versions §13.3. */
export const notificationPolicyOperations: readonly Operation[] = [
  policyOf("host"),
  policyOf("service"),
  onMetaService({
    id: "get-metaservice-notification-policy",
    path: "/configuration/metaservices/:id(\\d+)/notification-policy",
    idName: "id",
    tag: "Configuration",
    summary: "Show who is notified of a meta service",
  }),
];

function policyOf(kind: TargetKind): Operation {
  const { path, parameters } = TARGETS[kind];
  return {
    id: `get-${kind}-notification-policy`,
    surface: "centreon",
    method: "GET",
    right: "api-access",
    tag: "Configuration",
    summary: `Show who is notified of a ${kind}`,
    answers: { 200: policy, ...notFoundMessage },
    paths: [`/configuration${path}/notification-policy`],
    parameters,
    handle: (request, { realtime, inventory }) => {
      const { resource } = foundTarget(targetOfPath(realtime, kind, request, callerOf(request).visibility), kind);
      return presentPolicy(resource, inventory());
    },
  };
}

function presentPolicy(resource: Resource, inventory: Inventory) {
  const { contacts: contactByName, contactGroups: groupByName } = namesOf(inventory);
  const groups = resource.contactGroups.flatMap((name) => groupByName.get(name) ?? []);
  const names = new Set([...resource.contacts, ...groups.flatMap(({ contacts }) => contacts)]);
  const contacts = [...names].flatMap((name) => contactByName.get(name) ?? []);
  return {
    contacts: contacts
      .filter((contact) => isNotified(contact, resource))
      .map((contact) => presentContact(contact, inventory)),
    contact_groups: groups.map(({ name, alias }) => ({
      id: idByName(inventory, "contactgroup", name) ?? 0,
      name,
      alias,
      configuration_uri: null,
    })),
    is_notification_enabled: inventory.main.enableNotifications && resource.notificationsEnabled !== false,
  };
}

const isNotified = (contact: Contact, { kind, options }: Resource): boolean => {
  const { enabled, on, commands } = kind === "host" ? contact.hostNotifications : contact.serviceNotifications;
  return enabled && on.size > 0 && commands.length > 0 && options.importance >= contact.minimumImportance;
};

const presentContact = (contact: Contact, inventory: Inventory) => ({
  id: idByName(inventory, "contact", contact.name) ?? 0,
  name: contact.alias,
  alias: contact.name,
  email: contact.email,
  notifications: {
    host: presentNotifications(contact.hostNotifications, inventory),
    service: presentNotifications(contact.serviceNotifications, inventory),
  },
  configuration_uri: null,
});

function presentNotifications({ enabled, on, period }: ContactNotifications, inventory: Inventory) {
  const known = period === null ? undefined : inventory.timePeriods.get(period);
  return {
    events: enabled ? [...on].map((option) => EVENTS[option]) : [],
    time_period:
      known === undefined
        ? null
        : { id: idByName(inventory, "timeperiod", known.name) ?? 0, name: known.name, alias: known.alias },
  };
}

const EVENTS: Readonly<Record<NotifyOption, string>> = {
  down: "DOWN",
  unreachable: "UNREACHABLE",
  warning: "WARNING",
  unknown: "UNKNOWN",
  critical: "CRITICAL",
  recovery: "RECOVERY",
  flapping: "FLAPPING",
  downtime: "DOWNTIME_SCHEDULED",
};
