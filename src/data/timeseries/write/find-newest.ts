import type { BlockFile } from "../files/block-file.ts";
import type { Registry, Series } from "../registry.ts";
import type { OpenDays } from "./open-days.ts";

/** Looking for this share of the resources one by one is faster than reading a whole group. */
const SHARE_LOOKED_UP = 0.1;

/**
 * Finds the newest result of each resource in the files of the days that take results. Returns false if one of these
 * files was set aside.
 */
export function findNewest(days: OpenDays, openDays: readonly number[], registry: Registry): boolean {
  const unknown = new Map([...registry.all()].map((series) => [series.slot, series]));
  const mostlyFound = SHARE_LOOKED_UP * unknown.size;
  // Newest first: most resources are found in the last group of today.
  const found = openDays.toReversed().map((day) => days.use(day, (file) => findNewestIn(file, unknown, mostlyFound)));
  return !found.includes(null);
}

/** Takes what is found out of `unknown`. */
function findNewestIn(file: BlockFile, unknown: Map<number, Series>, mostlyFound: number): true {
  for (const group of file.groups().toReversed()) {
    if (unknown.size === 0) break;
    const found =
      unknown.size > mostlyFound
        ? file.newest(group)
        : [...unknown.keys()].map((slot) => ({ slot, last: file.last(group, slot) }));
    for (const { slot, last } of found) {
      const series = unknown.get(slot);
      if (series === undefined || last === null) continue;
      series.newest = last;
      unknown.delete(slot);
    }
  }
  return true;
}
