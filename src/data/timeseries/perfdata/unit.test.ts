import { expect, it } from "vitest";
import { convert, unitOf } from "./unit.ts";

it.each<[number, string, string, number]>([
  [12, "ms", "s", 0.012],
  [0.1234, "s", "ms", 123.4],
  [1.005, "s", "us", 1_005_000],
  [7, "ns", "s", 7e-9],
  [1e-7, "s", "ms", 1e-4],
  [3, "GB", "MB", 3072],
  [512, "MB", "GB", 0.5],
  [1, "TiB", "KB", 1024 ** 3],
  [5, "Mb", "b", 5_000_000],
  [NaN, "ms", "s", NaN],
  [Infinity, "ms", "s", Infinity],
])("converts %d %s to %s", (value, from, to, expected) => {
  expect(convert(value, unitOf(from), unitOf(to))).toBe(expected);
});

it.each([
  ["", "number"],
  ["%", "percent"],
  ["c", "counter"],
  ["us", "seconds"],
  ["kB", "bytes"],
  ["b", "bits"],
  ["rpm", "unit rpm"],
  ["b/s", "unit b/s"],
])("knows that %j measures %s", (text, dimension) => {
  expect(unitOf(text).dimension).toBe(dimension);
});
