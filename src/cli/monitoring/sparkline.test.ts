import { expect, it } from "vitest";
import { bytesText, shortNumber, sparkline } from "./sparkline.ts";

it.each<[(number | null)[], string]>([
  [[], ""],
  [[1, 2, 3, 4, 5, 6, 7, 8], "▁▂▃▄▅▆▇█"],
  [[0, null, 10], "▁ █"],
  [[5, 5, null], "▅▅ "],
  [[null, null], "  "],
])("draws %j as %j", (values, line) => {
  expect(sparkline(values)).toBe(line);
});

it.each<[number | null, string]>([
  [null, "-"],
  [0.031249, "0.03125"],
  [41.2, "41.2"],
  [123_456, "123500"],
  [25_486_688_256, "2.549e10"],
])("writes %d short", (value, text) => {
  expect(shortNumber(value)).toBe(text);
});

it.each<[number, string]>([
  [0, "0 B"],
  [512, "512 B"],
  [25_486_688_256, "23.7 GB"],
])("writes %d bytes with a prefix", (bytes, text) => {
  expect(bytesText(bytes)).toBe(text);
});
