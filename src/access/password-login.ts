import type { Clock } from "../lib/clock.ts";
import type { Log } from "../lib/log.ts";
import { Refusal } from "../model/refusal.ts";
import type { Store } from "../data/store/store.ts";
import type { Accounts } from "./accounts.ts";
import type { AccessSubject } from "./access-log.ts";
import type { RefusalLog } from "./refusal-log.ts";
import { createSemaphore } from "../lib/semaphore.ts";
import { createLoginLimiter, type LoginLimits } from "./login-limiter.ts";
import { hashPassword, isOutdatedHash, isReadableHash, verifyPassword } from "./password.ts";
import type { Account } from "../model/account.ts";
import { counted } from "../lib/counted.ts";

export interface PasswordLoginOptions {
  readonly store: Pick<Store, "commit" | "readAccounts">;
  readonly clock: Clock;
  readonly log: Log;
  readonly refusals: Pick<RefusalLog, "write">;
  readonly accounts: Accounts;
  /** Reloads accounts if another process changed them. */
  readonly refresh: () => Promise<void>;
  readonly loginLimits?: LoginLimits;
}

/** Client that tries to log in. */
export type LoginClient = Pick<AccessSubject, "source"> & {
  readonly address: string;
  /** Names a disabled account to somebody who knows its password. */
  readonly learnsOfDisabled?: true;
};

/**
 * A hash takes a thread of Node's pool (four, shared with file reads) and 19 MiB, so two run in parallel. 200 waiting
 * ones take about four seconds; further ones are refused.
 */
const HASHES = { maxRunning: 2, maxWaiting: 200 };
const FEW_SECONDS = 5;

export type PasswordLogin = (alias: string, password: string, client: LoginClient) => Promise<Account>;

/**
 * Checks a login name and password. Unknown, disabled and password-less accounts cost the same hash as a wrong
 * password. Refuses with `invalid-credentials`, `too-many-logins` or `account-disabled`. A successful login replaces an outdated hash.
 */
export function createPasswordLogin({
  store,
  clock,
  log,
  refusals,
  accounts,
  refresh,
  loginLimits,
}: PasswordLoginOptions): PasswordLogin {
  const limiter = createLoginLimiter(clock, loginLimits);
  const slots = createSemaphore({
    ...HASHES,
    refusal: () =>
      new Refusal("too-many-logins", "Too many logins at once. Try again in a few seconds.", {
        retryAfterSeconds: FEW_SECONDS,
      }),
  });
  const hashOfNobody = hashPassword("no account has this hash");

  const refuseTooMany = (address: string, alias: string): void => {
    const seconds = limiter.secondsToWait(address, alias);
    if (seconds > 0)
      throw new Refusal("too-many-logins", `Too many failed logins. Try again in ${counted(seconds, "second")}.`, {
        retryAfterSeconds: seconds,
      });
  };

  const logFailure = (alias: string, { address, source }: LoginClient, reason: string): void => {
    const subject = { address, source, account: alias };
    refusals.write("login-refused", subject, { reason });
    // Logged once: the attempts during a lock-out are refused without a check.
    const seconds = limiter.secondsToWait(address, alias);
    if (seconds > 0) refusals.write("login-locked-out", subject, { seconds });
  };

  const checkable = (account: Account | undefined): string | null => {
    const stored = account?.passwordHash ?? null;
    if (stored === null || isReadableHash(stored)) return stored;
    log.error(
      { contactId: account?.id },
      "The stored password hash is unreadable: nobody can log in with it until a new password is set",
    );
    return null;
  };

  const replaceOutdated = async (account: Account, stored: string, password: string): Promise<void> => {
    const passwordHash = await slots.run(() => hashPassword(password));
    // A password set by another process during the hashing is kept.
    await store.commit([{ kind: "account-rehashed", contactId: account.id, before: stored, passwordHash }]);
    const present = (await store.readAccounts()).find(({ id }) => id === account.id);
    if (present?.passwordHash === passwordHash) accounts.rehashed(account.id, passwordHash);
  };

  return async (alias, password, client) => {
    const { address } = client;
    refuseTooMany(address, alias);
    const account = accounts.byAlias(alias);
    const stored = checkable(account);
    const fits = await slots.run(async () => {
      // Attempts that waited while ten others failed are refused, too.
      refuseTooMany(address, alias);
      const isKnown = (await verifyPassword(password, stored ?? (await hashOfNobody))) && stored !== null;
      const isRight = isKnown && account?.isEnabled === true;
      // Counted before the next one starts.
      if (isRight) limiter.succeeded(address, alias);
      else {
        limiter.failed(address, alias);
        logFailure(alias, client, reasonOf(account, stored));
      }
      if (isKnown && !isRight && client.learnsOfDisabled === true)
        throw new Refusal("account-disabled", "This account is disabled. An administrator can enable it.");
      return isRight;
    });
    await refresh();
    const current = account && accounts.byId(account.id);
    // Compared after the wait, so that a password change or a disabled account takes effect.
    if (!fits || stored === null || current === undefined || !current.isEnabled || current.passwordHash !== stored) {
      throw new Refusal("invalid-credentials", "Invalid credentials");
    }
    if (isOutdatedHash(stored)) await replaceOutdated(current, stored, password);
    return accounts.byId(current.id) ?? current;
  };
}

/** For the log only: a client gets the same answer in every case. */
function reasonOf(account: Account | undefined, passwordHash: string | null): string {
  if (account === undefined) return "unknown account";
  if (!account.isEnabled) return "account disabled";
  return passwordHash === null ? "no password" : "wrong password";
}
