import { formatRfc3339 } from "../../../lib/rfc3339.ts";
import type { Names } from "../metric/names-of-resource.ts";
import type { SourceSeries } from "./read-series.ts";

/** JSON of the series, piece by piece; the first time is not before `from`. */
export function* textOfSeries(
  series: readonly SourceSeries[],
  from: number,
  namesOf: (series: SourceSeries) => Names,
): Generator<string> {
  yield "[";
  let separator = "";
  for (const each of series) {
    yield separator + textOf(each, from, namesOf(each));
    separator = ",";
  }
  yield "]";
}

function textOf({ metric, isAmbiguous, from, step, values }: SourceSeries, least: number, names: Names): string {
  const labels = {
    host: names.host,
    ...(names.service !== null && { service: names.service }),
    ...(isAmbiguous && { unit: metric.unit }),
  };
  const head = JSON.stringify({ id: metric.id, name: metric.label, unit: metric.unit, labels });
  let points = "";
  for (let bucket = 0; bucket < values.length; bucket++) {
    const value = values[bucket]!;
    const time = formatRfc3339(Math.max(least, from + bucket * step));
    points += `${bucket === 0 ? "" : ","}{"datetime":"${time}","value":${Number.isNaN(value) ? "null" : value}}`;
  }
  return `${head.slice(0, -1)},"timeserie":[${points}]}`;
}
