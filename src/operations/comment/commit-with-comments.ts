import type { Ledger } from "../../data/ledger/ledger.ts";
import type { Comments } from "./comments.ts";
import type { Change } from "../../model/change.ts";

/** Commits changes with comments among them; those of a commit that fails are taken back. */
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
