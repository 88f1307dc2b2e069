import type { StatsFs } from "node:fs";

/** Space and inodes of one file system, or of a group of them. */
export interface DiskUsage {
  /** Bytes in whole units (-u), which the plugin counts in. */
  readonly total: number;
  readonly used: number;
  readonly free: number;
  readonly inodesTotal: number;
  readonly inodesUsed: number;
  /** Bytes as they are, for the percentage: in use, and in use or free for users. */
  readonly usedBytes: number;
  readonly usableBytes: number;
}

/** `unit` in bytes. With `ignoresReserved` (-f) the space kept for root does not count at all. */
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

/** The sum of a group (-g). */
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

/** Whole percent of space that is free for users; what is used is rounded up, as df(1) does. */
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
