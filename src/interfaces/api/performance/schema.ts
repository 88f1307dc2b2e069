import Type from "typebox";
import { hostIdParameter, nullableNumber, nullableString, serviceIdParameter } from "../schema-types.ts";

export const serviceParameters = { ...hostIdParameter, ...serviceIdParameter };
export const metricParameter = { metric_name: Type.String({ description: "Label of the metric, escaped" }) };

const date = (description: string) =>
  Type.String({ description, examples: ["2026-11-29T10:00:00Z", "1795946400", "2026-11-29"] });

export const rangeParameters = {
  start: Type.Optional(date("Date or Unix seconds. Default: a day before the end")),
  end: Type.Optional(date("Default: now")),
};
export const pathRangeParameters = { start: date("Date or Unix seconds"), end: date("Date or Unix seconds") };
export const downloadParameters = { start_date: date("Date or Unix seconds"), end_date: date("Date or Unix seconds") };

export const currentMetric = Type.Object(
  {
    id: Type.Integer(),
    name: Type.String({ description: "Label" }),
    unit: Type.String(),
    current_value: nullableNumber("Of the newest result; null if it has none"),
    warning_high_threshold: nullableNumber("Null: none"),
    warning_low_threshold: nullableNumber("Null: none"),
    critical_high_threshold: nullableNumber("Null: none"),
    critical_low_threshold: nullableNumber("Null: none"),
    min: nullableNumber("Least possible value"),
    max: nullableNumber("Greatest possible value"),
  },
  { title: "Current metric" },
);

const graphMetric = Type.Object({
  index_id: Type.String({ description: "The service" }),
  metric_id: Type.String(),
  metric: Type.String(),
  metric_legend: Type.String(),
  unit: Type.String(),
  hidden: Type.Integer(),
  min: nullableString("Least possible value"),
  max: nullableString("Greatest possible value"),
  virtual: Type.Integer(),
  ds_data: Type.Object({
    ds_min: Type.String(),
    ds_max: Type.String(),
    ds_minmax_int: nullableString("Always null"),
    ds_last: Type.String(),
    ds_average: Type.String(),
    ds_total: nullableString("Always null"),
    ds_tickness: Type.String(),
    ds_color_line_mode: Type.String(),
    ds_color_line: Type.String(),
  }),
  legend: Type.String({ examples: ["rta (ms)"] }),
  stack: Type.Integer(),
  warn: nullableString("Upper end of the warning threshold"),
  warn_low: nullableString("Lower end"),
  crit: nullableString("Upper end of the critical threshold"),
  crit_low: nullableString("Lower end"),
  ds_color_area_warn: Type.String(),
  ds_color_area_crit: Type.String(),
  ds_order: Type.Integer(),
  data: Type.Array(nullableNumber("Null: no value"), {
    description: "One for each of `times`: the average, of a counter (unit `c`) the last value as stored",
  }),
  prints: Type.Array(Type.Array(Type.String({ examples: ["Last:0.50"] }))),
  last_value: nullableNumber("Null: no value"),
  minimum_value: nullableNumber("Null: no value"),
  maximum_value: nullableNumber("Null: no value"),
  average_value: nullableNumber("Null: no value"),
});

const graphWith = <Time extends ReturnType<typeof Type.String> | ReturnType<typeof Type.Integer>>(time: Time) =>
  Type.Object({
    base: Type.Integer({ description: "1024 if all metrics are bytes, else 1000" }),
    global: Type.Object({
      title: Type.String(),
      start: time,
      end: time,
      "vertical-label": Type.String(),
      base: Type.String(),
      width: Type.String(),
      height: Type.String(),
      "lower-limit": Type.String(),
      scaled: Type.Integer(),
      multiple_services: Type.Boolean(),
    }),
    metrics: Type.Array(graphMetric),
    times: Type.Array(time),
  });

export const graphAnswer = graphWith(Type.String({ examples: ["2026-11-29T10:00:00Z"] }));
export const graphInSecondsAnswer = graphWith(Type.Integer({ description: "Unix seconds" }));

const stretches = Type.Array(
  Type.Object({ start: Type.String({ examples: ["1795946400"] }), end: Type.String({ examples: ["1795950000"] }) }),
);
export const statusAnswer = Type.Object({
  critical: stretches,
  warning: stretches,
  ok: stretches,
  unknown: stretches,
});

export const csvAnswer = Type.String({ description: "CSV: `time;humantime;` and the labels." });
