import type { Store } from "../../data/store/store.ts";
import type { Inventory } from "../../model/objects.ts";
import type { ObjectId } from "../../model/object-id.ts";
import { CENTRAL_ID, pollersOf } from "../../model/poller.ts";
import { Refusal } from "../../model/refusal.ts";

export interface PollerIdParts {
  readonly store: Pick<Store, "commit" | "readObjectIds">;
  readonly inventory: Pick<Inventory, "hosts" | "pollers" | "pollerGroups">;
}

/**
 * Id of a poller that hosts or the store have already, or the next one, which is stored. `wanted`: one that hosts have.
 * Refuses with `poller-name-taken` and `poller-id-taken`.
 */
export async function idOfPoller(
  name: string,
  wanted: number | undefined,
  { store, inventory }: PollerIdParts,
): Promise<number> {
  if ([...inventory.pollerGroups.values()].some((group) => group.name === name))
    throw new Refusal("poller-name-taken", `A group of pollers has the name "${name}".`);
  const known = (await store.readObjectIds()).filter(({ type }) => type === "poller" || type === "poller-group");
  const before = known.findLast((each) => each.type === "poller" && each.name === name)?.id;
  const taken = new Set([CENTRAL_ID, ...known.map(({ id }) => id)]);
  if (wanted !== undefined && wanted !== before && taken.has(wanted))
    throw new Refusal("poller-id-taken", `Another poller has the id ${wanted}.`);
  const used = [...taken, ...pollersOf(inventory).map(({ id }) => id)];
  const id = wanted ?? before ?? Math.max(...used) + 1;
  const entry: ObjectId = { type: "poller", name, id, hostId: 0 };
  if (id !== before) await store.commit([{ kind: "object-id", entry }]);
  return id;
}
