import type { Inventory } from "../model/objects.ts";
import type { AccessGroup } from "./access-groups.ts";
import type { Caller } from "./caller.ts";
import type { Account } from "../model/account.ts";

/** What a request brings to show who sends it. */
export interface Credentials {
  readonly token: string | undefined;
  readonly sessionId: string | undefined;
}

/** Logins, tokens, sessions and rights. Refusal codes: see docs/access.md. */
export interface Access {
  /**
   * Checks the password (constant time, also for unknown names) and makes a token.
   * Refuses with `invalid-credentials`, or `too-many-logins` beyond the rate limit per address and account.
   */
  login(
    alias: string,
    password: string,
    address: string,
  ): Promise<{ readonly account: Account; readonly token: string }>;
  /** Checks the password as `login` does and opens a web session; resolves with the value of the cookie `PHPSESSID`. */
  openSession(alias: string, password: string, address: string): Promise<string>;
  /** Deletes the token. Refuses as `authenticate` does; a cookie alone is no token (`no-credentials`). */
  logout(credentials: Credentials): Promise<void>;
  /**
   * With a token present it alone counts (contract §2.3). Refuses with `no-credentials`, `unknown-token`, `expired-token`,
   * `contact-disabled`, `unknown-session`. Does not test API access: see `mayUseApi`.
   */
  authenticate(credentials: Credentials): Promise<Caller>;
  /** Who comes by the control socket, which the permissions of its file guard: may do everything, under the name `admin`. */
  localAdministrator(): Promise<Caller>;
  /** Contract §6.1: the API flag, an administrator, or a cookie. */
  mayUseApi(caller: Caller): boolean;
  /** For author_id and the contact.* fields: the account with this alias, compared case-insensitively, as the last request knew it. */
  accountByAlias(alias: string): Account | undefined;
  /** New objects or access groups after a reload. */
  configure(inventory: Inventory, groups: readonly AccessGroup[]): void;
}
