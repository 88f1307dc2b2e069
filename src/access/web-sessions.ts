import type { UnixSeconds } from "../lib/clock.ts";
import type { Log } from "../lib/log.ts";
import type { Account, SessionKind, StoredWallLink } from "../model/account.ts";
import { Refusal } from "../model/refusal.ts";
import { logAccess } from "./access-log.ts";
import type { Accounts } from "./accounts.ts";
import type { Caller } from "./caller.ts";
import type { Callers } from "./callers.ts";
import type { PasswordLogin } from "./password-login.ts";
import type { RefusalLog } from "./refusal-log.ts";
import { idOfHash } from "./secret.ts";
import type { LiveSession, Sessions } from "./sessions.ts";
import type { WallLinks } from "./wall-links.ts";

/** Web sessions of accounts: how they are opened, used, shown and ended. */
export interface WebSessions {
  /** Opens a session by password; resolves with the value of its cookie. Refuses as `Access.openSession` says. */
  open(alias: string, password: string, client: SessionClient): Promise<string>;
  /** Opens a session for a wall screen by the secret of its link. Refuses with `wall-over`. */
  openWall(secret: string, client: Omit<SessionClient, "kind">): Promise<string>;
  /** What the link of a secret shows. Refuses with `wall-over`. */
  wallOf(secret: string): Promise<StoredWallLink>;
  /** Opens a session for an account that has shown in another way who it is. */
  openFor(account: Account, client: SessionClient): Promise<string>;
  /** Session and caller of a cookie; `isUse`, the default: restarts its time. Refuses with `unknown-session` or `contact-disabled`. */
  accept(id: string, isUse?: boolean): { readonly session: LiveSession; readonly caller: Caller };
  /** Ends the session of a cookie, also one that is not accepted any more; without one there is nothing to end. */
  close(id: string, address: string): Promise<void>;
  /** Kind of an open session; undefined if there is none. */
  kindOf(id: string | undefined): SessionKind | undefined;
  /** Open sessions of the caller's account, the last used first. `current`: the cookie of the request. */
  ofCaller(caller: Caller, current: string | undefined): Promise<readonly ShownSession[]>;
  /** Ends one of the caller's sessions. Refuses with `session-not-found`. */
  end(id: string, caller: Caller, address: string): Promise<void>;
}

export interface SessionClient {
  readonly kind: Exclude<SessionKind, "wall">;
  readonly address: string;
  /** `User-Agent` of the browser. */
  readonly agent: string | null;
}

export interface ShownSession {
  readonly id: string;
  readonly kind: SessionKind;
  readonly createdAt: UnixSeconds;
  readonly lastUsed: UnixSeconds;
  readonly expiresAt: UnixSeconds;
  readonly address: string | null;
  readonly agent: string | null;
  /** Label of the link of a wall screen. */
  readonly wallLabel: string | null;
  readonly isCurrent: boolean;
}

export interface WebSessionsOptions {
  readonly sessions: Sessions;
  readonly accounts: Accounts;
  readonly callers: Callers;
  readonly wallLinks: WallLinks;
  readonly passwordLogin: PasswordLogin;
  readonly refresh: () => Promise<void>;
  /** False if the password was changed, or the account disabled, while its login went on. */
  readonly isStillGood: (account: Account) => Promise<boolean>;
  readonly refusals: RefusalLog;
  readonly log: Log;
}

export function createWebSessions(options: WebSessionsOptions): WebSessions {
  const { sessions, accounts, callers, wallLinks, passwordLogin, refresh, isStillGood, refusals, log } = options;

  const notFound = (): Refusal => new Refusal("unknown-session", "Session not found");
  const callerOf = (account: Account, { kind, wallLinkId }: LiveSession): Caller => {
    if (kind !== "wall") return callers.of(account);
    const link: StoredWallLink | undefined = wallLinkId === null ? undefined : wallLinks.byId(wallLinkId);
    if (link === undefined) throw notFound();
    return callers.ofWall(account, link);
  };
  const accept: WebSessions["accept"] = (id, isUse = true) => {
    sessions.deleteExpired();
    const session = sessions.find(id);
    const account = session && accounts.byId(session.contactId);
    if (session === undefined || account === undefined) throw notFound();
    if (!account.isEnabled) throw new Refusal("contact-disabled", "Contact disabled.");
    const caller = callerOf(account, session);
    if (isUse) sessions.use(session);
    return { session, caller };
  };

  const goodLink = async (secret: string): Promise<{ link: StoredWallLink; account: Account }> => {
    await refresh();
    const link = wallLinks.bySecret(secret);
    const account = link && accounts.byId(link.contactId);
    if (link === undefined || account?.isEnabled !== true || !callers.mayUseApi(callers.of(account)))
      throw new Refusal("wall-over", "This link to a wall screen is over. Whoever made it can make another.");
    return { link, account };
  };

  return {
    open: async (alias, password, client) => {
      sessions.deleteExpired();
      const { address, kind } = client;
      const isOfConsole = kind !== "web";
      const account = await passwordLogin(alias, password, {
        address,
        source: "web",
        ...(isOfConsole && { learnsOfDisabled: true }),
      });
      const subject = { address, source: "web", account: account.alias } as const;
      if (!callers.mayUseApi(callers.of(account))) {
        refusals.write("login-refused", subject, { reason: "no API access" });
        throw isOfConsole
          ? new Refusal("console-not-allowed", `The account ${account.alias} may not use the API, nor the console.`)
          : new Refusal("no-api-access", `The contact ${account.alias} may not use the API`);
      }
      const id = await sessions.open({ ...client, contactId: account.id, wallLinkId: null });
      if (!(await isStillGood(account))) {
        const live = sessions.find(id);
        if (live !== undefined) await sessions.delete(live);
        throw new Refusal("invalid-credentials", "Invalid credentials");
      }
      logAccess(log, "login", subject);
      return id;
    },
    openWall: async (secret, client) => {
      const { link, account } = await goodLink(secret);
      sessions.deleteExpired();
      const id = await sessions.open({ ...client, kind: "wall", contactId: account.id, wallLinkId: link.id });
      const subject = { address: client.address, source: "web", account: account.alias } as const;
      logAccess(log, "login", subject, { wall: link.label });
      return id;
    },
    wallOf: async (secret) => (await goodLink(secret)).link,
    openFor: (account, client) => sessions.open({ ...client, contactId: account.id, wallLinkId: null }),
    accept,
    close: async (id, address) => {
      const session = sessions.find(id);
      if (session === undefined) return;
      await sessions.delete(session);
      const account = accounts.byId(session.contactId);
      if (account !== undefined) logAccess(log, "logout", { address, source: "web", account: account.alias });
    },
    kindOf: (id) => (id === undefined ? undefined : sessions.find(id)?.kind),
    ofCaller: async ({ contactId }, current) => {
      await refresh();
      sessions.deleteExpired();
      const currentHash = current === undefined ? undefined : sessions.find(current)?.hash;
      return sessions
        .ofContact(contactId)
        .toSorted((a, b) => b.lastUsed - a.lastUsed)
        .map((session) => ({
          id: idOfHash(session.hash),
          kind: session.kind,
          createdAt: session.createdAt,
          lastUsed: session.lastUsed,
          expiresAt: sessions.endOf(session),
          address: session.address,
          agent: session.agent,
          wallLabel: session.wallLinkId === null ? null : (wallLinks.byId(session.wallLinkId)?.label ?? null),
          isCurrent: session.hash === currentHash,
        }));
    },
    end: async (id, { contactId, alias }, address) => {
      await refresh();
      const session = sessions.ofContact(contactId).find(({ hash }) => idOfHash(hash) === id);
      if (session === undefined) throw new Refusal("session-not-found", "Web session not found");
      await sessions.delete(session);
      logAccess(log, "session-ended", { address, source: "web", account: alias });
    },
  };
}
