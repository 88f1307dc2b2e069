import { startTimeSeries } from "../../src/data/timeseries/create-time-series.ts";
import type { SeriesSettings } from "../../src/data/timeseries/series-settings.ts";
import type { TimeSeries } from "../../src/data/timeseries/time-series.ts";
import type { Clock } from "../../src/lib/clock.ts";
import { silentLog } from "../../src/lib/log.ts";

/** The time series with their threads, as the server has them. */
export const startBenchSeries = (folder: string, clock: Clock, settings: Partial<SeriesSettings> = {}): TimeSeries =>
  startTimeSeries({
    folder,
    settings: {
      rawDays: 35,
      hoursDays: 400,
      daysYears: 10,
      maxBytes: null,
      limits: { perResource: 1_024, total: 10_000_000 },
      ...settings,
    },
    keepLogFrom: Infinity,
    clock,
    log: silentLog,
    events: { nameOf: () => null, tooManyMetrics: () => {}, valuesLost: () => {} },
    states: () => [],
  });
