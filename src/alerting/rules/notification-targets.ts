import { namesOf } from "../../model/inventory-index.ts";
import type { CommandCall, Contact, Dependency, Escalation, Host, Inventory, Resource } from "../../model/objects.ts";
import { hostKey, type ResourceKey } from "../../model/resource-key.ts";
import { zoneOf } from "../../model/time-zone.ts";

/** What the configuration says about telling people of one resource, looked up once. */
export interface NotificationTarget {
  readonly resource: Resource;
  /** Of a service its host, of a host itself. */
  readonly host: Host | undefined;
  /** IANA. */
  readonly zone: string;
  /** That of the service, else that of its host; null: always. */
  readonly notificationPeriod: string | null;
  /** contact_names, each once: contacts, then members of the groups. */
  readonly contacts: readonly string[];
  readonly escalations: readonly TargetEscalation[];
  /** Keys of the hosts a host is behind; for a service, of its host. */
  readonly parents: readonly ResourceKey[];
}

export interface TargetEscalation {
  readonly rule: Escalation;
  readonly contacts: readonly string[];
}

/** Plans of the resources that have been asked for: in a large site few have a problem. */
export interface NotificationTargets {
  of(resource: Resource): NotificationTarget;
  contact(name: string): Contact | undefined;
  zoneOf(contact: Contact): string;
  /** Of kind `notification`. */
  dependenciesOf(key: ResourceKey): readonly Dependency[];
  /** The command is a built-in channel: its line is `channel NAME`. */
  isChannel(command: CommandCall): boolean;
}

const NONE: readonly never[] = [];

export function createNotificationTargets(inventory: Inventory): NotificationTargets {
  const targets = new Map<ResourceKey, NotificationTarget>();
  const zones = new WeakMap<Contact, string>();
  const contactLists = new Map<string, readonly string[]>();
  const escalations = Map.groupBy(inventory.escalations, ({ key }) => key);
  const { contactGroups: groups, dependenciesOf, parentsOf } = namesOf(inventory);

  /** Lists are shared: in an outage many resources with the same contacts have a plan. */
  const contactsOf = ({ contacts, contactGroups }: Pick<Resource, "contacts" | "contactGroups">): readonly string[] =>
    contactLists.getOrInsertComputed(`${contacts.join("\0")}\n${contactGroups.join("\0")}`, () => [
      ...new Set([...contacts, ...contactGroups.flatMap((name) => groups.get(name)?.contacts ?? NONE)]),
    ]);

  const planOf = (resource: Resource, host: Host | undefined): NotificationTarget => ({
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
      // An operator's change puts another object in the place of the resource.
      if (known?.resource === resource && known.host === host) return known;
      const target = planOf(resource, host);
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
