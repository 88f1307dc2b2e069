import type { Change, StateChange } from "../../model/change.ts";
import type { Commit } from "../store/store.ts";

/**
 * Changes that one commit made durable. There are gaps between the revisions: other processes and parts without the
 * ledger also commit.
 */
export interface Committed extends Commit {
  readonly changes: readonly Change[];
  /**
   * True: the states were committed by `Ledger.commitSoon` and shown when accepted. `ShownAhead` already has each of
   * them, or a newer one that is not durable yet.
   */
  readonly isShownAlready: boolean;
}

/** A reader of the feed of commits. */
export interface CommitReader {
  /** Name for the log. */
  readonly name: string;
  /** Receives each durable batch once, in order of revision. Must not block: longer work is only started here. */
  committed(batch: Committed): void;
}

/** The only place that shows states before they are durable. */
export interface ShownAhead {
  show(change: StateChange): void;
}
