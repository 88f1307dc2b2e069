import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { HEADER_BYTES, isSegmentHeader, readRecord, recordLength, type LoggedResult } from "./record.ts";
import { segmentPath, segmentsIn } from "./segments.ts";

/** Place in the log: the next result is number `results` of the record at `offset`. */
export interface LogPosition {
  readonly segment: number;
  readonly offset: number;
  readonly results: number;
}

/** Before everything that is in the log. */
export const LOG_START: LogPosition = { segment: 0, offset: HEADER_BYTES, results: 0 };

export const startOfSegment = (segment: number): LogPosition => ({ ...LOG_START, segment });

export const isAtOrAfter = (a: LogPosition, b: LogPosition): boolean =>
  a.segment !== b.segment
    ? a.segment > b.segment
    : a.offset !== b.offset
      ? a.offset > b.offset
      : a.results >= b.results;

export interface ReadResults {
  readonly results: readonly LoggedResult[];
  /** Place of the first of them. */
  readonly from: LogPosition;
  /** Place after the last of them. */
  readonly end: LogPosition;
}

const CHUNK_BYTES = 1024 * 1024;

/** Reads the log while another thread writes it. */
export class LogReader {
  readonly #folder: string;
  #file: { readonly segment: number; readonly fd: number } | undefined;
  #chunk = Buffer.alloc(0);
  #chunkAt = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * The rest of a record; null: there is nothing after this place yet. A segment that is damaged, or gone, ends where
   * the next one begins.
   */
  read(position: LogPosition): ReadResults | null {
    // Before reading: if a later segment is listed, the one that is read grows no more.
    const segments = segmentsIn(this.#folder);
    const newest = segments.at(-1)?.number ?? 0;
    // The log began anew.
    let at = position.segment > newest ? LOG_START : position;
    for (const { number } of segments) {
      if (number < at.segment) continue;
      if (number > at.segment) at = startOfSegment(number);
      const found = this.#readIn(at);
      if (found !== null) return found;
    }
    return null;
  }

  /** The same of the segment that is open, which may be deleted. */
  readOpened(position: LogPosition): ReadResults | null {
    return this.#file?.segment === position.segment ? this.#readIn(position) : null;
  }

  /** What follows in the same segment. */
  #readIn(position: LogPosition): ReadResults | null {
    for (let at = position; ;) {
      const record = this.#recordAt(at);
      if (record === null) return null;
      const end = { ...startOfSegment(at.segment), offset: record.end };
      const results = record.results.slice(at.results);
      if (results.length > 0) return { results, from: at, end };
      at = end;
    }
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file.fd);
    this.#file = undefined;
    this.#chunk = Buffer.alloc(0);
  }

  #recordAt({ segment, offset }: LogPosition): ReturnType<typeof readRecord> {
    if (!this.#open(segment)) return null;
    const inChunk = offset - this.#chunkAt;
    const known = inChunk < 0 ? null : readRecord(this.#chunk, inChunk);
    const record = known ?? (this.#fill(offset) ? readRecord(this.#chunk, 0) : null);
    return record === null ? null : { results: record.results, end: this.#chunkAt + record.end };
  }

  #open(segment: number): boolean {
    if (this.#file?.segment === segment) return true;
    this.close();
    try {
      this.#file = { segment, fd: openSync(segmentPath(this.#folder, segment), "r") };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
      throw error;
    }
    if (this.#fill(0) && isSegmentHeader(this.#chunk)) return true;
    this.close();
    return false;
  }

  /** Reads on from this offset, at least the whole record there. */
  #fill(offset: number): boolean {
    const { fd } = this.#file!;
    const left = fstatSync(fd).size - offset;
    if (left <= 0) return false;
    this.#load(fd, offset, Math.min(left, CHUNK_BYTES));
    const length = recordLength(this.#chunk, 0) ?? 0;
    if (length > CHUNK_BYTES && length <= left && offset > 0) this.#load(fd, offset, length);
    return true;
  }

  #load(fd: number, offset: number, length: number): void {
    const chunk = Buffer.allocUnsafe(length);
    this.#chunk = chunk.subarray(0, readSync(fd, chunk, 0, length, offset));
    this.#chunkAt = offset;
  }
}
