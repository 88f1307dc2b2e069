import { nameOf as nameOfRow } from "../list/row-name.ts";
import type { DowntimeItem, DowntimeList, DowntimeStatus } from "../wire.ts";

/** Downtimes that were made together: one for an operator. */
export interface DowntimeGroup {
  readonly id: string;
  /** Ids of the downtimes; none for planned occurrences. */
  readonly ids: readonly number[];
  /** False: some may be beyond the end of the list. */
  readonly isWhole: boolean;
  readonly status: DowntimeStatus;
  /** Milliseconds. */
  readonly start: number;
  readonly end: number;
  readonly what: GroupName;
  readonly item: DowntimeItem;
}

export interface GroupName {
  /** Name of the recurring downtime, of the only resource, or of the only host. */
  readonly name: string | null;
  readonly hosts: number;
  /** Beside that which is named. */
  readonly services: number;
}

/** Groups by what they have in common, in the order of their first item. The list is by start, as a group has only one. */
export function groupDowntimes({ result: items, meta }: DowntimeList): readonly DowntimeGroup[] {
  const cutAt = meta.total > items.length ? items.at(-1)?.start : undefined;
  return [...Map.groupBy(items, groupOf).entries()].map(([id, members]): DowntimeGroup => {
    const [item] = members as [DowntimeItem, ...DowntimeItem[]];
    return {
      id,
      ids: members.flatMap(({ id: one }) => (one === null ? [] : [one])),
      isWhole: item.start !== cutAt,
      status: item.status,
      start: item.start === null ? 0 : Date.parse(item.start),
      end: item.end === null ? Infinity : Date.parse(item.end),
      what: nameOf(members),
      item,
    };
  });
}

function groupOf({ status, start, end, author, comment, since, fixed, recurring, planned }: DowntimeItem): string {
  // Those of a recurring one may be made in several commits.
  const made = recurring === null ? `${since} ${author}` : `r${recurring.id}`;
  return [made, planned ? "planned" : status, start, end, fixed, comment].join(" ");
}

function nameOf(members: readonly DowntimeItem[]): GroupName {
  const [first] = members;
  if (first?.recurring) return { name: first.recurring.name, hosts: 0, services: 0 };
  const named = members.flatMap((member) => (member.planned ? [] : [member]));
  const hosts = named.filter(({ type }) => type === "host");
  const services = named.length - hosts.length;
  const [only] = named;
  if (only !== undefined && named.length === 1) return { name: nameOfRow(only), hosts: 0, services: 0 };
  const [host] = hosts;
  const isOfHost = hosts.length === 1 && named.every((member) => member.host.key === host!.host.key);
  return isOfHost ? { name: host!.name, hosts: 0, services } : { name: null, hosts: hosts.length, services };
}
