import { Refusal } from "../../../model/refusal.ts";
import { storeRefusal } from "../store-refusal.ts";

// Classes and codes, https://www.postgresql.org/docs/current/errcodes-appendix.html
const DATA_EXCEPTION = "22",
  CONSTRAINT = "23",
  INVALID_AUTHORIZATION = "28",
  CONNECTION = "08",
  OPERATOR = "57P",
  DAMAGED = "XX0";
const DISK_FULL = "53100",
  TOO_MANY_CONNECTIONS = "53300",
  READ_ONLY = "25006",
  NO_PRIVILEGE = "42501",
  NO_DATABASE = "3D000",
  TYPE_MISMATCH = "42804",
  TOO_LARGE = "54000",
  UNIQUE = "23505",
  CANCELLED = "57014";

const CONTENT_CODES = new Set<unknown>(["change-not-storable", "account-alias-taken"]);

/** Tests for a refusal because of the values of one change-set, so that others may still be written. */
export const isFaultOfTheChanges = ({ code }: Refusal): boolean => CONTENT_CODES.has(code);

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

/** Tests for an answer of the server, after which the connection is as good as before. */
export const isAnswer = (error: unknown): boolean =>
  /^[0-9A-Z]{5}$/.test(codeOf(error)) && error instanceof Error && "severity" in error && error.severity === "ERROR";

/**
 * Converts an error to a Refusal that an operator can act on. `place` names the database. A Refusal passes unchanged.
 */
export function refusalOf(error: unknown, place: string): Refusal {
  if (error instanceof Refusal) return error;
  const code = codeOf(error);
  const message = error instanceof Error && error.message !== "" ? error.message : String(error);
  if (code === UNIQUE && message.includes("contacts_alias_folded_key"))
    return storeRefusal(
      "account-alias-taken",
      "An account with this alias exists (capital and small letters count as the same).",
      error,
    );
  if (code.startsWith(DATA_EXCEPTION) || code.startsWith(CONSTRAINT) || [TYPE_MISMATCH, TOO_LARGE].includes(code))
    return storeRefusal("change-not-storable", `A change could not be stored in ${place}: ${message}.`, error);
  if (code === DISK_FULL)
    return storeRefusal("store-full", `No space left to write ${place}. Nothing stored is lost.`, error);
  if (code === READ_ONLY)
    return storeRefusal(
      "store-read-only",
      `${place} takes no changes (${message}): it is a standby, or its transactions are read only.`,
      error,
    );
  if (code.startsWith(INVALID_AUTHORIZATION) || code === NO_PRIVILEGE)
    return storeRefusal(
      "store-not-permitted",
      `${place} refuses this user (${message}). See docs/postgresql.md for the rights it needs.`,
      error,
    );
  if (code === NO_DATABASE)
    return storeRefusal("store-missing", `${place}: ${message}. Create the database first.`, error);
  if (code.startsWith(DAMAGED))
    return storeRefusal("store-damaged", `${place} is damaged (${message}). Restore a backup.`, error);
  if (isAnswer(error) && code !== TOO_MANY_CONNECTIONS && !code.startsWith(OPERATOR) && !code.startsWith(CONNECTION))
    return storeRefusal(
      "store-failed",
      code === CANCELLED ? `${place} took too long for a statement.` : `${place} cannot be used: ${message}.`,
      error,
    );
  return storeRefusal("store-unavailable", `${place} cannot be reached: ${message}.`, error);
}
