import type { LimitsSince, Metric } from "../../../data/timeseries/metric.ts";
import { NO_STATE, type MetricAnswer } from "../../../data/timeseries/read/request.ts";
import type { BucketAnswer } from "../../../data/timeseries/time-series.ts";
import { formatRfc3339 } from "../../../lib/rfc3339.ts";
import { hostIdOf, serviceIdOf, type ResourceKey } from "../../../model/resource-key.ts";
import type { Range } from "../../../model/threshold-range.ts";
import { csvField } from "../../../lib/csv-field.ts";
import type { Names } from "./names-of-resource.ts";

export const presentMetric = ({ id, label, unit, dimension }: Metric) => ({ metric_id: id, label, unit, dimension });

export function presentSeries(answer: BucketAnswer, namesOf: (key: ResourceKey) => Names) {
  return {
    from: formatRfc3339(answer.from),
    step: answer.step,
    buckets: answer.count,
    level: answer.level,
    resources: answer.resources.map(({ key, metrics }, index) => {
      const { host, service } = namesOf(key);
      const read = answer.series[index]!;
      return {
        host: { id: hostIdOf(key), name: host },
        service: service === null ? null : { id: serviceIdOf(key), name: service },
        states: listOf(read.states, NO_STATE),
        metrics: metrics.map((metric, place) => ({ ...presentMetric(metric), ...presentValues(read.metrics[place]!) })),
      };
    }),
  };
}

const presentValues = ({ average, min, max, last, perSecond, counts, limits }: MetricAnswer) => ({
  average: valuesOf(average),
  min: valuesOf(min),
  max: valuesOf(max),
  last: valuesOf(last),
  per_second: perSecond && valuesOf(perSecond),
  count: [...counts],
  thresholds: limits.map(presentLimits),
});

export const presentLimits = ({ since, warning, critical, min, max }: LimitsSince) => ({
  since: formatRfc3339(since),
  warning: presentRange(warning),
  critical: presentRange(critical),
  min,
  max,
});

export const presentRange = (range: Range | null) =>
  range && {
    low: Number.isFinite(range.start) ? range.start : null,
    high: Number.isFinite(range.end) ? range.end : null,
    inside: range.alertsInside,
  };

const valuesOf = (values: Float64Array): (number | null)[] => listOf(values, NaN);

/** The numbers, null in the place of `none`. A loop: `Array.from` takes ten times as long for a hundred thousand. */
function listOf(numbers: Float64Array | Uint8Array, none: number): (number | null)[] {
  const list: (number | null)[] = [];
  for (let index = 0; index < numbers.length; index++)
    list.push(Object.is(numbers[index], none) ? null : numbers[index]!);
  return list;
}

const CSV_HEADING = "time,host,service,metric,unit,average,min,max,last,count\r\n";

/** Lines of RFC 4180, one for each bucket with a value, metric by metric. */
export function* csvOfSeries(answer: BucketAnswer, namesOf: (key: ResourceKey) => Names): Generator<string> {
  yield CSV_HEADING;
  for (const [index, { key, metrics }] of answer.resources.entries()) {
    const { host, service } = namesOf(key);
    for (const [place, { label, unit }] of metrics.entries()) {
      const names = [host, service ?? "", label, unit].map((cell) => csvField(cell)).join(",");
      const { average, min, max, last, counts } = answer.series[index]!.metrics[place]!;
      let lines = "";
      for (let bucket = 0; bucket < answer.count; bucket++) {
        if (counts[bucket] === 0) continue;
        const values = [average, min, max, last, counts].map((column) => csvNumber(column[bucket]!)).join(",");
        lines += `${formatRfc3339(answer.from + bucket * answer.step)},${names},${values}\r\n`;
      }
      yield lines;
    }
  }
}

const csvNumber = (value: number): string => (Number.isNaN(value) ? "" : String(value));
