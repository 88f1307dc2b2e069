import { isWritten, type ChangeSet, type Outcome, type Written } from "./sql/change-set.ts";

/** Limits of a batch: full at this many change-sets or rows. It then takes well under 100 ms. */
const MAX_BATCH_SETS = 1_000;
const MAX_BATCH_ROWS = 4_000;
/** One batch being written and the next one. */
const BATCHES_AHEAD = 2;

interface Waiting {
  readonly set: ChangeSet;
  readonly resolve: (written: Written) => void;
  readonly reject: (reason: Error) => void;
}

export interface CommitQueueOptions<Failure extends object> {
  /** Writes one batch. Batches are written, and their promises settle, in the order of the calls. */
  readonly write: (sets: readonly ChangeSet[]) => Promise<readonly Outcome<Failure>[]>;
  readonly errorOf: (failure: Failure) => Error;
  /** False if the engine itself failed. */
  readonly isFaultOfTheChanges: (failure: Failure) => boolean;
}

/**
 * Group commit. A change-set is sent immediately while the writer is idle. Change-sets that arrive while it is busy are
 * collected and sent together, so none waits longer than the batches before it and no timer is needed. A full batch is
 * sent ahead, so that the writer need not wait for this thread between two batches.
 *
 * If the engine fails (such as no space), all change-sets committed until then are refused: they may depend on changes
 * that were not written.
 */
export class CommitQueue<Failure extends object> {
  readonly #options: CommitQueueOptions<Failure>;
  #waiting: Waiting[] = [];
  #batches = 0;
  #sent = 0;
  #isScheduled = false;
  #idle: (() => void)[] = [];
  /** Time of the newest batch that settled, or of the commit that waited for nothing before it. */
  #progressMs = 0;

  constructor(options: CommitQueueOptions<Failure>) {
    this.#options = options;
  }

  /** Number of unsettled change-sets. */
  get pending(): number {
    return this.#waiting.length + this.#sent;
  }

  /** Milliseconds in which nothing settled although something waits; 0 while nothing waits. */
  get silentMs(): number {
    return this.pending === 0 ? 0 : performance.now() - this.#progressMs;
  }

  commit(set: ChangeSet): Promise<Written> {
    if (this.pending === 0) this.#progressMs = performance.now();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ set, resolve, reject });
      this.#schedule();
    });
  }

  /** Resolves when all earlier change-sets have settled. */
  async drained(): Promise<void> {
    if (this.pending > 0)
      await new Promise<void>((resolve) => {
        this.#idle.push(resolve);
      });
  }

  // Runs after the current code, so that consecutive calls share a batch.
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
      (this.#batches === 0 || this.#waiting.length >= MAX_BATCH_SETS)
    ) {
      void this.#send(this.#takeBatch());
    }
  }

  async #send(batch: readonly Waiting[]): Promise<void> {
    this.#batches++;
    this.#sent += batch.length;
    const { settle, failure } = await this.#write(batch);
    this.#progressMs = performance.now();
    this.#batches--;
    this.#sent -= batch.length;
    const refused = failure === null ? [] : this.#waiting.splice(0);
    // Sends the next batch first: the writer works on it while the callers of this one continue.
    this.#sendBatches();
    settle();
    if (failure !== null) for (const { reject } of refused) reject(failure);
    if (this.pending === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** Writes a batch. `failure`: the engine failed and wrote none of them. */
  async #write(batch: readonly Waiting[]): Promise<{ readonly settle: () => void; readonly failure: Error | null }> {
    try {
      const outcomes = await this.#options.write(batch.map(({ set }) => set));
      const failed = outcomes.find((outcome) => !isWritten(outcome) && !this.#options.isFaultOfTheChanges(outcome));
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

  #settle(batch: readonly Waiting[], outcomes: readonly Outcome<Failure>[]): void {
    batch.forEach(({ resolve, reject }, index) => {
      const outcome = outcomes[index];
      if (outcome === undefined) reject(new Error("the writer gave no answer"));
      else if (isWritten(outcome)) resolve(outcome);
      else reject(this.#options.errorOf(outcome));
    });
  }

  #takeBatch(): Waiting[] {
    let sets = 0;
    for (let rows = 0; sets < this.#waiting.length && sets < MAX_BATCH_SETS && rows < MAX_BATCH_ROWS; sets++) {
      rows += this.#waiting[sets]?.set.length ?? 0;
    }
    return this.#waiting.splice(0, sets);
  }
}
