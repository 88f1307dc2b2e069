import { withRemoteReads } from "../data/timeseries/remote-read/with-remote-reads.ts";
import type { RemoteWrite } from "../data/timeseries/remote-write/remote-write.ts";
import type { TimeSeries } from "../data/timeseries/time-series.ts";
import { checkIntervalSeconds } from "../engine/schedule/check-times.ts";
import type { ShutdownStack } from "../lib/shutdown-stack.ts";
import { namesOf } from "../model/inventory-index.ts";
import type { Resource } from "../model/objects.ts";
import type { ResourceKey } from "../model/resource-key.ts";
import { packedNames, seriesLabels, startRemoteWrite } from "./start-remote-write.ts";
import { seriesSettings, startSeries, type SeriesParts } from "./start-series.ts";

/** Time series of the server, and what is sent of them. */
export interface SeriesWork {
  /** Undefined before the start; reads come from the place that the settings name. */
  readonly timeSeries: () => TimeSeries | undefined;
  /** Undefined before the start. */
  readonly remoteWrite: () => RemoteWrite | undefined;
  /** Takes over the settings and objects in effect. */
  configure(): void;
  start(stops: ShutdownStack): void;
}

export function createSeriesWork(parts: SeriesParts): SeriesWork {
  const { dataFolder, settings, inventory, ledger, clock, log } = parts;
  let timeSeries: TimeSeries | undefined;
  let remoteWrite: RemoteWrite | undefined;
  const resourceOf = (key: ResourceKey): Resource | undefined => namesOf(inventory()).resourceByKey.get(key);
  return {
    timeSeries: () => timeSeries,
    remoteWrite: () => remoteWrite,
    configure() {
      timeSeries?.configure(seriesSettings(settings().metrics, inventory()));
      remoteWrite?.configure(settings().remoteWrite, () => packedNames(inventory()));
    },
    start(stops) {
      const series = startSeries(parts);
      stops.add("time series", () => series.close());
      timeSeries = withRemoteReads(series, {
        source: () => settings().metrics.readFrom,
        labelsOf: (key) => seriesLabels(resourceOf(key)),
        intervalOf(key) {
          const resource = resourceOf(key);
          return resource === undefined ? 1 : checkIntervalSeconds(resource, inventory());
        },
      });
      const sending = startRemoteWrite({ dataFolder, timeSeries: series, ledger, clock, log });
      stops.add("remote write", () => sending.close());
      remoteWrite = sending;
    },
  };
}
