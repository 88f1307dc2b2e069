import type { Account } from "../model/account.ts";

/** Accounts in memory, as last read from the store. */
export interface Accounts {
  load(accounts: readonly Account[]): void;
  byId(contactId: number): Account | undefined;
  /** Login names are compared case-insensitively (contract §2.1). */
  byAlias(alias: string): Account | undefined;
}

export function createAccounts(): Accounts {
  let byId = new Map<number, Account>();
  let byAlias = new Map<string, Account>();

  return {
    load: (accounts) => {
      byId = new Map(accounts.map((account) => [account.id, account]));
      byAlias = new Map(accounts.map((account) => [account.alias.toLowerCase(), account]));
    },
    byId: (contactId) => byId.get(contactId),
    byAlias: (alias) => byAlias.get(alias.toLowerCase()),
  };
}
