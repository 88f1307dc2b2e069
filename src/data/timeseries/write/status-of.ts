import { firstDayOf, monthOf, startOfDay, type DayNumber } from "../day.ts";
import { BlockFile } from "../files/block-file.ts";
import { sizeOf, type SeriesFolder } from "../files/series-folder.ts";
import type { SeriesStatus } from "../series-status.ts";
import type { SeriesWriter } from "./series-writer.ts";

const LARGEST = 20;

/** State of the time series, for operators. */
export function statusOf(writer: SeriesWriter): SeriesStatus {
  const { folder, registry, counts, faults } = writer;
  const sealed = folder.sealedDays();
  const rawDays = [...sealed, ...folder.openDays()];
  const months = folder.hourMonths();
  const sizes = folder.sizes();
  const newest = sealed.at(-1);
  return {
    counts: { ...counts },
    faults: faults.count,
    resources: registry.resourceCount,
    metrics: registry.metricCount,
    sizes,
    bytesOfDay: newest === undefined ? null : bytesOfDay(folder, newest),
    since: {
      raw: rawDays.length === 0 ? null : startOfDay(Math.min(...rawDays)),
      hours: months.length === 0 ? null : firstGroup(folder.hours(months[0]!), startOfDay),
      days: firstGroup(folder.days, (month) => startOfDay(firstDayOf(month))),
    },
    largest: [...registry.all()]
      .map(({ key, metrics }) => ({ key, metrics: metrics.length }))
      .sort((a, b) => b.metrics - a.metrics)
      .slice(0, LARGEST),
    pendingValues: writer.headSize,
  };
}

/** Bytes of a sealed day: its raw values, and its share of the hours. */
function bytesOfDay(folder: SeriesFolder, day: DayNumber): number {
  const hours = folder.hours(monthOf(day));
  return Math.round(sizeOf(folder.sealedDay(day)) + sizeOf(hours) / Math.max(1, groupsOf(hours).length));
}

/** Time of the first group of a file; null if there is none. */
function firstGroup(path: string, timeOf: (group: number) => number): number | null {
  const group = groupsOf(path)[0];
  return group === undefined ? null : timeOf(group);
}

function groupsOf(path: string): readonly number[] {
  if (sizeOf(path) === 0) return [];
  let file: BlockFile | undefined;
  try {
    file = BlockFile.openReader(path);
    return file.groups();
  } catch {
    // A file that cannot be read is reported by who reads values.
    return [];
  } finally {
    file?.close();
  }
}
