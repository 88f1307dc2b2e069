import { expect, onTestFinished, test } from "vitest";
import { groupedNumber, writeNumbersIn } from "../../words/count.ts";
import { shortDuration, sizeText } from "./short-texts.ts";

test.each([
  [0.0004, "0.4 ms"],
  [0.0121, "12 ms"],
  [0.25, "250 ms"],
  [1.46, "1.5 s"],
  [42.4, "42 s"],
])("%d seconds are %s", (seconds, text) => {
  expect(shortDuration(seconds)).toBe(text.replace(" ", "\u00a0"));
});

test.each([
  [0, "0 B"],
  [1_500, "1.5 kB"],
  [12_400_000, "12 MB"],
  [7_300_000_000, "7.3 GB"],
])("%d bytes are %s", (bytes, text) => {
  expect(sizeText(bytes)).toBe(text.replace(" ", "\u00a0"));
});

test("numbers have the decimal mark of the language", () => {
  writeNumbersIn("fr");
  onTestFinished(() => writeNumbersIn("en"));
  expect(shortDuration(1.46)).toBe("1,5\u00a0s");
  expect(groupedNumber(12_400.5)).toBe("12\u202f400,5");
});
