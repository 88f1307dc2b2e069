import type { Inventory } from "../model/objects.ts";
import type { AccessGroup } from "./access-groups.ts";
import type { Caller } from "./caller.ts";
import { createRights, type Rights } from "./visibility.ts";
import { seesEverything } from "../model/visibility.ts";
import type { Account, StoredWallLink } from "../model/account.ts";

/** Creates callers from accounts, cached by account until something changes. */
export interface Callers {
  /** The same for a token and for a web session: the rights are those of the account. */
  of(account: Account): Caller;
  /** A wall screen of the account: reads what the account may see of one view, and has no role. */
  ofWall(account: Account, link: StoredWallLink): Caller;
  /** Caller of the control socket. `contactId` is 0 if there is no such account. */
  local(contactId: number): Caller;
  mayUseApi(caller: Caller): boolean;
  /** All of them for an administrator, else the active ones of the caller. */
  accessGroupsOf(caller: Caller): readonly AccessGroup[];
  configure(inventory: Inventory, groups: readonly AccessGroup[]): void;
  /** Clears the cache after accounts were reloaded. */
  clearCache(): void;
}

const noRights: Rights = {
  visibility: {
    seesAll: false,
    seesHost: () => false,
    seesService: () => false,
    seesHostGroup: () => false,
    seesServiceGroup: () => false,
  },
  roles: new Set(),
  groups: [],
};

export function createCallers(): Callers {
  let configuredGroups: readonly AccessGroup[] = [];
  let rightsOf: (alias: string) => Rights = () => noRights;
  const cache = new Map<number, Caller>();
  /** By the id of the link. */
  const walls = new Map<number, Caller>();
  const clearCache = (): void => {
    cache.clear();
    walls.clear();
  };
  const withApiAccess = new WeakSet<Caller>();

  const callerOf = (account: Account): Caller => {
    const cached = cache.get(account.id);
    if (cached !== undefined) return cached;
    const rights = rightsOf(account.alias);
    const caller: Caller = {
      contactId: account.id,
      alias: account.alias,
      isAdmin: account.isAdmin,
      visibility: account.isAdmin ? seesEverything : rights.visibility,
      hasRole: (role) => account.isAdmin || rights.roles.has(role),
    };
    cache.set(account.id, caller);
    if (account.isAdmin || account.hasApiAccess) withApiAccess.add(caller);
    return caller;
  };

  return {
    of: callerOf,
    ofWall: (account, link) => {
      const cached = walls.get(link.id);
      if (cached !== undefined) return cached;
      const ofAccount = callerOf(account);
      const caller: Caller = { ...ofAccount, isAdmin: false, hasRole: () => false, wall: link };
      walls.set(link.id, caller);
      if (withApiAccess.has(ofAccount)) withApiAccess.add(caller);
      return caller;
    },
    local: (contactId) => {
      const caller: Caller = {
        contactId,
        alias: "admin",
        isAdmin: true,
        visibility: seesEverything,
        hasRole: () => true,
      };
      withApiAccess.add(caller);
      return caller;
    },
    mayUseApi: (caller) => withApiAccess.has(caller),
    accessGroupsOf: ({ alias, isAdmin }) => (isAdmin ? configuredGroups : rightsOf(alias).groups),
    configure: (inventory, groups) => {
      configuredGroups = groups;
      rightsOf = createRights(inventory, groups);
      clearCache();
    },
    clearCache,
  };
}
