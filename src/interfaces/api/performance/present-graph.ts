import type { ServiceRow } from "../../../data/realtime/realtime.ts";
import { NO_LIMITS } from "../../../data/timeseries/perfdata/limits.ts";
import type { DateRange } from "../date-parameter.ts";
import { drawnValues, timeOf, valueOrNull, type Graph, type GraphMetric } from "./read-graph.ts";
import { thresholdsOf } from "./thresholds.ts";

/** Performance graph of a service (later versions §9). `time` writes the times. */
export function presentGraph<Time>(
  { service }: ServiceRow,
  graph: Graph,
  { from, to }: DateRange,
  time: (at: number) => Time,
) {
  const metrics = graph.metrics.map((each, place) => presentMetric(each, String(graph.slot), place));
  const isBytes = metrics.length > 0 && graph.metrics.every(({ metric }) => metric.dimension === "bytes");
  const base = isBytes ? 1024 : 1000;
  return {
    base,
    global: {
      title: `${service.description} graph`,
      start: time(from),
      end: time(to),
      "vertical-label": "Value",
      base: String(base),
      width: "550",
      height: "140",
      "lower-limit": String(Math.min(0, ...metrics.map(({ minimum_value: least }) => least ?? 0))),
      scaled: 1,
      multiple_services: false,
    },
    metrics,
    times: Array.from({ length: graph.count }, (_, bucket) => time(timeOf(graph, bucket))),
  };
}

function presentMetric({ metric: { id, label, unit }, read }: GraphMetric, slot: string, place: number) {
  const limits = read.limits.at(-1) ?? NO_LIMITS;
  const { warning, critical } = thresholdsOf(limits);
  const figures = figuresOf(read);
  return {
    index_id: slot,
    metric_id: String(id),
    metric: label,
    metric_legend: label,
    unit,
    hidden: 0,
    min: textOrNull(limits.min),
    max: textOrNull(limits.max),
    virtual: 0,
    ds_data: {
      ds_min: "1",
      ds_max: "1",
      ds_minmax_int: null,
      ds_last: "1",
      ds_average: "1",
      ds_total: null,
      ds_tickness: "1",
      ds_color_line_mode: "1",
      ds_color_line: COLOURS[place % COLOURS.length]!,
    },
    legend: unit === "" ? label : `${label} (${unit})`,
    stack: 0,
    warn: textOrNull(warning.high),
    warn_low: textOrNull(warning.low),
    crit: textOrNull(critical.high),
    crit_low: textOrNull(critical.low),
    ds_color_area_warn: "#ff9a13",
    ds_color_area_crit: "#e00b3d",
    ds_order: place,
    data: Array.from(drawnValues(read), valueOrNull),
    prints: printsOf(figures),
    last_value: valueOrNull(figures.last),
    minimum_value: valueOrNull(figures.least),
    maximum_value: valueOrNull(figures.greatest),
    average_value: valueOrNull(figures.average),
  };
}

interface Figures {
  readonly last: number;
  readonly least: number;
  readonly greatest: number;
  readonly average: number;
}

/** Of all buckets together; NaN without a value. */
function figuresOf(read: GraphMetric["read"]): Figures {
  const { min, max, last, counts } = read;
  const values = drawnValues(read);
  let [newest, least, greatest, sum, count] = [NaN, NaN, NaN, 0, 0];
  for (let bucket = 0; bucket < counts.length; bucket++) {
    const inBucket = counts[bucket]!;
    if (inBucket === 0) continue;
    newest = last[bucket]!;
    if (!(least <= min[bucket]!)) least = min[bucket]!;
    if (!(greatest >= max[bucket]!)) greatest = max[bucket]!;
    sum += values[bucket]! * inBucket;
    count += inBucket;
  }
  return { last: newest, least, greatest, average: sum / count };
}

const printsOf = ({ last, least, greatest, average }: Figures): string[][] =>
  Object.entries({ Last: last, Min: least, Max: greatest, Average: average })
    .filter(([, value]) => !Number.isNaN(value))
    .map(([name, value]) => [`${name}:${value.toFixed(2)}`]);

const textOrNull = (value: number | null): string | null => (value === null ? null : String(value));

/** Of the metrics of a graph, in turn. */
const COLOURS = ["#29afee", "#87bd23", "#f6a13b", "#ae4ad1", "#17b3a6", "#d9534f", "#5b6fd8", "#8a6d3b"];
