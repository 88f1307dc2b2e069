import { PERFDATA } from "../../../data/timeseries/remote-write/series-names.ts";
import type { Realtime } from "../../../data/realtime/realtime.ts";
import type { MeasuredResource, SelectedMetrics, TimeSeries } from "../../../data/timeseries/time-series.ts";
import { runCooperatively, visitAll } from "../../../lib/cooperative.ts";
import type { Inventory } from "../../../model/objects.ts";
import { hostIdOf, isHostKey, serviceIdOf, type ResourceKey } from "../../../model/resource-key.ts";
import type { Visibility } from "../../../model/visibility.ts";
import {
  compileMatcher,
  compileMatchers,
  METRIC_NAME,
  type LabelMatcher,
} from "../../metrics/promql/syntax/label-matcher.ts";
import { PromqlError } from "../../metrics/promql/promql-error.ts";
import { lookbackMs } from "../../metrics/promql/lookback.ts";
import type { QueryLimits } from "../../metrics/promql/query-limits.ts";
import type { SampledSeries, SeriesReader } from "../../metrics/promql/series-reader.ts";
import { findHost, findService } from "../lookup.ts";
import { namedResources, shortestList } from "./named-resources.ts";

export const LABELS = [METRIC_NAME, "host_name", "metric", "service_description", "unit"] as const;

type Labels = Readonly<Record<string, string>>;

/** One metric with its labels. */
export interface LabeledMetric {
  readonly key: ResourceKey;
  readonly id: number;
  readonly labels: Labels;
}

export interface MeasuredSeriesParts {
  readonly timeSeries: TimeSeries;
  readonly realtime: Realtime;
  readonly inventory: Inventory;
  readonly visibility: Visibility;
  readonly limits: QueryLimits;
}

/** Performance data of the resources that a caller sees, as series of Prometheus. */
export interface MeasuredSeries extends SeriesReader {
  /** Calls `take` for each metric that fulfils all matchers. */
  visit(matchers: readonly LabelMatcher[], take: (metric: LabeledMetric) => void): Promise<void>;
  /** Metrics that fulfil all matchers. Throws `PromqlError` of kind `limit`. */
  find(matchers: readonly LabelMatcher[]): Promise<readonly LabeledMetric[]>;
}

export function measuredSeries({
  timeSeries,
  realtime,
  inventory,
  visibility,
  limits,
}: MeasuredSeriesParts): MeasuredSeries {
  const labelsOf = (key: ResourceKey): Labels | null => {
    const [hostId, serviceId] = [hostIdOf(key), serviceIdOf(key)];
    if (isHostKey(key)) {
      const host = findHost(realtime, hostId, visibility)?.host;
      return host === undefined ? null : { host_name: host.hostName };
    }
    const service = findService(realtime, hostId, serviceId, visibility)?.service;
    return service === undefined ? null : { host_name: service.hostName, service_description: service.description };
  };

  const visit: MeasuredSeries["visit"] = async (matchers, take) => {
    if (!matchers.every((matcher) => matcher.label !== METRIC_NAME || compileMatcher(matcher)(PERFDATA))) return;
    const fulfils = compileMatchers(matchers);
    const keys = await namedResources(matchers, inventory);
    const wanted = shortestList(matchers.filter(({ label }) => label === "metric"));
    const measured = await timeSeries.metrics(keys?.filter((key) => labelsOf(key) !== null) ?? null, wanted);
    const takeAll = ({ key, metrics }: MeasuredResource): void => {
      const named = labelsOf(key);
      if (named === null) return;
      for (const { id, label, unit } of metrics) {
        const labels = { [METRIC_NAME]: PERFDATA, ...named, metric: label, ...(unit !== "" && { unit }) };
        if (fulfils(labels)) take({ key, id, labels });
      }
    };
    await runCooperatively(visitAll(measured, takeAll));
  };

  const find: MeasuredSeries["find"] = async (matchers) => {
    const found: LabeledMetric[] = [];
    await visit(matchers, (metric) => {
      found.push(metric);
      if (found.length > limits.series)
        throw new PromqlError("limit", `the query needs more than ${limits.series.toLocaleString("en")} series`);
    });
    return found;
  };

  return {
    visit,
    find,
    async select(matchers, fromMs, toMs, signal) {
      const found = await find(matchers);
      signal.throwIfAborted();
      if (found.length === 0) return [];
      const read = async (backMs: number): Promise<readonly SampledSeries[]> => {
        const resources = await timeSeries.readSamples({
          of: selectionOf(found),
          from: Math.max(0, Math.floor((fromMs - backMs) / 1000)),
          to: Math.floor(toMs / 1000) + 1,
          maxValues: limits.points,
        });
        signal.throwIfAborted();
        if (resources === null)
          throw new PromqlError("limit", `the query needs more than ${limits.points.toLocaleString("en")} points`);
        const labels = new Map(found.map((metric) => [metric.id, metric.labels]));
        return resources.flatMap(({ metrics }) =>
          metrics.map(({ id, times, values, interval }) => ({
            labels: labels.get(id)!,
            timesMs: Float64Array.from(times, (time) => time * 1000),
            values,
            intervalSeconds: interval,
          })),
        );
      };
      const series = await read(FIRST_LOOKBACK_MS);
      // Seldom results reach further back.
      const furthest = Math.max(...series.map(({ intervalSeconds }) => lookbackMs(intervalSeconds)));
      return furthest > FIRST_LOOKBACK_MS ? read(Math.min(furthest, LONGEST_LOOKBACK_MS)) : series;
    },
  };
}

/** Covers checks up to every 24 minutes, and shows the interval of those up to every half hour. */
const FIRST_LOOKBACK_MS = 3_600_000;
const LONGEST_LOOKBACK_MS = 7 * 86_400_000;

function selectionOf(found: readonly LabeledMetric[]): readonly SelectedMetrics[] {
  const byKey = new Map<ResourceKey, number[]>();
  for (const { key, id } of found) byKey.getOrInsertComputed(key, () => []).push(id);
  return [...byKey].map(([key, metricIds]) => ({ key, metricIds }));
}
