import { expect, test } from "vitest";
import { formatValue, prometheusData, prometheusError } from "./prometheus-answer.ts";
import { PromqlError, type PromqlErrorKind } from "./promql-error.ts";

test.each([
  [0, "0"],
  [-0, "-0"],
  [0.1, "0.1"],
  [1e20, "100000000000000000000"],
  [1e21, "1e+21"],
  [1.5e-7, "1.5e-07"],
  [0.000_001, "0.000001"],
  [-1e-300, "-1e-300"],
  [NaN, "NaN"],
  [Infinity, "+Inf"],
  [-Infinity, "-Inf"],
])("%d is written as %s", (value, text) => {
  expect(formatValue(value)).toBe(text);
});

test("times are seconds, with milliseconds where there are some", () => {
  const series = [{ labels: { host: "a" }, timesMs: [1_700_000_000_000, 1_700_000_000_250], values: [1, 2] }];

  expect(JSON.stringify(prometheusData({ type: "matrix", series }))).toBe(
    '{"resultType":"matrix","result":[{"metric":{"host":"a"},"values":[[1700000000,"1"],[1700000000.25,"2"]]}]}',
  );
});

test.each<[PromqlErrorKind, number, string]>([
  ["syntax", 400, "bad_data"],
  ["unsupported", 422, "bad_data"],
  ["execution", 422, "execution"],
  ["limit", 422, "execution"],
  ["timeout", 422, "timeout"],
  ["canceled", 503, "canceled"],
])("an error of kind %s is HTTP %d, %s", (kind, httpStatus, errorType) => {
  expect(prometheusError(new PromqlError(kind, "why"))).toEqual({
    httpStatus,
    body: { status: "error", errorType, error: "why" },
  });
});
