import type { Account, StoredToken } from "../model/account.ts";
import type { AccessEvent } from "./access-log.ts";

/** Accounts and tokens for scripts at one time. */
export interface AccessSnapshot {
  readonly accounts: readonly Account[];
  readonly tokens: readonly Pick<StoredToken, "hash" | "contactId" | "label">[];
}

export interface AccessChange {
  readonly event: AccessEvent;
  readonly account: string;
  readonly details: object;
}

/** Changes between two readings of the store, made by another process: `vigie user` and `vigie token`. */
export function accessChanges(before: AccessSnapshot, after: AccessSnapshot): readonly AccessChange[] {
  const aliases = new Map([...before.accounts, ...after.accounts].map(({ id, alias }) => [id, alias]));
  const earlier = new Map(before.accounts.map((account) => [account.id, account]));
  const accounts = after.accounts.flatMap((account) => accountChanges(earlier.get(account.id), account));
  const token = (event: AccessEvent, from: AccessSnapshot, to: AccessSnapshot): readonly AccessChange[] => {
    const known = new Set(from.tokens.map(({ hash }) => hash));
    return to.tokens
      .filter(({ hash }) => !known.has(hash))
      .map(({ contactId, label }) => ({ event, account: aliases.get(contactId) ?? "", details: { label } }));
  };
  return [...accounts, ...token("token-added", before, after), ...token("token-revoked", after, before)];
}

/** Properties whose new values are logged. */
const SHOWN = ["alias", "name", "email", "isAdmin", "hasApiAccess", "isEnabled"] as const;

function accountChanges(before: Account | undefined, after: Account): readonly AccessChange[] {
  const account = after.alias;
  if (before === undefined) {
    const { isAdmin, hasApiAccess } = after;
    return [{ event: "account-added", account, details: { isAdmin, hasApiAccess } }];
  }
  const changed = SHOWN.filter((property) => before[property] !== after[property]);
  const values = Object.fromEntries(changed.map((property) => [property, after[property]]));
  return [
    ...(changed.length > 0 ? [{ event: "account-changed", account, details: { changed: values } } as const] : []),
    ...(before.passwordHash !== after.passwordHash
      ? [{ event: "password-changed", account, details: {} } as const]
      : []),
  ];
}
