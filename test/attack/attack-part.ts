import type { Random } from "../support/random.ts";

/** Size of a run: `small` runs within `npm test`, `full` by `npm run attack`. */
export type AttackSize = "small" | "full";

export interface AttackOptions {
  readonly size: AttackSize;
  /** Determines everything that is drawn. */
  readonly random: Random;
  /** Empty folder of the part; removed after it. */
  readonly folder: string;
}

/** Outcome of a part: what was tried and what came of it, by name. Without failures the server held. */
export interface AttackOutcome {
  readonly counts: Readonly<Record<string, number>>;
  /** Sentences. A crash is one, too. */
  readonly failures: readonly string[];
}

/** One way to attack the server. It starts what it attacks, and leaves nothing running. */
export interface AttackPart {
  readonly name: string;
  readonly run: (options: AttackOptions) => Promise<AttackOutcome>;
}
