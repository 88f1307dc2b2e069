import { alerts, parseRange, type Range } from "../../../model/threshold-range.ts";
import type { ReturnCode } from "../outcome.ts";
import { percentFree, percentInodesFree, type DiskUsage } from "./disk-usage.ts";

/** Limit for free space, in units (-u) or percent. */
export interface FreeLimit {
  readonly range: Range;
  readonly isPercent: boolean;
}

/** Limits of one path; null if none was set before it. */
export interface DiskThresholds {
  readonly warning: FreeLimit | null;
  readonly critical: FreeLimit | null;
  readonly inodeWarning: Range | null;
  readonly inodeCritical: Range | null;
  /** Percent of space used; only in the form without options (`check_disk 80 90 /`). */
  readonly usedWarning: number | null;
  readonly usedCritical: number | null;
}

export const noThresholds: DiskThresholds = {
  warning: null,
  critical: null,
  inodeWarning: null,
  inodeCritical: null,
  usedWarning: null,
  usedCritical: null,
};

/** Parses `10%` or `500`: alerts at or below that much free space. Null if it is not a range. */
export function readFreeLimit(text: string): FreeLimit | null {
  const range = readInodeLimit(text);
  return range === null ? null : { range, isPercent: text.includes("%") };
}

/** Parses an inode limit, always in percent. */
export function readInodeLimit(text: string): Range | null {
  return parseRange(text.startsWith("@") ? text : `@${text}`);
}

/** State of a file system; `unit` in bytes. Inode limits are ignored if it has no inodes. */
export function stateOfDisk(usage: DiskUsage, thresholds: DiskThresholds, unit: number): ReturnCode {
  const { warning, critical, inodeWarning, inodeCritical, usedWarning, usedCritical } = thresholds;
  const isShort = (limit: FreeLimit | null): boolean =>
    limit !== null && alerts(limit.range, limit.isPercent ? percentFree(usage) : usage.free / unit);
  const isShortOfInodes = (range: Range | null): boolean =>
    range !== null && usage.inodesTotal > 0 && alerts(range, percentInodesFree(usage));
  const isOver = (percent: number | null): boolean => percent !== null && 100 - percentFree(usage) > percent;
  if (isShort(critical) || isShortOfInodes(inodeCritical) || isOver(usedCritical)) return 2;
  return isShort(warning) || isShortOfInodes(inodeWarning) || isOver(usedWarning) ? 1 : 0;
}

/** Used space in bytes at which a limit is reached, for perfdata; '' without a limit. */
export function limitInBytes(limit: FreeLimit | null, total: number, unit: number): string {
  if (limit === null) return "";
  const end = Number.isFinite(limit.range.end) ? limit.range.end : 0;
  return String(Math.max(0, Math.floor(limit.isPercent ? ((100 - end) / 100) * total : total - end * unit)));
}
