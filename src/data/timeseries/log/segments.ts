import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

/** A file of the log of points. Numbers rise. */
export interface Segment {
  readonly number: number;
  readonly path: string;
  readonly bytes: number;
}

export const segmentPath = (folder: string, number: number): string =>
  join(folder, `${String(number).padStart(10, "0")}.log`);

/** Oldest first, without those that another thread deletes meanwhile, and without what is no file. */
export function segmentsIn(folder: string): readonly Segment[] {
  return readdirSync(folder)
    .map((name) => /^(\d{10})\.log$/.exec(name)?.[1])
    .filter((digits) => digits !== undefined)
    .map(Number)
    .sort((a, b) => a - b)
    .flatMap((number) => {
      const path = segmentPath(folder, number);
      const found = statSync(path, { throwIfNoEntry: false });
      // Opening a FIFO or a device would never end.
      return found?.isFile() === true ? [{ number, path, bytes: found.size }] : [];
    });
}

export function deleteSegmentsBelow(folder: string, number: number): void {
  for (const segment of segmentsIn(folder)) if (segment.number < number) rmSync(segment.path);
}
