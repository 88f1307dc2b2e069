import { closeSync, fdatasyncSync, ftruncateSync, openSync, rmSync, writeSync } from "node:fs";
import { syncPath } from "../../../lib/durable-file.ts";
import { createPrivateFile } from "../../../lib/owner.ts";
import { recordOf, segmentHeader, type LoggedResult } from "./record.ts";
import { deleteSegmentsBelow, segmentPath } from "./segments.ts";

const MAX_SECONDS = 300;
const MAX_BYTES = 64 * 1024 * 1024;
/**
 * Zeros are written ahead of the records, as many again as the segment has: a sync of what overwrites them leaves the
 * size of the file alone, and takes half the time, for which the commits of the store wait at the same disk.
 */
const MIN_AHEAD_BYTES = 64 * 1024;
const MAX_AHEAD_BYTES = 8 * 1024 * 1024;

/** Writes the log of points: what is not in a day file yet. */
export class SegmentWriter {
  readonly #folder: string;
  #number: number;
  #file: number | undefined;
  #startedAt = 0;
  #bytes = 0;
  /** Size of the file: the records, and zeros up to here. */
  #size = 0;
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
    if (this.#file === undefined) return;
    ftruncateSync(this.#file, this.#bytes);
    this.sync();
    closeSync(this.#file);
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
    this.#size = 0;
    this.#write(segmentHeader(now));
    syncPath(this.#folder);
  }

  #write(bytes: Uint8Array): void {
    const file = this.#file!;
    const end = this.#bytes + bytes.length;
    try {
      if (end > this.#size) this.#writeAhead(end);
      this.#writeAt(this.#bytes, bytes);
    } catch (error) {
      if (this.#bytes === 0) this.#abandon();
      else this.#cut(file);
      throw error;
    }
    this.#bytes = end;
    this.#isDirty = true;
  }

  #writeAhead(offset: number): void {
    try {
      this.#writeAt(offset, new Uint8Array(aheadOf(offset)));
    } catch {
      // A disk without room for the zeros may have some for the records.
    }
  }

  #writeAt(offset: number, bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length;)
      from += writeSync(this.#file!, bytes, from, bytes.length - from, offset + from);
    this.#size = Math.max(this.#size, offset + bytes.length);
  }

  #cut(file: number): void {
    ftruncateSync(file, this.#bytes);
    this.#size = this.#bytes;
  }

  /** A segment without its header is of no use. */
  #abandon(): void {
    closeSync(this.#file!);
    this.#file = undefined;
    rmSync(segmentPath(this.#folder, this.#number), { force: true });
    this.#number--;
  }
}

const aheadOf = (bytes: number): number => Math.min(Math.max(bytes, MIN_AHEAD_BYTES), MAX_AHEAD_BYTES);
