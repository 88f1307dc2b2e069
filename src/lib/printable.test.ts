import { expect, test } from "vitest";
import { printable, printableJson, printableLines } from "./printable.ts";

const HOSTILE = "a\u001b]0;x\u0007\n\t\r\u009b31m\u202eb\u2028é✓";

test("control characters of a name are written as escapes, and other characters stay", () => {
  expect(printable(HOSTILE)).toBe(String.raw`a\x1b]0;x\x07\n\t\r\x9b31m\u202eb\u2028é✓`);
});

test("a text of several lines keeps its line ends and tabs only", () => {
  expect(printableLines(HOSTILE)).toBe(`${String.raw`a\x1b]0;x\x07`}\n\t${String.raw`\r\x9b31m\u202eb\u2028é✓`}`);
});

test("a line of JSON means the same afterwards", () => {
  const line = printableJson(`${JSON.stringify({ name: HOSTILE })}\n`);

  expect(line).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u202e]/);
  expect(JSON.parse(line)).toEqual({ name: HOSTILE });
});
