import { namesOf } from "../../model/inventory-index.ts";
import type { CommandCall, Contact, Dependency, Escalation, Host, Inventory, Resource } from "../../model/objects.ts";
import { hostKey, type ResourceKey } from "../../model/resource-key.ts";
import { zoneOf } from "../../model/time-zone.ts";

/** Resolved notification settings of one resource. */
export interface NotificationTarget {
  readonly resource: Resource;
  /** Host of a service, or the host itself. */
  readonly host: Host | undefined;
  /** IANA name. */
  readonly zone: string;
  /** Period of the resource, else of its host; null: always open. */
  readonly notificationPeriod: string | null;
  /** `contact_name`s, each once: contacts, then members of the contact groups. */
  readonly contacts: readonly string[];
  readonly escalations: readonly TargetEscalation[];
  /** Keys of the parents of a host; for a service, of its host. */
  readonly parents: readonly ResourceKey[];
}

export interface TargetEscalation {
  readonly rule: Escalation;
  readonly contacts: readonly string[];
}

/** Targets by resource, resolved on first use: in a large site few resources have a problem. */
export interface NotificationTargets {
  of(resource: Resource): NotificationTarget;
  contact(name: string): Contact | undefined;
  zoneOf(contact: Contact): string;
  /** Dependencies of kind `notification`. */
  dependenciesOf(key: ResourceKey): readonly Dependency[];
  /** The command is a built-in channel: its `command_line` is `channel NAME`. */
  isChannel(command: CommandCall): boolean;
}

const NONE: readonly never[] = [];

export function createNotificationTargets(inventory: Inventory): NotificationTargets {
  const targets = new Map<ResourceKey, NotificationTarget>();
  const zones = new WeakMap<Contact, string>();
  const contactLists = new Map<string, readonly string[]>();
  const escalations = Map.groupBy(inventory.escalations, ({ key }) => key);
  const { contactGroups: groups, dependenciesOf, parentsOf } = namesOf(inventory);

  /** Resolves contacts; lists are shared, since in an outage many resources have the same contacts. */
  const contactsOf = ({ contacts, contactGroups }: Pick<Resource, "contacts" | "contactGroups">): readonly string[] =>
    contactLists.getOrInsertComputed(`${contacts.join("\0")}\n${contactGroups.join("\0")}`, () => [
      ...new Set([...contacts, ...contactGroups.flatMap((name) => groups.get(name)?.contacts ?? NONE)]),
    ]);

  const targetOf = (resource: Resource, host: Host | undefined): NotificationTarget => ({
    resource,
    host,
    zone: zoneOf(resource.timezone ? resource : (host ?? resource), inventory),
    notificationPeriod: resource.notificationPeriod ?? host?.notificationPeriod ?? null,
    contacts: contactsOf(resource),
    escalations: (escalations.get(resource.key) ?? NONE).map((rule) => ({ rule, contacts: contactsOf(rule) })),
    parents: resource.kind === "service" ? [hostKey(resource.hostId)] : (parentsOf.get(resource.key) ?? NONE),
  });

  return {
    of(resource) {
      const host = namesOf(inventory).hostById.get(resource.hostId);
      const known = targets.get(resource.key);
      // An adaptive change replaces the resource by another object.
      if (known?.resource === resource && known.host === host) return known;
      const target = targetOf(resource, host);
      targets.set(resource.key, target);
      return target;
    },
    zoneOf(contact) {
      let zone = zones.get(contact);
      if (zone === undefined) zones.set(contact, (zone = zoneOf(contact, inventory)));
      return zone;
    },
    contact: (name) => namesOf(inventory).contacts.get(name),
    dependenciesOf: (key) => dependenciesOf.get(key)?.filter(({ kind }) => kind === "notification") ?? NONE,
    isChannel: ({ name }) => /^\s*channel\s/.test(inventory.commands.get(name)?.line ?? ""),
  };
}
