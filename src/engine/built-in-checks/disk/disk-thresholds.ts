import { alerts, parseRange, type Range } from "../threshold.ts";
import type { ReturnCode } from "../outcome.ts";
import { percentFree, percentInodesFree, type DiskUsage } from "./disk-usage.ts";

/** A limit for free space: in units (-u) or percent. */
export interface FreeLimit {
  readonly range: Range;
  readonly isPercent: boolean;
}

/** Limits of one path; null where none was given before it. */
export interface DiskThresholds {
  readonly warning: FreeLimit | null;
  readonly critical: FreeLimit | null;
  readonly inodeWarning: Range | null;
  readonly inodeCritical: Range | null;
  /** Percent of space used, which only the form without options has (`check_disk 80 90 /`). */
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

/** Reads `10%` or `500`: alerts at that much free or less. Null when it is no range. */
export function readFreeLimit(text: string): FreeLimit | null {
  const range = readInside(text);
  return range === null ? null : { range, isPercent: text.includes("%") };
}

/** Reads an inode limit, which is always in percent. */
export function readInside(text: string): Range | null {
  return parseRange(text.startsWith("@") ? text : `@${text}`);
}

/** `unit` in bytes. Without inodes (some file systems have none) their limits do not count. */
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

/** The used space at which a limit is reached, for perfdata: bytes, '' without a limit. */
export function limitInBytes(limit: FreeLimit | null, total: number, unit: number): string {
  if (limit === null) return "";
  const end = Number.isFinite(limit.range.end) ? limit.range.end : 0;
  return String(Math.max(0, Math.floor(limit.isPercent ? ((100 - end) / 100) * total : total - end * unit)));
}
