import type { Ledger } from "../../data/ledger/ledger.ts";
import type { Comments } from "./comments.ts";
import type { Change } from "../../model/change.ts";

/** Commits changes, comments among them. Reverts the comments if the commit fails. */
export async function commitWithComments(
  ledger: Ledger,
  comments: Comments,
  changes: readonly Change[],
): Promise<void> {
  if (changes.length === 0) return;
  try {
    await ledger.commit(changes);
  } catch (error) {
    comments.takeBack(changes);
    throw error;
  }
}
