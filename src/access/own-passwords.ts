import type { Log } from "../lib/log.ts";
import type { Store } from "../data/store/store.ts";
import { isScriptToken, type Account } from "../model/account.ts";
import type { Change } from "../model/change.ts";
import { Refusal } from "../model/refusal.ts";
import type { Access } from "./access.ts";
import { logAccess } from "./access-log.ts";
import type { Accounts } from "./accounts.ts";
import { hashNewPassword } from "./new-password.ts";
import type { PasswordLogin } from "./password-login.ts";
import type { Sessions } from "./sessions.ts";
import type { Tokens } from "./tokens.ts";
import type { WebSessions } from "./web-sessions.ts";
import type { Welcome } from "./welcome.ts";

export interface OwnPasswordsOptions {
  readonly store: Pick<Store, "commit">;
  readonly accounts: Accounts;
  readonly tokens: Tokens;
  readonly sessions: Sessions;
  readonly webSessions: WebSessions;
  readonly passwordLogin: PasswordLogin;
  readonly welcome: Welcome;
  readonly refresh: () => Promise<void>;
  readonly log: Log;
}

/** What people do to their own password: choose the first one, and change it. */
export function createOwnPasswords(options: OwnPasswordsOptions): {
  readonly welcome: Access["welcome"];
  readonly change: Access["changePassword"];
} {
  const { store, accounts, tokens, sessions, webSessions, passwordLogin, welcome, refresh, log } = options;

  const hashFor = ({ alias, name, email }: Account, password: string): Promise<string> =>
    hashNewPassword(password, [alias, name, email]);
  /** Commits a password. Whoever knew the previous one may hold the logins and sessions: they end with it. */
  const set = async ({ id, alias }: Account, passwordHash: string, keptHash?: string): Promise<void> => {
    const ended = sessions.ofContact(id).filter(({ hash, kind }) => hash !== keptHash && kind !== "wall");
    const logins = tokens.ofContact(id).filter((token) => !isScriptToken(token));
    await store.commit([
      { kind: "account-password", contactId: id, passwordHash },
      ...logins.map(({ hash }): Change => ({ kind: "token-deleted", hash })),
      ...ended.map(({ hash }): Change => ({ kind: "session-deleted", hash })),
    ]);
    await refresh();
    logAccess(log, "password-changed", { address: null, source: "web", account: alias });
  };
  const refuseOver = (secret: string): Account => {
    const account = accounts.byAlias("admin");
    if (!welcome.isGood(secret) || account === undefined)
      throw new Refusal(
        "welcome-over",
        "This link is over: it is good once, for an hour, and only until somebody signs in. The password that the " +
          "server printed beside it still works.",
      );
    return account;
  };

  return {
    welcome: async (secret, password, client) => {
      await refresh();
      const passwordHash = await hashFor(refuseOver(secret), password);
      const account = refuseOver(secret);
      welcome.end();
      await set(account, passwordHash);
      const id = await webSessions.openFor(account, { ...client, kind: "console" });
      logAccess(log, "login", { address: client.address, source: "web", account: account.alias });
      return id;
    },
    change: async ({ caller, address, current, next, keptSession }) => {
      await refresh();
      const account = await passwordLogin(caller.alias, current, { address, source: "web" }).catch(asWrongPassword);
      const passwordHash = await hashFor(account, next);
      await set(account, passwordHash, keptSession === undefined ? undefined : sessions.find(keptSession)?.hash);
    },
  };
}

function asWrongPassword(error: unknown): never {
  throw error instanceof Refusal && error.code === "invalid-credentials"
    ? new Refusal("wrong-password", "The current password is wrong")
    : error;
}
