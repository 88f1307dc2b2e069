import { Refusal } from "../../model/refusal.ts";
import type { RefusalCode } from "../../model/refusal-codes.ts";

/** Codes of the store. */
export type StoreRefusalCode = Extract<RefusalCode, `store-${string}` | "change-not-storable" | "account-alias-taken">;

/** A refusal that says what happened, where, and what to do; `cause` is the engine's error. */
export function storeRefusal(code: StoreRefusalCode, message: string, cause?: unknown): Refusal {
  const refusal = new Refusal(code, message);
  if (cause !== undefined) refusal.cause = cause;
  return refusal;
}
