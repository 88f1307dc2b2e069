import { Refusal } from "../../lib/refusal.ts";

/** Codes of the store. Each has a line in docs/operation.md. */
export type StoreRefusalCode =
  /** No space left on the device; commits work again once there is. */
  | "store-full"
  /** No right to write, or a file system mounted read-only. */
  | "store-read-only"
  /** The files are not as the engine left them. */
  | "store-damaged"
  /** The folder or the database belongs to something else. */
  | "store-not-ours"
  /** Written by a newer release. */
  | "store-newer"
  /** Another server runs on this data folder, or another process held the store for too long. */
  | "store-in-use"
  /** The device failed, or the reason is not known better. */
  | "store-failed"
  | "store-closed"
  /** A change the store cannot hold: only this commit is refused. */
  | "change-not-storable"
  | "account-alias-taken";

/** A refusal that says what happened, where, and what to do; `cause` is the engine's error. */
export function storeRefusal(code: StoreRefusalCode, message: string, cause?: unknown): Refusal {
  const refusal = new Refusal(code, message);
  if (cause !== undefined) refusal.cause = cause;
  return refusal;
}
