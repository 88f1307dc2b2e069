import type { Inventory } from "../model/objects.ts";
import type { Clock } from "../lib/clock.ts";
import type { Log } from "../lib/log.ts";
import { Refusal } from "../model/refusal.ts";
import type { Store } from "../data/store/store.ts";
import type { AccessGroup } from "./access-groups.ts";
import type { Access, Credentials } from "./access.ts";
import { createAccounts } from "./accounts.ts";
import type { Caller } from "./caller.ts";
import { createCallers } from "./callers.ts";
import { createPasswordLogin } from "./password-login.ts";
import type { LoginLimits } from "./login-limiter.ts";
import { createSessions } from "./sessions.ts";
import { createTokens, type LiveToken } from "./tokens.ts";
import type { Account } from "../model/account.ts";

export interface AccessOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Default: see login-limiter.ts. */
  readonly loginLimits?: LoginLimits;
}

/** `Access` with the calls reserved for the server. */
export interface RunningAccess extends Access {
  /** Writes last uses of tokens that are only in memory. The store is closed by its owner. */
  close(): Promise<void>;
}

// Maximum delay until changes by another process (`vigie user disable`) take effect.
const REFRESH_SECONDS = 1;

export function createAccess({ store, clock, log, loginLimits }: AccessOptions): RunningAccess {
  const accounts = createAccounts();
  const tokens = createTokens({ store, clock, log });
  const sessions = createSessions({ store, clock, log });
  const callers = createCallers();
  let seenVersion: number | undefined;
  let refreshedAt = -Infinity;

  const refresh = (): void => {
    refreshedAt = clock.now();
    // The version first: a change during the reads is read again instead of being missed.
    const version = store.accessVersion();
    if (version === seenVersion) return;
    accounts.load(store.readAccounts());
    tokens.load(store.readTokens());
    sessions.load(store.readSessions());
    callers.clearCache();
    seenVersion = version;
  };
  const refreshIfDue = (): void => {
    // Also due if the clock was set back.
    if (Math.abs(clock.now() - refreshedAt) >= REFRESH_SECONDS) refresh();
  };
  const passwordLogin = createPasswordLogin({
    store,
    clock,
    log,
    accounts,
    refresh,
    ...(loginLimits && { loginLimits }),
  });

  const acceptToken = (text: string): { token: LiveToken; account: Account } => {
    const token = tokens.find(text);
    const account = token && accounts.byId(token.contactId);
    if (token === undefined || account === undefined) throw new Refusal("unknown-token", "No token could be found.");
    if (tokens.hasExpired(token)) throw new Refusal("expired-token", "Credentials have expired.");
    if (!account.isEnabled) throw new Refusal("contact-disabled", "Contact disabled.");
    tokens.use(token);
    return { token, account };
  };

  const acceptSession = (id: string): Account => {
    sessions.deleteExpired();
    const session = sessions.find(id);
    const account = session && accounts.byId(session.contactId);
    if (account === undefined) throw new Refusal("unknown-session", "Session not found");
    if (!account.isEnabled) throw new Refusal("contact-disabled", "Contact disabled.");
    return account;
  };

  refresh();
  return {
    login: async (alias, password, address) => {
      refresh();
      await tokens.deleteExpired();
      const account = await passwordLogin(alias, password, address);
      return { account, token: await tokens.create(account.id) };
    },
    logout: async ({ token }) => {
      refreshIfDue();
      if (token === undefined) throw noCredentials();
      const accepted = acceptToken(token);
      await tokens.delete(accepted.token);
      await tokens.deleteExpired();
    },
    authenticate: ({ token, sessionId }: Credentials): Caller => {
      refreshIfDue();
      if (token !== undefined) return callers.byToken(acceptToken(token).account);
      if (sessionId !== undefined) return callers.bySession(acceptSession(sessionId));
      throw noCredentials();
    },
    localAdministrator: () => {
      refreshIfDue();
      return callers.local(accounts.byAlias("admin")?.id ?? 0);
    },
    mayUseApi: (caller) => callers.mayUseApi(caller),
    accountByAlias: (alias) => {
      refreshIfDue();
      return accounts.byAlias(alias);
    },
    configure: (inventory: Inventory, groups: readonly AccessGroup[]) => callers.configure(inventory, groups),
    openSession: async (alias, password, address) => {
      refresh();
      sessions.deleteExpired();
      const account = await passwordLogin(alias, password, address);
      return sessions.open(account.id);
    },
    close: () => tokens.close(),
  };
}

const noCredentials = (): Refusal => new Refusal("no-credentials", "You are not authorized to access this resource");
