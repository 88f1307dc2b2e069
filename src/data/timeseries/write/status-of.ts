import { statSync } from "node:fs";
import { firstDayOf, startOfDay } from "../day.ts";
import { BlockFile } from "../files/block-file.ts";
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
    bytesOfDay:
      newest === undefined ? null : (statSync(folder.sealedDay(newest), { throwIfNoEntry: false })?.size ?? null),
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

/** Time of the first group of a file; null if there is none. */
function firstGroup(path: string, timeOf: (group: number) => number): number | null {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return null;
  let file: BlockFile | undefined;
  try {
    file = BlockFile.openReader(path);
    const group = file.groups()[0];
    return group === undefined ? null : timeOf(group);
  } catch {
    // A file that cannot be read is reported by who reads values.
    return null;
  } finally {
    file?.close();
  }
}
