import type { Inventory } from "../model/objects.ts";
import type { AccessGroup } from "./access-groups.ts";
import type { Caller } from "./caller.ts";
import { createRights, type Rights } from "./visibility.ts";
import { seesEverything } from "../model/visibility.ts";
import type { Account } from "../model/account.ts";

/** Creates callers from accounts, cached by account and way of authentication until something changes. */
export interface Callers {
  byToken(account: Account): Caller;
  /** Contract §2.3: every role and API access, but no more visible objects. */
  bySession(account: Account): Caller;
  /** Caller of the control socket. `contactId` is 0 if there is no such account. */
  local(contactId: number): Caller;
  mayUseApi(caller: Caller): boolean;
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
};

export function createCallers(): Callers {
  let rightsOf: (alias: string) => Rights = () => noRights;
  const ofToken = new Map<number, Caller>();
  const ofSession = new Map<number, Caller>();
  const withApiAccess = new WeakSet<Caller>();

  const clearCache = (): void => {
    ofToken.clear();
    ofSession.clear();
  };

  const callerOf = (account: Account, cache: Map<number, Caller>, isSession: boolean): Caller => {
    const cached = cache.get(account.id);
    if (cached !== undefined) return cached;
    const rights = rightsOf(account.alias);
    const caller: Caller = {
      contactId: account.id,
      alias: account.alias,
      isAdmin: account.isAdmin,
      visibility: account.isAdmin ? seesEverything : rights.visibility,
      hasRole: (role) => account.isAdmin || isSession || rights.roles.has(role),
    };
    cache.set(account.id, caller);
    if (account.isAdmin || isSession || account.hasApiAccess) withApiAccess.add(caller);
    return caller;
  };

  return {
    byToken: (account) => callerOf(account, ofToken, false),
    bySession: (account) => callerOf(account, ofSession, true),
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
    configure: (inventory, groups) => {
      rightsOf = createRights(inventory, groups);
      clearCache();
    },
    clearCache,
  };
}
