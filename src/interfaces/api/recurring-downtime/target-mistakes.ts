import type { DowntimeTargets } from "../../../model/recurring-downtime.ts";
import { hasWildcard } from "../../../operations/downtime/wildcard.ts";
import { namesOf } from "../../../model/inventory-index.ts";
import type { Inventory } from "../../../model/objects.ts";
import type { BodyMistake } from "../body-refusal.ts";
import type { Visibility } from "../../../model/visibility.ts";

// Every pattern is compared with every name.
const MAX_PATTERNS = 100;

/** Mistakes for missing and for hidden names, in the same words. A pattern may match only future resources. */
export function targetMistakes(
  targets: DowntimeTargets,
  inventory: Inventory,
  visibility: Visibility,
): readonly BodyMistake[] {
  const lists = namedLists(targets, inventory, visibility);
  if (lists.every(({ names }) => names.length === 0)) return [{ field: "targets", text: "Nothing is named." }];
  return lists.flatMap((list) => [...unknownNames(list), ...tooManyPatterns(list)]);
}

interface NamedList {
  readonly field: string;
  readonly what: string;
  readonly names: readonly { readonly text: string; readonly isKnown: boolean }[];
}

function namedLists(
  { hosts, services, hostGroups, serviceGroups }: DowntimeTargets,
  inventory: Inventory,
  visibility: Visibility,
): readonly NamedList[] {
  const known = namesOf(inventory);
  const isSeen = <Item>(item: Item | undefined, sees: (item: Item) => boolean): boolean =>
    item !== undefined && sees(item);
  return [
    {
      field: "hosts",
      what: "host",
      names: hosts.map((text) => ({
        text,
        isKnown: isSeen(known.hosts.get(text), ({ hostId }) => visibility.seesHost(hostId)),
      })),
    },
    {
      field: "services",
      what: "service",
      names: services.map(({ host, service }) => ({
        text: `${host} / ${service}`,
        isKnown: isSeen(known.service(host, service), ({ key }) => visibility.seesService(key)),
      })),
    },
    {
      field: "host_groups",
      what: "host group",
      names: hostGroups.map((text) => ({
        text,
        isKnown: isSeen(known.hostGroups.get(text), ({ id }) => visibility.seesHostGroup(id)),
      })),
    },
    {
      field: "service_groups",
      what: "service group",
      names: serviceGroups.map((text) => ({
        text,
        isKnown: isSeen(known.serviceGroups.get(text), ({ id }) => visibility.seesServiceGroup(id)),
      })),
    },
  ];
}

function unknownNames({ field, what, names }: NamedList): readonly BodyMistake[] {
  const mayBePattern = field === "hosts" || field === "services";
  return names.flatMap(({ text, isKnown }, index) => {
    if (isKnown || (mayBePattern && hasWildcard(text))) return [];
    return [{ field: `targets.${field}[${index}]`, text: `There is no ${what} '${text}'.` }];
  });
}

function tooManyPatterns({ field, names }: NamedList): readonly BodyMistake[] {
  if (names.filter(({ text }) => hasWildcard(text)).length <= MAX_PATTERNS) return [];
  return [{ field: `targets.${field}`, text: `There are more than ${MAX_PATTERNS} patterns.` }];
}
