import type { Inventory } from "../model/objects.ts";
import type { Clock } from "../lib/clock.ts";
import type { Log } from "../lib/log.ts";
import { Refusal } from "../model/refusal.ts";
import type { Store } from "../data/store/store.ts";
import type { AccessGroup } from "./access-groups.ts";
import type { Access, Credentials, SessionForm } from "./access.ts";
import { createRefusalLog } from "./refusal-log.ts";
import { accessChanges, type AccessSnapshot } from "./access-changes.ts";
import { logAccess } from "./access-log.ts";
import { createAccounts } from "./accounts.ts";
import type { Caller } from "./caller.ts";
import { createCallers } from "./callers.ts";
import { createPasswordLogin } from "./password-login.ts";
import type { LoginLimits } from "./login-limiter.ts";
import { countedCommits, createRefresh } from "./refresh.ts";
import { createOwnPasswords } from "./own-passwords.ts";
import { createSessions } from "./sessions.ts";
import { createScriptTokens } from "./script-tokens.ts";
import { createTokens, type LiveToken } from "./tokens.ts";
import { createWallLinks } from "./wall-links.ts";
import { createWebSessions } from "./web-sessions.ts";
import { createWelcome } from "./welcome.ts";
import type { Account, TokenMakers } from "../model/account.ts";

export interface AccessOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Default: see login-limiter.ts. */
  readonly loginLimits?: LoginLimits;
  /** Default: see sessions.ts. */
  readonly sessionSeconds?: number;
  /** Default: administrators. */
  readonly tokenMakers?: TokenMakers;
}

/** `Access` with the calls reserved for the server. */
export interface RunningAccess extends Access {
  /** Makes the secret of the link of the first start: see `Access.welcome`. */
  beginWelcome(): string;
  /** Takes over what was committed before this call, also by other servers. Rejects if the store cannot be read. */
  follow(): Promise<void>;
  /** Writes last uses of tokens and sessions that are only in memory. The store is closed by its owner. */
  close(): Promise<void>;
}

/** Resolves when it has read the store. */
export async function createAccess(options: AccessOptions): Promise<RunningAccess> {
  const { store, clock, log, loginLimits, sessionSeconds, tokenMakers = "administrators" } = options;
  const commits = countedCommits(store);
  const accounts = createAccounts();
  const tokens = createTokens({ store: commits, clock, log, followUses: () => uses.now() });
  const sessions = createSessions({
    store: commits,
    clock,
    log,
    ...(sessionSeconds !== undefined && { sessionSeconds }),
    followUses: () => uses.now(),
  });
  const callers = createCallers();
  const refusals = createRefusalLog(log, clock);
  const wallLinks = createWallLinks({ store: commits, refresh: () => refresh.now(), clock, log });
  const welcome = createWelcome(clock);
  let seenVersion: number | undefined;
  let reads = 0;
  let configurations = 0;

  const snapshot = (): AccessSnapshot => ({ accounts: accounts.all(), tokens: tokens.ofScripts() });
  const logChanges = (before: AccessSnapshot): void => {
    for (const { event, account, details } of accessChanges(before, snapshot()))
      logAccess(log, event, { address: null, source: "local", account }, details);
  };

  const refresh = createRefresh(clock, async () => {
    for (;;) {
      const committedBefore = commits.count();
      // The version first: a change during the reads is read again instead of being missed.
      const version = await store.readAccessVersion();
      if (version === seenVersion) return;
      const [storedAccounts, storedTokens, storedSessions, storedLinks] = await Promise.all([
        store.readAccounts(),
        store.readTokens(),
        store.readSessions(),
        store.readWallLinks(),
      ]);
      // The answers may lack what was committed here while they were on their way, and is in memory already.
      if (commits.count() !== committedBefore) continue;
      const before = snapshot();
      accounts.load(storedAccounts);
      tokens.load(storedTokens);
      sessions.load(storedSessions);
      wallLinks.load(storedLinks);
      if (seenVersion !== undefined) logChanges(before);
      callers.clearCache();
      seenVersion = version;
      reads++;
      return;
    }
  });
  /** Last uses do not change the version: they are read when something seems to have expired. */
  const uses = createRefresh(clock, async () => {
    const [storedTokens, storedSessions] = await Promise.all([store.readTokens(), store.readSessions()]);
    tokens.noteUses(storedTokens);
    sessions.noteUses(storedSessions);
  });
  const passwordLogin = createPasswordLogin({
    store,
    clock,
    log,
    refusals,
    accounts,
    refresh: refresh.now,
    ...(loginLimits && { loginLimits }),
  });

  const acceptToken = (text: string, isUse = true): { token: LiveToken; account: Account } => {
    const token = tokens.find(text);
    const account = token && accounts.byId(token.contactId);
    if (token === undefined || account === undefined) throw new Refusal("unknown-token", "No token could be found.");
    if (tokens.hasExpired(token)) throw new Refusal("expired-token", "Credentials have expired.");
    if (!account.isEnabled) throw new Refusal("contact-disabled", "Contact disabled.");
    if (isUse) tokens.use(token);
    return { token, account };
  };

  /** Accepts credentials. Those that are unknown may be new, and expired ones in use, at another server or by a command. */
  const acceptLatest = <Accepted>(accept: () => Accepted): Accepted | Promise<Accepted> => {
    const acceptKnown = (): Accepted | Promise<Accepted> => {
      try {
        return accept();
      } catch (error) {
        if (!(error instanceof Refusal) || !MAY_BE_OLD.has(error.code)) throw error;
        const isNew = error.code === "expired-token" ? null : refresh.now();
        const isUsed = error.code === "unknown-token" ? null : uses.ifDue();
        return isNew === null && isUsed === null ? accept() : Promise.all([isNew, isUsed]).then(accept);
      }
    };
    const refreshed = refresh.ifDue();
    return refreshed === null ? acceptKnown() : refreshed.then(acceptKnown);
  };

  /** During the first start, the API answers before the administrator is created. */
  const refuseWithoutAccounts = (): void => {
    if (accounts.all().length > 0) return;
    throw new Refusal("no-account", "There is no account yet: the server is creating its administrator.", {
      retryAfterSeconds: FEW_SECONDS,
    });
  };

  /** False if the password was changed, or the account disabled, while its login went on. */
  const isStillGood = async ({ id, passwordHash }: Account): Promise<boolean> => {
    await refresh.now();
    const account = accounts.byId(id);
    return account?.isEnabled === true && account.passwordHash === passwordHash;
  };

  const webSessions = createWebSessions({
    sessions,
    accounts,
    callers,
    wallLinks,
    passwordLogin,
    refresh: refresh.now,
    isStillGood,
    refusals,
    log,
  });
  const passwords = createOwnPasswords({
    store: commits,
    accounts,
    tokens,
    sessions,
    webSessions,
    passwordLogin,
    welcome,
    refresh: refresh.now,
    log,
  });

  await refresh.now();
  return {
    login: async (alias, password, address) => {
      await refresh.now();
      refuseWithoutAccounts();
      await tokens.deleteExpired();
      const account = await passwordLogin(alias, password, { address, source: "api" });
      const token = await tokens.create(account.id);
      if (!(await isStillGood(account))) {
        const live = tokens.find(token);
        if (live !== undefined) await tokens.deleteAll([live]);
        throw new Refusal("invalid-credentials", "Invalid credentials");
      }
      welcome.end();
      logAccess(log, "login", { address, source: "api", account: account.alias });
      return { account, token };
    },
    logout: async ({ token }, address) => {
      if (token === undefined) throw noCredentials();
      const accepted = await acceptLatest(() => acceptToken(token));
      await tokens.deleteAll([accepted.token]);
      logAccess(log, "logout", { address, source: "api", account: accepted.account.alias });
      await tokens.deleteExpired();
    },
    authenticate: ({ token, sessionId }: Credentials): Caller | Promise<Caller> =>
      acceptLatest(() => {
        if (token !== undefined) return callers.of(acceptToken(token).account);
        if (sessionId !== undefined) return webSessions.accept(sessionId).caller;
        throw noCredentials();
      }),
    localAdministrator: async () => {
      await refresh.ifDue();
      return callers.local(accounts.byAlias("admin")?.id ?? 0);
    },
    scriptTokens: createScriptTokens({ tokens, accounts, refresh: refresh.now, clock, log, tokenMakers }),
    mayUseApi: (caller) => callers.mayUseApi(caller),
    accountByAlias: (alias) => accounts.byAlias(alias),
    accountById: (id) => accounts.byId(id),
    accountsFor: ({ contactId, isAdmin }) =>
      isAdmin ? accounts.all() : accounts.all().filter(({ id }) => id === contactId),
    accessGroupsOf: (caller) => callers.accessGroupsOf(caller),
    configure: (inventory: Inventory, groups: readonly AccessGroup[]) => {
      callers.configure(inventory, groups);
      configurations++;
    },
    changes: () => reads + configurations + commits.count(),
    refresh: async () => {
      await refresh.ifDue();
    },
    recheck: ({ token, sessionId = "" }, isUse) => {
      try {
        const caller =
          token === undefined
            ? webSessions.accept(sessionId, isUse).caller
            : callers.of(acceptToken(token, isUse).account);
        return callers.mayUseApi(caller) ? caller : null;
      } catch (error) {
        if (error instanceof Refusal) return null;
        throw error;
      }
    },
    openSession: async (alias, password, address, form = WEB_LOGIN) => {
      await refresh.now();
      refuseWithoutAccounts();
      const id = await webSessions.open(alias, password, { ...form, address });
      welcome.end();
      return id;
    },
    closeSession: async (sessionId, address) => {
      if (sessionId === undefined) throw noCredentials();
      await acceptLatest(() => webSessions.accept(sessionId));
      await webSessions.close(sessionId, address);
    },
    webSessions,
    wallLinks,
    beginWelcome: welcome.begin,
    follow: refresh.now,
    welcome: passwords.welcome,
    changePassword: passwords.change,
    close: async () => {
      refusals.stop();
      // What another server has noted meanwhile is newer.
      await uses.ifDue()?.catch(() => {});
      await Promise.all([tokens.close(), sessions.close()]);
    },
  };
}

const FEW_SECONDS = 5;
const WEB_LOGIN: SessionForm = { kind: "web", agent: null };
/** An expired session is unknown. */
const MAY_BE_OLD: ReadonlySet<string> = new Set(["unknown-token", "expired-token", "unknown-session"]);

const noCredentials = (): Refusal => new Refusal("no-credentials", "You are not authorized to access this resource");
