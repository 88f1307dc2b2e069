import { expect, test } from "vitest";
import { parseDurationMs, parseNumber, parseString } from "./literals.ts";

test.each([
  ["1", 1],
  [".5", 0.5],
  ["1e-3", 0.001],
  ["1_000.5", 1000.5],
  ["0x1F", 31],
  ["010", 8],
  ["08", 8],
  ["inf", Infinity],
  ["NaN", NaN],
  ["1m30s", 90],
  ["1e", null],
])("the number %s is %s", (text, value) => {
  expect(parseNumber(text)).toBe(value);
});

test.each([
  ["1y2w3d4h5m6s7ms", (((365 + 14 + 3) * 24 + 4) * 3600 + 5 * 60 + 6) * 1000 + 7],
  ["90s", 90_000],
  ["300", 300_000],
  ["0.25", 250],
  ["1m1h", null],
  ["5x", null],
  ["", null],
])("the duration %s is %s ms", (text, durationMs) => {
  expect(parseDurationMs(text)).toBe(durationMs);
});

test.each([
  [`"a\\"b\\n\\x41\\101\\u00e9\\U0001F600"`, { text: 'a"b\nAA\u00e9\u{1F600}' }],
  [`'it\\'s "so"'`, { text: `it's "so"` }],
  ["`a\\d`", { text: "a\\d" }],
  [`"\\\\"`, { text: "\\" }],
  [`"a\\'"`, { fault: "unknown escape sequence \\' in a string" }],
  [`"\\d"`, { fault: "unknown escape sequence \\d in a string" }],
  [`"\\400"`, { fault: "unknown escape sequence \\400 in a string" }],
  [`"a`, { fault: "unterminated string" }],
  [`"a\\"`, { fault: "unterminated string" }],
  [`"`, { fault: "unterminated string" }],
])("the string %s", (literal, parsed) => {
  expect(parseString(literal)).toEqual(parsed);
});
