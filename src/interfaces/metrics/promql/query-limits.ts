import { PromqlError } from "./promql-error.ts";

/** What one query may cost. */
export interface QueryLimits {
  /** Steps of a range query. */
  readonly stepsPerSeries: number;
  /** Series read. */
  readonly series: number;
  /** Points read. */
  readonly points: number;
  /** Points of the result. */
  readonly resultPoints: number;
  readonly timeoutMs: number;
}

export const QUERY_LIMITS: QueryLimits = {
  stepsPerSeries: 11_000,
  series: 10_000,
  points: 50_000_000,
  resultPoints: 5_000_000,
  timeoutMs: 10_000,
};

/** Throws `PromqlError` if more than `limit` of a thing, named in the plural, are needed. */
export function keepWithin(count: number, limit: number, things: string): void {
  if (count > limit) {
    throw new PromqlError("limit", `the query needs more than ${limit.toLocaleString("en")} ${things}`);
  }
}
