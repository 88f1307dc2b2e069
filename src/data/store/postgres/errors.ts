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

// Errors of TLS, https://nodejs.org/api/tls.html#x509-certificate-error-codes
const OTHER_HOST = "ERR_TLS_CERT_ALTNAME_INVALID";
const UNTRUSTED = new Set([
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "CERT_SIGNATURE_FAILURE",
]);

const CONTENT_CODES = new Set<unknown>(["change-not-storable", "account-alias-taken"]);

/** Tests for a refusal because of the values of one change-set, so that others may still be written. */
export const isFaultOfTheChanges = ({ code }: Refusal): boolean => CONTENT_CODES.has(code);

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

/** Names of the certificate in an error about them. */
const namesIn = (error: unknown): string => {
  const { cert } = error as {
    readonly cert?: { readonly subjectaltname?: string; readonly subject?: { CN?: string } };
  };
  return cert?.subjectaltname ?? cert?.subject?.CN ?? "another host";
};

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
  // The driver says so without a code if there is no password, and the server asks for one.
  if (code.startsWith(INVALID_AUTHORIZATION) || code === NO_PRIVILEGE || message.startsWith("SASL"))
    return storeRefusal(
      "store-not-permitted",
      message.endsWith("no encryption")
        ? `${place} refuses connections without TLS (${message}). Remove sslmode=disable from the setting store, or set ` +
            "sslmode=verify-full."
        : `${place} refuses this user (${message}). See docs/postgresql.md for the rights it needs.`,
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
  return storeRefusal("store-unavailable", unreachable(error, message, place), error);
}

function unreachable(error: unknown, message: string, place: string): string {
  const code = codeOf(error);
  if (UNTRUSTED.has(code))
    return (
      `The certificate of ${place} is signed by no authority that is trusted (${message}). Name the file of the ` +
      "authority that signed it in the setting store: ?sslrootcert=FILE."
    );
  if (code === OTHER_HOST)
    return `The certificate of ${place} is for ${namesIn(error)}: name it by one of these in the setting store.`;
  // The driver says so without a code.
  if (message === "The server does not support SSL connections")
    return `${place} offers no TLS: turn it on there (ssl = on), or do without it by ?sslmode=disable in the setting store.`;
  return `${place} cannot be reached: ${message}.`;
}
