import { closeSync, openSync, readSync } from "node:fs";
import { HEADER_BYTES, isSegmentHeader, startOfHeader } from "../log/record.ts";
import { segmentsIn, type Segment } from "../log/segments.ts";
import type { BufferLimit } from "./remote-target.ts";

/**
 * First segment that a target may still get, of those from `segment` on: the log keeps no more for it than its limit,
 * and always the newest segment. A segment is as old as the beginning of the next one.
 */
export function firstKeptSegment(folder: string, segment: number, limit: BufferLimit, now: number): number {
  const segments = segmentsIn(folder).filter(({ number }) => number >= segment);
  const first = "bytes" in limit ? firstWithin(segments, limit.bytes) : firstSince(segments, now - limit.seconds);
  return first?.number ?? segment;
}

function firstWithin(segments: readonly Segment[], maxBytes: number): Segment | undefined {
  let left = segments.reduce((sum, { bytes }) => sum + bytes, 0);
  return segments.find((each, index) => {
    const isKept = left <= maxBytes || index === segments.length - 1;
    left -= each.bytes;
    return isKept;
  });
}

const firstSince = (segments: readonly Segment[], since: number): Segment | undefined =>
  segments.find((_, index) => {
    const next = segments[index + 1];
    return next === undefined || startOf(next.path) >= since;
  });

/** Infinity if it cannot be read: then it is not what makes the one before it too old. */
function startOf(path: string): number {
  const header = Buffer.alloc(HEADER_BYTES);
  try {
    const file = openSync(path, "r");
    try {
      readSync(file, header, 0, HEADER_BYTES, 0);
    } finally {
      closeSync(file);
    }
  } catch {
    return Infinity;
  }
  return isSegmentHeader(header) ? startOfHeader(header) : Infinity;
}
