import { seriesFolderOf } from "../data/timeseries/files/series-folder.ts";
import type { Ledger } from "../data/ledger/ledger.ts";
import { createRemoteWrite } from "../data/timeseries/remote-write/create-remote-write.ts";
import type { RemoteWrite } from "../data/timeseries/remote-write/remote-write.ts";
import { packNames, type PackedNames } from "../data/timeseries/remote-write/resource-names.ts";
import type { TimeSeries } from "../data/timeseries/time-series.ts";
import type { Clock } from "../lib/clock.ts";
import type { Log } from "../lib/log.ts";
import { remoteWriteLost } from "../model/history-changes.ts";
import type { Inventory, Resource } from "../model/objects.ts";

export interface RemoteWriteParts {
  readonly dataFolder: string;
  readonly timeSeries: TimeSeries;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
}

/** Remote write of the server; it sends once it is configured. */
export const startRemoteWrite = ({ dataFolder, timeSeries, ledger, clock, log }: RemoteWriteParts): RemoteWrite =>
  createRemoteWrite({
    folder: seriesFolderOf(dataFolder),
    clock,
    log,
    keepLogFrom: timeSeries.keepLogFrom,
    isReady: () => timeSeries.metrics([]),
    onLost(reason) {
      ledger.commit([remoteWriteLost(Math.floor(clock.now()), reason)]).catch((error) => {
        log.warn({ err: error, reason }, "an event could not be recorded");
      });
    },
  });

/** Labels that tell a resource apart in the series that are sent; null if it is not configured. */
export const seriesLabels = (resource: Resource | undefined): Readonly<Record<string, string>> | null =>
  resource === undefined
    ? null
    : resource.kind === "host"
      ? { host_name: resource.hostName }
      : { host_name: resource.hostName, service_description: resource.description };

export const packedNames = ({ hosts, services }: Inventory): PackedNames =>
  packNames([
    ...hosts.map(({ key, hostName }) => ({ key, name: hostName })),
    ...services.map(({ key, description }) => ({ key, name: description })),
  ]);
