import { SeriesWriter } from "../../src/data/timeseries/write/series-writer.ts";

/** The writer of the time series without its thread; what goes wrong is printed. */
export const openBenchWriter = (folder: string, now: () => number): SeriesWriter =>
  SeriesWriter.open({
    folder,
    now,
    limits: () => ({ perResource: 1_024, total: 10_000_000 }),
    report: {
      problem: (code, reason) => console.error(code, reason),
      solved: () => {},
      damage: (path, slot, reason) => console.error(path, slot, reason),
      logDamage: () => {},
      tooManyMetrics: () => {},
      fault: (_key, text) => console.error(text),
    },
  });
