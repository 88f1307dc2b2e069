import type { StatsFs } from "node:fs";

/** Space and inodes of one file system or one group. */
export interface DiskUsage {
  /** Bytes, rounded down to whole units (-u) as in the plugin. */
  readonly total: number;
  readonly used: number;
  readonly free: number;
  readonly inodesTotal: number;
  readonly inodesUsed: number;
  /** Exact bytes for the percentage: in use, and in use or free for users. */
  readonly usedBytes: number;
  readonly usableBytes: number;
}

/** Converts statfs values; `unit` in bytes. `ignoresReserved` (-f) leaves out the space reserved for root. */
export function usageOf(stats: StatsFs, unit: number, ignoresReserved: boolean): DiskUsage {
  const block = stats.frsize > 0 ? stats.frsize : stats.bsize;
  const blocks = ignoresReserved ? stats.blocks - (stats.bfree - stats.bavail) : stats.blocks;
  const usedBytes = (stats.blocks - stats.bfree) * block;
  return {
    total: inUnits(blocks * block, unit),
    used: inUnits(usedBytes, unit),
    free: inUnits(stats.bavail * block, unit),
    inodesTotal: stats.files,
    inodesUsed: stats.files - stats.ffree,
    usedBytes,
    usableBytes: usedBytes + stats.bavail * block,
  };
}

/** Sum of a group (-g). */
export function sumOf(usages: readonly DiskUsage[]): DiskUsage {
  const sum = (field: keyof DiskUsage): number => usages.reduce((total, usage) => total + usage[field], 0);
  return {
    total: sum("total"),
    used: sum("used"),
    free: sum("free"),
    inodesTotal: sum("inodesTotal"),
    inodesUsed: sum("inodesUsed"),
    usedBytes: sum("usedBytes"),
    usableBytes: sum("usableBytes"),
  };
}

/** Whole percent of space free for users; the used part is rounded up, as in df(1). */
export function percentFree(usage: DiskUsage): number {
  return percentLeft(usage.usedBytes, usage.usableBytes);
}

export function percentInodesFree(usage: DiskUsage): number {
  return percentLeft(usage.inodesUsed, usage.inodesTotal);
}

function percentLeft(used: number, total: number): number {
  return total <= 0 ? 100 : 100 - Math.ceil((100 * used) / total);
}

function inUnits(bytes: number, unit: number): number {
  return Math.floor(bytes / unit) * unit;
}
