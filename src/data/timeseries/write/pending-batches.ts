import { sizeOfBatch, type MeasuredBatch } from "../measured-batch.ts";

const MAX_BYTES = 64 * 1024 * 1024;

/** Batches that wait to be written, oldest first; when there are too many, as on a full disk, the oldest are dropped. */
export class PendingBatches {
  #batches: MeasuredBatch[] = [];
  #bytes = 0;

  get isEmpty(): boolean {
    return this.#batches.length === 0;
  }

  /** Adds a batch. Returns the number of results that were dropped for it. */
  add(batch: MeasuredBatch): number {
    this.#batches.push(batch);
    this.#bytes += sizeOfBatch(batch);
    let dropped = 0;
    while (this.#bytes > MAX_BYTES && this.#batches.length > 1) {
      dropped += this.#batches[0]!.keys.length;
      this.shift();
    }
    return dropped;
  }

  first(): MeasuredBatch | undefined {
    return this.#batches[0];
  }

  shift(): void {
    const first = this.#batches.shift();
    if (first !== undefined) this.#bytes -= sizeOfBatch(first);
  }
}
