import { isWritten, type ChangeSet, type Outcome, type Written } from "./batch-writer.ts";
import { isFaultOfTheChanges, type EngineError } from "./errors.ts";

/** A batch is at most this many change-sets, and stops growing at this many rows: then it takes well under 100 ms. */
const LARGEST_BATCH_SETS = 1_000;
const LARGEST_BATCH_ROWS = 4_000;
/** One that is being written and one that follows it. */
const BATCHES_AHEAD = 2;

interface Waiting {
  readonly set: ChangeSet;
  readonly resolve: (written: Written) => void;
  readonly reject: (reason: Error) => void;
}

export interface CommitQueueOptions {
  /** Writes one batch. Batches are written, and their promises settle, in the order of the calls. */
  readonly write: (sets: readonly ChangeSet[]) => Promise<readonly Outcome[]>;
  readonly errorOf: (outcome: EngineError) => Error;
}

/**
 * Group commit. A change-set is sent at once while the writer is idle; what comes while it works is collected and sent
 * together, so nothing waits longer than the batches before it and no timer is needed. A full batch is sent ahead, so
 * that the writer need not wait for this thread between two of them.
 *
 * When the engine fails (no space), everything called until then is refused: it may build upon what was not written.
 */
export class CommitQueue {
  readonly #options: CommitQueueOptions;
  #waiting: Waiting[] = [];
  #batches = 0;
  #sent = 0;
  #isScheduled = false;
  #idle: (() => void)[] = [];

  constructor(options: CommitQueueOptions) {
    this.#options = options;
  }

  /** Change-sets that are not settled yet. */
  get pending(): number {
    return this.#waiting.length + this.#sent;
  }

  commit(set: ChangeSet): Promise<Written> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ set, resolve, reject });
      this.#schedule();
    });
  }

  /** Resolves when everything called before has settled. */
  async drained(): Promise<void> {
    if (this.pending > 0)
      await new Promise<void>((resolve) => {
        this.#idle.push(resolve);
      });
  }

  // After the code that is running now: calls made one after the other share a batch.
  #schedule(): void {
    if (this.#isScheduled || this.#batches === BATCHES_AHEAD) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      this.#sendBatches();
    });
  }

  #sendBatches(): void {
    while (
      this.#waiting.length > 0 &&
      this.#batches < BATCHES_AHEAD &&
      (this.#batches === 0 || this.#waiting.length >= LARGEST_BATCH_SETS)
    ) {
      void this.#send(this.#takeBatch());
    }
  }

  async #send(batch: readonly Waiting[]): Promise<void> {
    this.#batches++;
    this.#sent += batch.length;
    const { settle, failure } = await this.#write(batch);
    this.#batches--;
    this.#sent -= batch.length;
    const refused = failure === null ? [] : this.#waiting.splice(0);
    // The next batch first: the writer works on it while the callers of this one go on.
    this.#sendBatches();
    settle();
    if (failure !== null) for (const { reject } of refused) reject(failure);
    if (this.pending === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** `failure`: the engine failed, and wrote none of them. */
  async #write(batch: readonly Waiting[]): Promise<{ readonly settle: () => void; readonly failure: Error | null }> {
    try {
      const outcomes = await this.#options.write(batch.map(({ set }) => set));
      const failed = outcomes.find((outcome) => !isWritten(outcome) && !isFaultOfTheChanges(outcome));
      return {
        settle: () => {
          this.#settle(batch, outcomes);
        },
        failure: failed === undefined || isWritten(failed) ? null : this.#options.errorOf(failed),
      };
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      return {
        settle: () => {
          for (const { reject } of batch) reject(failure);
        },
        failure,
      };
    }
  }

  #settle(batch: readonly Waiting[], outcomes: readonly Outcome[]): void {
    batch.forEach(({ resolve, reject }, index) => {
      const outcome = outcomes[index] ?? { errcode: 0, message: "the writer gave no answer" };
      if (isWritten(outcome)) resolve(outcome);
      else reject(this.#options.errorOf(outcome));
    });
  }

  #takeBatch(): Waiting[] {
    let sets = 0;
    for (let rows = 0; sets < this.#waiting.length && sets < LARGEST_BATCH_SETS && rows < LARGEST_BATCH_ROWS; sets++) {
      rows += this.#waiting[sets]?.set.length ?? 0;
    }
    return this.#waiting.splice(0, sets);
  }
}
