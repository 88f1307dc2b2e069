import type { Account } from "../model/account.ts";

/** Accounts in memory, as last read from the store. */
export interface Accounts {
  load(accounts: readonly Account[]): void;
  byId(contactId: number): Account | undefined;
  /** Login names are compared case-insensitively (contract §2.1). */
  byAlias(alias: string): Account | undefined;
  all(): readonly Account[];
  /** Replaces the hash of an unchanged password, as this process has committed it. */
  rehashed(contactId: number, passwordHash: string): void;
}

export function createAccounts(): Accounts {
  let byId = new Map<number, Account>();
  let byAlias = new Map<string, Account>();

  const load = (accounts: readonly Account[]): void => {
    byId = new Map(accounts.map((account) => [account.id, account]));
    byAlias = new Map(accounts.map((account) => [account.alias.toLowerCase(), account]));
  };

  return {
    load,
    byId: (contactId) => byId.get(contactId),
    byAlias: (alias) => byAlias.get(alias.toLowerCase()),
    all: () => [...byId.values()],
    rehashed: (contactId, passwordHash) =>
      load([...byId.values()].map((account) => (account.id === contactId ? { ...account, passwordHash } : account))),
  };
}
