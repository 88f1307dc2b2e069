import { Refusal } from "../../../model/refusal.ts";
import { storeRefusal } from "../store-refusal.ts";

/** Error of node:sqlite as sent between threads. `errcode` is SQLite's extended result code, 0 for other errors. */
export interface EngineError {
  readonly errcode: number;
  readonly message: string;
}

export function engineErrorOf(error: unknown): EngineError {
  const errcode = error instanceof Error && "errcode" in error ? Number(error.errcode) : 0;
  return { errcode, message: error instanceof Error ? error.message : String(error) };
}

// Primary result codes, https://sqlite.org/rescode.html
const ERROR = 1,
  BUSY = 5,
  LOCKED = 6,
  READONLY = 8,
  IOERR = 10,
  CORRUPT = 11,
  FULL = 13,
  CANTOPEN = 14;
const TOOBIG = 18,
  CONSTRAINT = 19,
  MISMATCH = 20,
  RANGE = 25,
  NOTADB = 26;
const CONSTRAINT_UNIQUE = 2067;

/** Tests for an error caused by the values of one change-set, so that others may still be written. */
export function isFaultOfTheChanges(error: EngineError): boolean {
  return [0, TOOBIG, CONSTRAINT, MISMATCH, RANGE].includes(error.errcode & 0xff);
}

/** Tests for a database that is not as it was left. */
export const isDamage = ({ errcode }: EngineError): boolean => [CORRUPT, NOTADB].includes(errcode & 0xff);

/** Tests for a table or a column that is not in the database. */
export const isOtherSchema = ({ errcode }: EngineError): boolean => errcode === ERROR;

/** Tests for a database that is not there, or cannot be opened. */
export const isMissing = ({ errcode }: EngineError): boolean => (errcode & 0xff) === CANTOPEN;

/**
 * Converts an error to a Refusal that an operator can act on. `path` is the database file. A Refusal passes unchanged.
 */
export function refusalOf(error: unknown, path: string): Refusal {
  if (error instanceof Refusal) return error;
  const { errcode, message } = error instanceof Error ? engineErrorOf(error) : (error as EngineError);
  const cause = error instanceof Error ? error : new Error(`SQLite ${errcode}: ${message}`);
  if (errcode === CONSTRAINT_UNIQUE && message.includes("contacts.alias_folded")) {
    return storeRefusal(
      "account-alias-taken",
      "An account with this alias exists (capital and small letters count as the same).",
      cause,
    );
  }
  switch (errcode & 0xff) {
    case FULL:
      return storeRefusal(
        "store-full",
        `No space left to write ${path}. Free space on its device; nothing stored is lost.`,
        cause,
      );
    case READONLY:
    case CANTOPEN:
      return storeRefusal(
        "store-read-only",
        `${path} cannot be opened for writing (${message}). ` +
          "Give the server's user the folder and the files in it, on a file system that is not mounted read-only.",
        cause,
      );
    case CORRUPT:
    case NOTADB:
      return storeRefusal(
        "store-damaged",
        `${path} is damaged (${message}). Stop the server, keep a copy of the folder, ` +
          "and restore a backup or recover with `sqlite3 FILE .recover`.",
        cause,
      );
    case BUSY:
    case LOCKED:
      return storeRefusal(
        "store-in-use",
        `Another process has held ${path} for too long. Try again when it has ended.`,
        cause,
      );
    case IOERR:
      return storeRefusal(
        "store-failed",
        `The device of ${path} failed (${message}). Look at the system's log.`,
        cause,
      );
    case CONSTRAINT:
    case MISMATCH:
    case TOOBIG:
    case RANGE:
    case 0:
      return storeRefusal("change-not-storable", `A change could not be stored in ${path}: ${message}.`, cause);
    default:
      return storeRefusal("store-failed", `${path} cannot be used: ${message}.`, cause);
  }
}
