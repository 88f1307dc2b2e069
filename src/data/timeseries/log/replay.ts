import { readFileSync, truncateSync } from "node:fs";
import { HEADER_BYTES, isSegmentHeader, readRecord, type LoggedResult } from "./record.ts";
import { segmentsIn } from "./segments.ts";

/** A place where a segment is not what was written. Zeros at its end were written ahead of records. */
export interface SegmentDamage {
  readonly path: string;
  readonly offset: number;
  /** True: the end of the newest segment, as an interrupted write leaves it; it was cut off. */
  readonly isTornTail: boolean;
}

/**
 * Hands the results of the log from segment `first` on to `take`, in the order of writing. What does not fit at the end of the newest segment
 * is cut off. In an older one it is damage: the rest of that segment is left out. Returns the number of the newest
 * segment, 0 if there is none.
 */
export function replayLog(
  folder: string,
  first: number,
  take: (result: LoggedResult) => void,
  report: (damage: SegmentDamage) => void,
): number {
  const segments = segmentsIn(folder);
  const newest = segments.at(-1)?.number ?? 0;
  for (const { number, path } of segments) {
    if (number < first) continue;
    const bytes = readFileSync(path);
    const end = replaySegment(bytes, take);
    if (end === bytes.length) continue;
    const isTornTail = number === newest;
    if (isTornTail) truncateSync(path, end);
    if (bytes.subarray(end).some((byte) => byte !== 0)) report({ path, offset: end, isTornTail });
  }
  return newest;
}

/** Returns the offset after the last good record. */
function replaySegment(bytes: Buffer, take: (result: LoggedResult) => void): number {
  if (!isSegmentHeader(bytes)) return 0;
  let offset = HEADER_BYTES;
  for (;;) {
    const record = readRecord(bytes, offset);
    if (record === null) return offset;
    record.results.forEach(take);
    offset = record.end;
  }
}
