import type { Settings } from "../config/settings/settings.ts";
import type { MetricsSettings } from "../config/settings/metrics-settings.ts";
import type { Ledger } from "../data/ledger/ledger.ts";
import { startTimeSeries } from "../data/timeseries/create-time-series.ts";
import { seriesFolderOf } from "../data/timeseries/files/series-folder.ts";
import type { SeriesSettings } from "../data/timeseries/series-settings.ts";
import type { TimeSeries } from "../data/timeseries/time-series.ts";
import type { Clock } from "../lib/clock.ts";
import type { Log } from "../lib/log.ts";
import { historyChange, metricsLost } from "../model/history-changes.ts";
import type { Change } from "../model/change.ts";
import { resourceName, type Inventory } from "../model/objects.ts";
import type { ResourceKey } from "../model/resource-key.ts";
import type { ResourceState } from "../model/resource-state.ts";

export interface SeriesParts {
  readonly dataFolder: string;
  readonly settings: () => Pick<Settings, "metrics" | "remoteWrite">;
  readonly ledger: Ledger;
  readonly inventory: () => Inventory;
  readonly clock: Clock;
  readonly log: Log;
}

/** Starts the time series of the server. */
export function startSeries({ dataFolder, settings, ledger, inventory, clock, log }: SeriesParts): TimeSeries {
  const record = (event: Change): void => {
    ledger.commit([event]).catch((error) => log.warn({ err: error }, "an event could not be recorded"));
  };
  return startTimeSeries({
    folder: seriesFolderOf(dataFolder),
    settings: seriesSettings(settings().metrics, inventory()),
    // Everything, until remote write says what it needs.
    keepLogFrom: settings().remoteWrite.length === 0 ? Infinity : 0,
    clock,
    log,
    events: {
      nameOf(key) {
        const resource = ledger.resource(key);
        return resource === undefined ? null : resourceName(resource);
      },
      tooManyMetrics(key, reason) {
        const moment = { key, at: Math.floor(clock.now()), state: ledger.state(key) };
        if (moment.state !== null) record(historyChange(moment, "metrics-limited", reason));
      },
      valuesLost: (reason) => record(metricsLost(Math.floor(clock.now()), reason)),
    },
    states: () => configuredStates(ledger, inventory()),
  });
}

const LEAST_METRICS = 100_000;
const METRICS_PER_SERVICE = 5;

/** Settings of the time series for this configuration. */
export const seriesSettings = (
  { rawDays, hoursDays, daysYears, maxBytes, maxMetricsPerResource, maxMetrics }: MetricsSettings,
  { services }: Inventory,
): SeriesSettings => ({
  rawDays,
  hoursDays,
  daysYears,
  maxBytes,
  limits: {
    perResource: maxMetricsPerResource,
    total: maxMetrics ?? Math.max(LEAST_METRICS, METRICS_PER_SERVICE * services.length),
  },
});

function* configuredStates(
  ledger: Ledger,
  { hosts, services }: Inventory,
): Generator<readonly [ResourceKey, ResourceState]> {
  for (const { key } of [...hosts, ...services]) {
    const state = ledger.state(key);
    if (state !== null) yield [key, state];
  }
}
