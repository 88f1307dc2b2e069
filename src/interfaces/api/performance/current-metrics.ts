import type { ServiceRow } from "../../../data/realtime/realtime.ts";
import type { Metric } from "../../../data/timeseries/metric.ts";
import { NO_LIMITS, parseLimits, type Limits } from "../../../data/timeseries/perfdata/limits.ts";
import { parsePerfdata } from "../../../data/timeseries/perfdata/parse-perfdata.ts";
import { convert, unitOf } from "../../../data/timeseries/perfdata/unit.ts";
import type { TimeSeries } from "../../../data/timeseries/time-series.ts";
import { thresholdsOf } from "./thresholds.ts";

/**
 * Metrics of a service (later versions §9), with value and limits of the newest result in the unit of the stored
 * values; null for a metric that it does not have.
 */
export async function currentMetrics({ service, state }: ServiceRow, series: TimeSeries) {
  const [found] = await series.metrics([service.key]);
  const { items } = parsePerfdata(state.check.perfdata);
  return (found?.metrics ?? []).map((metric) => {
    const item = items.find(({ label, unit }) => label === metric.label && unitOf(unit).dimension === metric.dimension);
    if (item === undefined) return presentMetric(metric, NaN, NO_LIMITS);
    const [from, to] = [unitOf(item.unit), unitOf(metric.unit)];
    return presentMetric(metric, convert(item.value, from, to), parseLimits(item.limits, from, to));
  });
}

function presentMetric({ id, label, unit }: Metric, value: number, limits: Limits) {
  const { warning, critical } = thresholdsOf(limits);
  return {
    id,
    name: label,
    unit,
    current_value: Number.isNaN(value) ? null : value,
    warning_high_threshold: warning.high,
    warning_low_threshold: warning.low,
    critical_high_threshold: critical.high,
    critical_low_threshold: critical.low,
    min: limits.min,
    max: limits.max,
  };
}
