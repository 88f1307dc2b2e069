import type { Access } from "../../access/access.ts";
import type { Caller } from "../../access/caller.ts";
import { namesOf } from "../../model/inventory-index.ts";
import type { Inventory } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import { seesResource, type Visibility } from "../../model/visibility.ts";
import type { Listener } from "./listener.ts";

export interface FollowRightsParts {
  readonly access: Pick<Access, "changes" | "recheck">;
  readonly inventory: () => Inventory;
}

/** The rights of listeners while they listen. */
export interface RightsOfListeners {
  /** Listeners whose caller is another one now; null: their credentials are no longer good. */
  changed(listeners: Iterable<Listener>): readonly { readonly listener: Listener; readonly caller: Caller | null }[];
  /** What somebody sees no longer, at most so many, and whether anything else is seen otherwise. */
  difference(before: Visibility, after: Visibility): RightsDifference;
  /** To be called when all listeners have their new callers. True: the configuration is another one. */
  settle(): boolean;
  /** Restarts the time of a web session. False: the credentials are no longer good. */
  use(listener: Listener): boolean;
}

export interface RightsDifference {
  readonly gone: readonly ResourceKey[];
  readonly isOther: boolean;
}

/** Beyond it, a gap says enough. */
const MAX_GONE = 1_000;

export function followRights({ access, inventory }: FollowRightsParts): RightsOfListeners {
  let seen = access.changes();
  let known = inventory();
  const differences = new Map<Visibility, Map<Visibility, RightsDifference>>();

  const compare = (before: Visibility, after: Visibility): RightsDifference => {
    if (before.seesAll && after.seesAll) return { gone: [], isOther: false };
    const now = namesOf(inventory()).resourceByKey;
    const gone: ResourceKey[] = [];
    let isOther = false;
    for (const { key } of [...known.hosts, ...known.services]) {
      const [saw, sees] = [seesResource(before, key), now.has(key) && seesResource(after, key)];
      if (saw && !sees) gone.push(key);
      if (saw !== sees && now.has(key)) isOther = true;
    }
    return gone.length > MAX_GONE ? { gone: [], isOther: true } : { gone, isOther };
  };

  return {
    changed(listeners) {
      const version = access.changes();
      if (version === seen) return NONE;
      seen = version;
      const changed = [];
      for (const listener of listeners) {
        if (listener.credentials === null) continue;
        const caller = access.recheck(listener.credentials, false);
        if (caller !== listener.caller) changed.push({ listener, caller });
      }
      return changed;
    },
    difference(before, after) {
      const found = differences.get(before)?.get(after) ?? compare(before, after);
      differences.set(before, (differences.get(before) ?? new Map()).set(after, found));
      return found;
    },
    settle() {
      differences.clear();
      const before = known;
      known = inventory();
      return known !== before;
    },
    use: ({ credentials }) => credentials === null || access.recheck(credentials, true) !== null,
  };
}

const NONE: readonly never[] = [];
