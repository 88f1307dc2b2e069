import { errorOf } from "../../model/configuration-errors.ts";
import type { ObjectId } from "../../model/object-id.ts";
import { CENTRAL_ID } from "../../model/poller.ts";
import type { GroupMember, PollerGroup } from "../../model/poller-group.ts";
import type { PollerGroupSetting } from "../settings/poller-group-settings.ts";
import type { IdSource } from "./assign-ids.ts";
import type { Diagnostics } from "./diagnostics.ts";

export interface PollerGroups {
  readonly groups: ReadonlyMap<number, PollerGroup>;
  readonly newIds: readonly ObjectId[];
}

/**
 * Groups of vigie.yaml, whose members have to be pollers. `written`: ids that hosts have in `_POLLER_ID`, which no group
 * takes.
 */
export function buildPollerGroups(
  settings: readonly PollerGroupSetting[],
  pollers: ReadonlyMap<number, string>,
  written: Iterable<number>,
  ids: IdSource,
  problems: Diagnostics,
): PollerGroups {
  const idOfPoller = new Map([...pollers].map(([id, name]) => [name, id]));
  const groupOf = new Map<string, string>();
  const idOf = groupIds(pollers, written, ids);
  const newIds: ObjectId[] = [];
  const groups = settings.map(({ name, members, takeoverDelaySeconds, place }): [number, PollerGroup] => {
    const directive = `poller_groups.${name}`;
    if (idOfPoller.has(name)) problems.error(place, directive, errorOf("group-named-as-poller", { name }));
    const found = members.flatMap((member): GroupMember[] => {
      const other = groupOf.get(member.name);
      if (other !== undefined)
        problems.error(place, directive, errorOf("member-of-two", { name: member.name, group: other }));
      groupOf.set(member.name, name);
      const pollerId = idOfPoller.get(member.name);
      if (pollerId !== undefined) return [{ pollerId, weight: member.weight }];
      if (ids.isWithoutStore !== true)
        problems.unknownName(place, directive, ["no-poller", { name: member.name }], member.name, idOfPoller.keys());
      return [];
    });
    const { id, isNew } = idOf(name);
    if (isNew) newIds.push({ type: "poller-group", name, id, hostId: 0 });
    return [id, Object.freeze({ id, name, members: Object.freeze(found), takeoverDelaySeconds })];
  });
  return { groups: new Map(groups), newIds };
}

/** The id that a group had before, unless a poller was given it meanwhile, or the next one. */
function groupIds(pollers: ReadonlyMap<number, string>, written: Iterable<number>, { known }: IdSource) {
  const before = new Map(known.filter(({ type }) => type === "poller-group").map(({ name, id }) => [name, id]));
  let highest = CENTRAL_ID;
  for (const id of [...pollers.keys(), ...before.values(), ...written]) highest = Math.max(highest, id);
  return (name: string): { readonly id: number; readonly isNew: boolean } => {
    const id = before.get(name);
    return id === undefined || pollers.has(id) ? { id: ++highest, isNew: true } : { id, isNew: false };
  };
}
