import type { PromqlError, PromqlErrorKind } from "./promql-error.ts";
import type { QueryResult } from "./query-result.ts";

type Point = readonly [seconds: number, value: string];
type Metric = Readonly<Record<string, string>>;

/** `data` of an answer of Prometheus' `/api/v1/query` and `/api/v1/query_range`. */
export type PrometheusData =
  | {
      readonly resultType: "matrix";
      readonly result: readonly { readonly metric: Metric; readonly values: readonly Point[] }[];
    }
  | { readonly resultType: "vector"; readonly result: readonly { readonly metric: Metric; readonly value: Point }[] }
  | { readonly resultType: "scalar" | "string"; readonly result: Point };

export function prometheusData(result: QueryResult): PrometheusData {
  switch (result.type) {
    case "matrix":
      return {
        resultType: "matrix",
        result: result.series.map(({ labels, timesMs, values }) => ({
          metric: labels,
          values: timesMs.map((timeMs, index) => pointOf(timeMs, values[index]!)),
        })),
      };
    case "vector":
      return {
        resultType: "vector",
        result: result.samples.map(({ labels, value }) => ({ metric: labels, value: pointOf(result.timeMs, value) })),
      };
    case "scalar":
      return { resultType: "scalar", result: pointOf(result.timeMs, result.value) };
    case "string":
      return { resultType: "string", result: [result.timeMs / 1000, result.value] };
  }
}

const pointOf = (timeMs: number, value: number): Point => [timeMs / 1000, formatValue(value)];

/** A number as Prometheus writes it: the shortest decimal, with an exponent of two digits below 1e-6 and from 1e21. */
export function formatValue(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (value === Infinity) return "+Inf";
  if (Object.is(value, -0)) return "-0";
  if (value === -Infinity) return "-Inf";
  return String(value).replace(/e([+-])(\d)$/, "e$10$2");
}

/** Error answer of Prometheus' HTTP API. */
export interface PrometheusError {
  readonly httpStatus: number;
  readonly body: { readonly status: "error"; readonly errorType: string; readonly error: string };
}

const ERROR_TYPES: Readonly<Record<PromqlErrorKind, readonly [httpStatus: number, errorType: string]>> = {
  syntax: [400, "bad_data"],
  unsupported: [422, "bad_data"],
  execution: [422, "execution"],
  limit: [422, "execution"],
  timeout: [422, "timeout"],
  canceled: [503, "canceled"],
};

export function prometheusError({ kind, message }: PromqlError): PrometheusError {
  const [httpStatus, errorType] = ERROR_TYPES[kind];
  return { httpStatus, body: { status: "error", errorType, error: message } };
}
