import { Refusal } from "../../model/refusal.ts";
import type { RefusalCode } from "../../model/refusal-codes.ts";

/** Refusal codes of the store. */
export type StoreRefusalCode = Extract<
  RefusalCode,
  | "leadership-lost"
  | `store-${string}`
  | `backup-${string}`
  | "move-target"
  | "change-not-storable"
  | "account-alias-taken"
>;

/** The server connects again by itself. */
const RETRY_SECONDS = 5;
const RETRIED: ReadonlySet<StoreRefusalCode> = new Set(["store-unavailable", "leadership-lost"]);

/** Refusal that names the cause, the place and the remedy; `cause` is the engine's error. */
export function storeRefusal(code: StoreRefusalCode, message: string, cause?: unknown): Refusal {
  const refusal = new Refusal(code, message, RETRIED.has(code) ? { retryAfterSeconds: RETRY_SECONDS } : {});
  if (cause !== undefined) refusal.cause = cause;
  return refusal;
}
