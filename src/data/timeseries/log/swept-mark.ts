import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { replaceFile } from "../../../lib/durable-file.ts";
import { segmentsIn } from "./segments.ts";

const pathOf = (folder: string): string => join(folder, "swept");

/**
 * First segment with results that may not be in the files of their days. Those before it are kept for others only; 0:
 * unknown, so all have to be read.
 */
export function firstUnsweptSegment(folder: string): number {
  const segment = markIn(folder);
  const newest = segmentsIn(folder).at(-1)?.number ?? 0;
  if (segment <= newest) return segment;
  // The log began anew, with the numbers of segments that were swept before.
  rmSync(pathOf(folder));
  return 0;
}

/** Notes that the segments below this one are in the files of their days. */
export const markSweptBelow = (folder: string, segment: number): void => replaceFile(pathOf(folder), `${segment}\n`);

function markIn(folder: string): number {
  try {
    const text = readFileSync(pathOf(folder), "utf8");
    return /^\d{1,10}\n$/.test(text) ? Number(text) : 0;
  } catch {
    return 0;
  }
}
