import type { TimeSeries } from "../time-series.ts";
import { readRemoteBuckets, type RemoteReadOptions } from "./read-remote-buckets.ts";
import type { RemoteSource } from "./remote-source.ts";

export interface RemoteReadsOptions extends Pick<RemoteReadOptions, "labelsOf" | "intervalOf"> {
  /** As configured now; null: read what is kept here. */
  readonly source: () => RemoteSource | null;
}

/** Time series of which buckets are read from another server if one is configured, unless a request says otherwise. */
export function withRemoteReads(local: TimeSeries, { source, ...options }: RemoteReadsOptions): TimeSeries {
  return {
    ...local,
    async readBuckets(request) {
      const remote = source();
      if (remote === null || request.isLocal) return local.readBuckets(request);
      const measured = await local.metrics(request.of.map(({ key }) => key));
      const wanted = new Map(request.of.map(({ key, metricIds }) => [key, metricIds && new Set(metricIds)]));
      const resources = measured.map(({ metrics, ...resource }) => {
        const ids = wanted.get(resource.key);
        return { ...resource, metrics: metrics.filter(({ id }) => ids === undefined || ids.has(id)) };
      });
      return readRemoteBuckets(resources, request, { ...options, source: remote, limitsOf: local.limitsOf });
    },
  };
}
