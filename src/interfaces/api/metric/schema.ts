import Type from "typebox";
import { nullableDate, nullableInteger, nullableNumber, nullableString } from "../schema-types.ts";

export const MAX_RESOURCES = 50;
export const MAX_METRICS = 500;
export const DEFAULT_WIDTH = 600;

const range = (description: string) =>
  Type.Unsafe<{ readonly low: number | null; readonly high: number | null; readonly inside: boolean } | null>({
    type: ["object", "null"],
    description,
    properties: {
      low: { type: ["number", "null"], description: "Null: no lower end" },
      high: { type: ["number", "null"], description: "Null: no upper end" },
      inside: { type: "boolean", description: "True: alerts for values inside the range, as `@` in Nagios" },
    },
    required: ["low", "high", "inside"],
  });

const metricFields = {
  metric_id: Type.Integer({ description: "Stays when the host or the service is renamed" }),
  label: Type.String({ examples: ["load1", "/var"] }),
  unit: Type.String({ description: "Of the values: the unit that the first result had", examples: ["s", "MB", "%"] }),
  dimension: Type.String({
    description: "seconds, bytes, bits, percent, counter, number, or `unit …` for any other unit",
  }),
};

export const metricList = Type.Object(
  {
    result: Type.Array(Type.Object(metricFields, { title: "Metric" })),
    meta: Type.Object({
      faults: nullableString("What of the newest performance data is not understood, with place and reason"),
    }),
  },
  { title: "Metrics" },
);

const values = (description: string) =>
  Type.Array(nullableNumber("One for each bucket; null: no value"), { description });

export const seriesAnswer = Type.Object(
  {
    from: nullableDate("Start of the first bucket"),
    step: Type.Integer({ description: "Seconds of a bucket" }),
    buckets: Type.Integer({ description: "Number of buckets" }),
    level: Type.String({
      description: "What the answer was read from: raw, hours or days; the coarsest part counts; or remote",
    }),
    resources: Type.Array(
      Type.Object({
        host: Type.Object({ id: Type.Integer(), name: Type.String() }),
        service: Type.Unsafe<{ readonly id: number; readonly name: string } | null>({
          type: ["object", "null"],
          properties: { id: { type: "integer" }, name: { type: "string" } },
          required: ["id", "name"],
        }),
        states: values("Worst state in each bucket"),
        metrics: Type.Array(
          Type.Object({
            ...metricFields,
            average: values(
              "Of a counter (dimension `counter`): its increase; null also after a gap, where it is unknown",
            ),
            min: values("Least value"),
            max: values("Greatest value"),
            last: values("Last value"),
            per_second: Type.Unsafe<(number | null)[] | null>({
              type: ["array", "null"],
              items: { type: ["number", "null"] },
              description:
                "Of a counter: its increase a second, of the part of a bucket in which it is known; null for any other metric",
            }),
            count: Type.Array(Type.Integer(), { description: "Number of values" }),
            thresholds: Type.Array(
              Type.Object({
                since: nullableDate("Time of the first result with these"),
                warning: range("Warning threshold"),
                critical: range("Critical threshold"),
                min: nullableNumber("Least possible value"),
                max: nullableNumber("Greatest possible value"),
              }),
              { description: "As they changed over time, oldest first" },
            ),
          }),
        ),
      }),
    ),
  },
  { title: "Series" },
);

export const statusAnswer = Type.Object(
  {
    levels: Type.Array(
      Type.Object({
        name: Type.String({ examples: ["raw", "hours", "days", "log", "registry"] }),
        since: nullableDate("How far it reaches back"),
        bytes: Type.Integer(),
      }),
    ),
    bytes_per_day: nullableInteger("Bytes of the newest day that is complete, raw values and hours"),
    resources: Type.Integer(),
    metrics: Type.Integer(),
    taken: Type.Integer({ description: "Results taken since the start" }),
    dropped: Type.Integer({ description: "Results lost, since neither disk nor memory took them" }),
    not_newer: Type.Integer({ description: "Results left out, since a newer one was there" }),
    too_late: Type.Integer({ description: "Results of days that take no more" }),
    faults: Type.Integer({ description: "Items that are no performance data" }),
    largest: Type.Array(
      Type.Object({
        host: nullableString("Null: not configured any more"),
        service: nullableString("Null for a host"),
        metrics: Type.Integer(),
      }),
      { description: "Resources with most metrics" },
    ),
    remote_write: Type.Array(
      Type.Object({
        name: Type.String(),
        is_failing: Type.Boolean({ description: "It takes nothing at present" }),
        points: Type.Integer({ description: "Points taken since the start" }),
        refused: Type.Integer({ description: "Points refused since the start" }),
        lost: Type.Integer({ description: "Points lost since the start: it was away for longer than its buffer" }),
      }),
      { description: "Targets of remote write" },
    ),
  },
  { title: "Metrics status" },
);

const time = (description: string) =>
  Type.Optional(Type.String({ description, examples: ["2026-11-29T10:00:00Z", "1795946400"] }));

export const seriesParameters = {
  resource: Type.Array(Type.String({ examples: ["14", "14/27"] }), {
    description: `host_id, or host_id/service_id; may be repeated, at most ${MAX_RESOURCES}`,
  }),
  metric: Type.Optional(
    Type.Array(Type.String(), { description: "Only metrics with this label; may be repeated. Default: all" }),
  ),
  from: time("RFC 3339 or Unix seconds. Default: a day before `to`"),
  to: time("Default: now"),
  width: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 4_000, default: DEFAULT_WIDTH, description: "Most buckets" }),
  ),
  format: Type.Optional(Type.Union([Type.Literal("json"), Type.Literal("csv")], { default: "json" })),
  local: Type.Optional(Type.Boolean({ description: "true: what is kept here, not what `read_from` names" })),
};
