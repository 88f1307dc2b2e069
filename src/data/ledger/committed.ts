import type { Change, StateChange } from "../../model/change.ts";

/** What one commit made durable. */
export interface Committed {
  /** Its number in the order of all commits (`Store.commit`). It has holes: other processes and parts without the ledger commit too. */
  readonly revision: number;
  readonly changes: readonly Change[];
  /**
   * Its states were put off (`Ledger.commitSoon`) and have been shown when they came: `ShownAhead` has each of them already, or one that is
   * newer and not durable yet.
   */
  readonly isShownAlready: boolean;
}

/** A reader of the feed of commits. */
export interface CommitReader {
  /** As the log names it. */
  readonly name: string;
  /** Each durable batch once, in order of revision. It does not wait for anything: what takes longer is begun here and done elsewhere. */
  committed(batch: Committed): void;
}

/** The one place where a state is seen before it is durable. */
export interface ShownAhead {
  show(change: StateChange): void;
}
