import { namesOf } from "../../model/inventory-index.ts";
import type { Checkable, Dependency, Host, Inventory, NotifyOption, Resource } from "../../model/objects.ts";
import type { PollerGroup } from "../../model/poller-group.ts";
import { hostIdOf, hostKey, type ResourceKey } from "../../model/resource-key.ts";

export interface PlaceOfPart {
  /** Ids of the hosts that the poller is to check. */
  readonly own: ReadonlySet<number>;
  /** Of pollers, that it belongs to: these hosts may be its own for some time only. */
  readonly group: PollerGroup | undefined;
}

/**
 * What a poller gets to know of an inventory: its hosts and services, and of other hosts only those that its own ones
 * stand behind or depend on, without their address, command and texts. No contacts, no escalations, no file of another
 * host.
 */
export function partOf(inventory: Inventory, { own, group }: PlaceOfPart): Inventory {
  const isOwn = (key: ResourceKey): boolean => own.has(hostIdOf(key));
  const dependencies = inventory.dependencies.filter(({ kind, dependent }) => kind === "execution" && isOwn(dependent));
  const known = knownKeys(inventory, isOwn, dependencies);
  const isKnown = (key: ResourceKey): boolean => known.has(key) || isOwn(key);
  const hosts = inventory.hosts
    .filter(({ key }) => isKnown(key))
    .map((host) => (isOwn(host.key) ? { ...host, ...UNNOTIFIED } : strangeHost(host)));
  const services = inventory.services
    .filter(({ key }) => isKnown(key))
    .map((service) => (isOwn(service.key) ? { ...service, ...UNNOTIFIED } : { ...service, ...STRANGE }));
  return {
    ...inventory,
    ...EMPTY,
    hosts,
    services,
    dependencies,
    pollerGroups: new Map(group === undefined ? [] : [[group.id, { ...group, members: [] }]]),
    // Periods are those of the centre's zone, wherever the poller is.
    main: { ...inventory.main, useTimezone: inventory.main.useTimezone ?? Temporal.Now.timeZoneId() },
    hostGroups: inventory.hostGroups
      .map((group) => ({ ...group, hostIds: group.hostIds.filter((id) => own.has(id)) }))
      .filter(({ hostIds }) => hostIds.length > 0),
    serviceGroups: inventory.serviceGroups
      .map((group) => ({ ...group, members: group.members.filter(isOwn) }))
      .filter(({ members }) => members.length > 0),
    commands: commandsOf(inventory, [...hosts, ...services]),
    serviceParents: new Map([...inventory.serviceParents].filter(([key]) => isOwn(key))),
  };
}

/** Others than its own whose states decide whether its own are checked: parents, masters, and the hosts of these. */
function knownKeys(
  inventory: Inventory,
  isOwn: (key: ResourceKey) => boolean,
  dependencies: readonly Dependency[],
): ReadonlySet<ResourceKey> {
  const { parentsOf } = namesOf(inventory);
  const keys = [
    ...inventory.hosts.filter(({ key }) => isOwn(key)).flatMap(({ key }) => parentsOf.get(key) ?? []),
    ...[...inventory.serviceParents].flatMap(([key, parents]) => (isOwn(key) ? parents : [])),
    ...dependencies.map(({ master }) => master),
  ];
  return new Set(keys.filter((key) => !isOwn(key)).flatMap((key) => [key, hostKey(hostIdOf(key))]));
}

/** Nobody is notified by a poller. */
const UNNOTIFIED = { contacts: [], contactGroups: [], notifyOn: new Set<NotifyOption>() } satisfies Partial<Checkable>;

/** Of a resource that another place checks, the name and the state are known. */
const STRANGE = {
  ...UNNOTIFIED,
  checkCommand: null,
  activeChecks: false,
  passiveChecks: false,
  customVariables: new Map<string, string>(),
  notes: null,
  notesUrl: null,
  actionUrl: null,
} satisfies Partial<Checkable>;

const strangeHost = (host: Host): Host => ({ ...host, ...STRANGE, address: null, alias: null, parents: [] });

/** What a poller has no use for, or must not know. */
const EMPTY = {
  contacts: [],
  contactGroups: [],
  escalations: [],
  templates: [],
  contactTemplates: [],
  objectIds: new Map<string, number>(),
  pollers: new Map<number, string>(),
  files: [],
  kept: [],
  // Those of its own resource file hold.
  userMacros: new Map<string, string>(),
} satisfies Partial<Inventory>;

/** Commands that its own resources check or handle events with. */
function commandsOf({ commands, main }: Inventory, resources: readonly Resource[]): Inventory["commands"] {
  const names = new Set<string | undefined>([main.globalHostEventHandler?.name, main.globalServiceEventHandler?.name]);
  for (const { checkCommand, options } of resources) names.add(checkCommand?.name).add(options.eventHandler?.name);
  return new Map([...commands].filter(([name]) => names.has(name)));
}
