import type { Inventory } from "../model/objects.ts";
import type { AccessGroup } from "./access-groups.ts";
import type { Caller } from "./caller.ts";
import type { ScriptTokens } from "./script-tokens.ts";
import type { Account } from "../model/account.ts";
import type { WallLinks } from "./wall-links.ts";
import type { SessionClient, WebSessions } from "./web-sessions.ts";

/** Token and session of a request. */
export interface Credentials {
  readonly token: string | undefined;
  readonly sessionId: string | undefined;
}

export type SessionForm = Omit<SessionClient, "address">;

export interface PasswordChange {
  readonly caller: Caller;
  readonly address: string;
  readonly current: string;
  readonly next: string;
  /** Cookie of the session that goes on. */
  readonly keptSession: string | undefined;
}

/** Logins, tokens, sessions and rights. Refusal codes: see docs/access.md. */
export interface Access {
  /**
   * Checks the password (constant time, also for unknown names) and creates a token. Refuses with
   * `invalid-credentials`, or `too-many-logins` beyond the rate limit per address and account.
   */
  login(
    alias: string,
    password: string,
    address: string,
  ): Promise<{ readonly account: Account; readonly token: string }>;
  /**
   * Checks the password like `login` and opens a web session; resolves with the value of its cookie. Refuses with
   * `no-api-access` for an account that could not use it; to the console, whose users are people, with
   * `console-not-allowed`, and with `account-disabled` if the password was right.
   */
  openSession(alias: string, password: string, address: string, form?: SessionForm): Promise<string>;
  readonly webSessions: Pick<WebSessions, "close" | "openWall" | "wallOf" | "kindOf" | "ofCaller" | "end">;
  readonly wallLinks: Pick<WallLinks, "visibleTo" | "add" | "delete">;
  /**
   * Sets the password of the first administrator by the link of the first start, and opens a web session. Refuses with
   * `welcome-over`, and a password like `hashNewPassword`.
   */
  welcome(secret: string, password: string, client: Omit<SessionClient, "kind">): Promise<string>;
  /**
   * Sets the caller's password, and ends its logins and its other sessions. Refuses with `wrong-password` or
   * `too-many-logins`, and the new one like `hashNewPassword`.
   */
  changePassword(change: PasswordChange): Promise<void>;
  /** Deletes the token. Refuses like `authenticate`; a cookie is not accepted instead (`no-credentials`). */
  logout(credentials: Credentials, address: string): Promise<void>;
  /** Ends a web session. Refuses like `authenticate` with a session only. */
  closeSession(sessionId: string | undefined, address: string): Promise<void>;
  /**
   * If there is a token, only it counts (contract §2.3). Refuses with `no-credentials`, `unknown-token`,
   * `expired-token`, `contact-disabled`, `unknown-session`. Does not test API access: see `mayUseApi`. Only after a change, and once
   * a second, there is something to wait for.
   */
  authenticate(credentials: Credentials): Caller | Promise<Caller>;
  /**
   * Caller of the control socket, which is protected by the permissions of its file: has all rights, under the name
   * `admin`.
   */
  localAdministrator(): Promise<Caller>;
  /** Rises with everything that may change a caller, as far as memory knows. */
  changes(): number;
  /** Reads what other processes changed, at most once a second. */
  refresh(): Promise<void>;
  /**
   * Caller of credentials that were accepted before, from memory; null if they no longer are, or no longer for the API.
   * `isUse`: restarts the time of a web session or a token.
   */
  recheck(credentials: Credentials, isUse: boolean): Caller | null;
  readonly scriptTokens: ScriptTokens;
  /** Contract §6.1: true with the API flag, or for an administrator. */
  mayUseApi(caller: Caller): boolean;
  /**
   * Account with this alias, compared case-insensitively; for author_id and the contact.* fields, as the last request
   * knew it.
   */
  accountByAlias(alias: string): Account | undefined;
  accountById(id: number): Account | undefined;
  /** Accounts that the caller may see: all of them for an administrator, else its own. */
  accountsFor(caller: Caller): readonly Account[];
  /** All of them for an administrator, else the active ones of the caller. */
  accessGroupsOf(caller: Caller): readonly AccessGroup[];
  /** Applies the objects and access groups of a reload. */
  configure(inventory: Inventory, groups: readonly AccessGroup[]): void;
}
