import type { ChangeSet, Outcome } from './batch-writer.ts'

/** A batch is at most this many change-sets, and stops growing at this many rows: then it takes well under 100 ms. */
const LARGEST_BATCH_SETS = 1_000
const LARGEST_BATCH_ROWS = 4_000

interface Waiting {
  readonly set: ChangeSet
  readonly resolve: (changedRows: number) => void
  readonly reject: (reason: Error) => void
}

export interface CommitQueueOptions {
  /** Writes one batch; called again only after it has settled. */
  readonly write: (sets: readonly ChangeSet[]) => Promise<readonly Outcome[]>
  readonly errorOf: (outcome: Exclude<Outcome, number>) => Error
}

/**
 * Group commit. A change-set is sent at once while the writer is idle; what comes while it works is collected and sent
 * together, so nothing waits longer than the batches before it and no timer is needed.
 */
export class CommitQueue {
  readonly #options: CommitQueueOptions
  #waiting: Waiting[] = []
  #inFlight = 0
  #isRunning = false
  #idle: (() => void)[] = []

  constructor(options: CommitQueueOptions) {
    this.#options = options
  }

  /** Change-sets that are not settled yet. */
  get pending(): number {
    return this.#waiting.length + this.#inFlight
  }

  /** Resolves with the number of rows changed. */
  commit(set: ChangeSet): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ set, resolve, reject })
      if (this.#isRunning) return
      this.#isRunning = true
      // After the code that is running now: calls made one after the other share the first batch.
      queueMicrotask(() => { void this.#run() })
    })
  }

  /** Resolves when everything called before has settled. */
  async drained(): Promise<void> {
    if (this.#isRunning) await new Promise<void>((resolve) => { this.#idle.push(resolve) })
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#takeBatch()
      this.#inFlight = batch.length
      await this.#writeBatch(batch)
    }
    this.#isRunning = false
    for (const resolve of this.#idle.splice(0)) resolve()
  }

  async #writeBatch(batch: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await this.#options.write(batch.map(({ set }) => set))
      this.#inFlight = 0
      batch.forEach(({ resolve, reject }, index) => {
        const outcome = outcomes[index] ?? { errcode: 0, message: 'the writer gave no answer' }
        if (typeof outcome === 'number') resolve(outcome)
        else reject(this.#options.errorOf(outcome))
      })
    } catch (error) {
      this.#inFlight = 0
      const reason = error instanceof Error ? error : new Error(String(error))
      for (const { reject } of batch) reject(reason)
    }
  }

  #takeBatch(): Waiting[] {
    let sets = 0
    for (let rows = 0; sets < this.#waiting.length && sets < LARGEST_BATCH_SETS && rows < LARGEST_BATCH_ROWS; sets++) {
      rows += this.#waiting[sets]?.set.length ?? 0
    }
    return this.#waiting.splice(0, sets)
  }
}
