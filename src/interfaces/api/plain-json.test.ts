import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readJsonBody } from "./json-body.ts";
import { isPlainJson } from "./plain-json.ts";

/** Reads all values with their source text. */
function readAllWays(text: string): string | undefined {
  const parse = JSON.parse as (
    text: string,
    reviver: (key: string, value: unknown, context: { readonly source: string }) => unknown,
  ) => unknown;
  try {
    return JSON.stringify(
      parse(text, (key, value, { source }) => {
        if (!key.isWellFormed() || (typeof value === "string" && !value.isWellFormed()))
          throw new SyntaxError("a lone surrogate");
        return typeof value === "number" && !(/^-?\d+$/.test(source) && Math.abs(value) < 2 ** 63 && source !== "-0")
          ? { double: value, written: source }
          : value;
      }),
    );
  } catch {
    return undefined;
  }
}

function readShort(text: string): string | undefined {
  try {
    return JSON.stringify(readJsonBody(Buffer.from(text)));
  } catch {
    return undefined;
  }
}

const pieces = fc.constantFrom(
  '"',
  "\\",
  '\\"',
  "\\\\",
  "\\u",
  "\\ud800",
  "e",
  "E",
  ".",
  "-",
  "0",
  "1",
  "12345678901234567890",
  "{",
  "}",
  "[",
  "]",
  ":",
  ",",
  " ",
  "true",
  "null",
  "x",
  "é",
);

describe("a body without unusual numbers or escapes", () => {
  test.each([
    ['{"resources":[{"id":7,"parent":{"id":1},"output":"0.5 \\"e\\" -1.0","ok":true}]}', true],
    ['{"duration":3600.0}', false],
    ['{"duration":3e2}', false],
    ['{"duration":-0}', false],
    ['{"id":9223372036854775807}', false],
    ['{"a":"\\ud800"}', false],
    [`${"[".repeat(65)}${"]".repeat(65)}`, false],
    [`[${"[],".repeat(65)}[]]`, true],
    ['{"a\\\\":1.5}', false],
  ])("is read by the short way: %s", (text, isPlain) => {
    expect(isPlainJson(text)).toBe(isPlain);
  });

  test("gives the same value on both paths", () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const text = `[${json}]`;
        expect(readShort(text)).toBe(readAllWays(text));
      }),
      { numRuns: 2_000 },
    );
  });

  test("is refused on both paths if it is not JSON", () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (words) => {
        const text = `["${words.join("")}"]`;
        const other = `[${words.join("")}]`;
        expect([readShort(text), readShort(other)]).toEqual([readAllWays(text), readAllWays(other)]);
      }),
      { numRuns: 5_000 },
    );
  });
});
