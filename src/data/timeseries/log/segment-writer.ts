import { closeSync, fdatasyncSync, ftruncateSync, openSync, rmSync, writeSync } from "node:fs";
import { syncPath } from "../../../lib/durable-file.ts";
import { createPrivateFile } from "../../../lib/owner.ts";
import { recordOf, segmentHeader, type LoggedResult } from "./record.ts";
import { deleteSegmentsBelow, segmentPath } from "./segments.ts";

const MAX_SECONDS = 300;
const MAX_BYTES = 64 * 1024 * 1024;

/** Writes the log of points: what is not in a day file yet. */
export class SegmentWriter {
  readonly #folder: string;
  #number: number;
  #file: number | undefined;
  #startedAt = 0;
  #bytes = 0;
  #isDirty = false;

  /** `newest`: number of the newest segment there is; the first one written has the next number. */
  constructor(folder: string, newest: number) {
    this.#folder = folder;
    this.#number = newest;
  }

  /** Number of the segment that is being written; all lower ones are complete. */
  get number(): number {
    return this.#number;
  }

  /** Appends a record. If that fails, as on a full disk, nothing of it stays. */
  append(results: readonly LoggedResult[], now: number): void {
    const isFull = this.#bytes >= MAX_BYTES || now - this.#startedAt >= MAX_SECONDS || now < this.#startedAt;
    if (this.#file === undefined || isFull) this.#begin(now);
    this.#write(recordOf(results));
  }

  /** Waits until everything appended is on disk. */
  sync(): void {
    if (this.#file === undefined || !this.#isDirty) return;
    fdatasyncSync(this.#file);
    this.#isDirty = false;
  }

  deleteBelow(number: number): void {
    deleteSegmentsBelow(this.#folder, Math.min(number, this.#number));
  }

  close(): void {
    this.sync();
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #begin(now: number): void {
    this.close();
    const path = segmentPath(this.#folder, this.#number + 1);
    createPrivateFile(path);
    this.#file = openSync(path, "w");
    this.#number++;
    this.#startedAt = now;
    this.#bytes = 0;
    this.#write(segmentHeader(now));
    syncPath(this.#folder);
  }

  #write(bytes: Uint8Array): void {
    const file = this.#file!;
    try {
      for (let from = 0; from < bytes.length;)
        from += writeSync(file, bytes, from, bytes.length - from, this.#bytes + from);
    } catch (error) {
      if (this.#bytes === 0) this.#abandon();
      else ftruncateSync(file, this.#bytes);
      throw error;
    }
    this.#bytes += bytes.length;
    this.#isDirty = true;
  }

  /** A segment without its header is of no use. */
  #abandon(): void {
    closeSync(this.#file!);
    this.#file = undefined;
    rmSync(segmentPath(this.#folder, this.#number), { force: true });
    this.#number--;
  }
}
