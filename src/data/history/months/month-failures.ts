import { CallFailure } from "../../../lib/thread-calls.ts";
import type { Refusal } from "../../../model/refusal.ts";
import { isDamage, refusalOf } from "../../store/sqlite/errors.ts";
import { fileOf, type Month } from "./month.ts";
import type { Damaged } from "./month-connections.ts";
import { openMonthReader } from "./month-file.ts";
import type { FailureDetails } from "./thread-messages.ts";

/** What an error of the archiver means. `damaged`: the file of a month, which is to be set aside. */
export function failureOf(
  error: unknown,
  folder: string,
): { readonly refusal: Refusal; readonly damaged: Damaged | null } {
  if (!(error instanceof CallFailure)) return { refusal: refusalOf(error, folder), damaged: null };
  const { month, error: failure } = error.details as FailureDetails;
  return {
    refusal: refusalOf(failure, month === null ? folder : fileOf(folder, month)),
    damaged: month !== null && isDamage(failure) ? { month, message: failure.message } : null,
  };
}

/** Highest id in these months; a file that cannot be read has none. */
export function newestIdIn(folder: string, months: readonly Month[]): number {
  let newest = 0;
  for (const month of months) {
    try {
      const db = openMonthReader(fileOf(folder, month));
      try {
        newest = Math.max(newest, Number(db.prepare("SELECT max(event_id) AS last FROM events").get()?.["last"] ?? 0));
      } finally {
        db.close();
      }
    } catch {
      // The first read that needs it sets it aside.
    }
  }
  return newest;
}
