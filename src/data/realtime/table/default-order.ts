import { folded, withoutPadding } from "../search/collation.ts";
import { compareValues } from "../search/order.ts";
import type { HostEntry, ServiceEntry } from "../rows/rows.ts";

/** Sorts hosts by name (contract §7.1), then by id. */
export function byHostName(left: HostEntry, right: HostEntry): number {
  return (
    compareValues(withoutPadding(left.foldedName), withoutPadding(right.foldedName)) ||
    left.host.hostId - right.host.hostId
  );
}

/** Sorts the services of one host by display name (contract §7.2), then by id. */
export function byDisplayName(left: ServiceEntry, right: ServiceEntry): number {
  return (
    compareValues(sortText(left.foldedDisplayName), sortText(right.foldedDisplayName)) ||
    left.service.serviceId - right.service.serviceId
  );
}

/** Sorts groups by name (contract §7.3), then by id. */
export function groupsByName<Group extends { readonly id: number; readonly name: string }>(
  groups: readonly Group[],
): readonly Group[] {
  return groups
    .map((group) => ({ group, name: withoutPadding(folded(group.name)) }))
    .sort((left, right) => compareValues(left.name, right.name) || left.group.id - right.group.id)
    .map(({ group }) => group);
}

function sortText(foldedText: string | null): string | null {
  return foldedText === null ? null : withoutPadding(foldedText);
}
