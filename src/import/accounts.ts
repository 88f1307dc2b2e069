import { hashOfCentreonPassword } from "../access/password.ts";
import type { CentreonDump } from "./centreon-tables.ts";
import type { Account } from "../model/account.ts";

export interface ImportedAccounts {
  readonly accounts: readonly Account[];
  /** Aliases of enabled accounts with access whose password could not be imported, with the reason. */
  readonly withoutPassword: readonly { readonly alias: string; readonly reason: string }[];
}

type ContactRow = CentreonDump["contacts"][number];

/** Contacts that are users (`contact_register` 1) with a login name; the others are templates. */
export function userContacts(dump: CentreonDump): readonly (ContactRow & { readonly contact_alias: string })[] {
  return dump.contacts.filter((row) => row.contact_register === true).filter(hasAlias);
}

/**
 * Builds the accounts of the dump. Reads only `contact_passwd`, never a clear-text password; a hash that cannot be
 * verified here gives an account without a password. Computes one argon2id hash for each password.
 */
export async function accountsOf(dump: CentreonDump): Promise<ImportedAccounts> {
  const withoutPassword: { alias: string; reason: string }[] = [];
  const accounts: Account[] = [];
  for (const row of userContacts(dump)) {
    const passwordHash = isLocal(row) ? await hashOfCentreonPassword(row.contact_passwd) : null;
    const isEnabled = row.contact_activate ?? false;
    const hasApiAccess = row.reach_api_rt ?? false;
    // Without access to the API there is nothing to log in to: the contact is only notified.
    if (passwordHash === null && isEnabled && hasApiAccess)
      withoutPassword.push({ alias: row.contact_alias, reason: missingPasswordReason(row) });
    accounts.push({
      id: row.contact_id,
      alias: row.contact_alias,
      name: row.contact_name ?? row.contact_alias,
      email: row.contact_email ?? "",
      isAdmin: row.contact_admin ?? false,
      hasApiAccess,
      isEnabled,
      passwordHash,
    });
  }
  return { accounts, withoutPassword };
}

function hasAlias(row: ContactRow): row is ContactRow & { readonly contact_alias: string } {
  return row.contact_alias !== null && row.contact_alias !== "";
}

const isLocal = (row: ContactRow): boolean => (row.contact_auth_type ?? "local") === "local";

function missingPasswordReason(row: ContactRow): string {
  if (!isLocal(row)) return `logs in by ${row.contact_auth_type}`;
  return row.contact_passwd === null || row.contact_passwd === ""
    ? "has no password in the dump"
    : "has a password hash of a kind that cannot be imported";
}
