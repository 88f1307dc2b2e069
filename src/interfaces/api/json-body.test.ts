import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cpuMs } from "../../../test/support/cpu-time.ts";
import { JsonDouble, readJsonBody } from "./json-body.ts";

/** Reads all values with their source text: slower, and right by construction. */
function readWithSource(text: string): string | undefined {
  const parse = JSON.parse as (
    text: string,
    reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
  ) => unknown;
  try {
    return JSON.stringify(
      parse(text, (key, value, { source }) => {
        if (!key.isWellFormed() || (typeof value === "string" && !value.isWellFormed()))
          throw new SyntaxError("a lone surrogate");
        if (typeof value !== "number") return value;
        // V8 leaves the source out for some integers beside keys with escapes.
        const written = source ?? String(value);
        return /^-?\d+$/.test(written) && Math.abs(value) < 2 ** 63 && written !== "-0" ? value : { written };
      }),
    );
  } catch {
    return undefined;
  }
}

function read(text: string): string | undefined {
  try {
    return JSON.stringify(readJsonBody(Buffer.from(text)), withSource);
  } catch {
    return undefined;
  }
}

/** Shows a double with its source, not as the number that an answer has. */
function withSource(this: Readonly<Record<string, unknown>>, key: string, value: unknown): unknown {
  const given = this[key];
  return given instanceof JsonDouble ? { written: given.written } : value;
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

describe("a body", () => {
  test.each([
    ['{"duration":3600.0}', "3600.0"],
    ['{"duration":3e2}', "3e2"],
    ['{"duration":-0}', "-0"],
    ['{"duration":9223372036854775808}', "9223372036854775808"],
  ])("keeps a number that is not written as an integer: %s", (text, written) => {
    expect(readJsonBody(Buffer.from(text))).toEqual({ duration: new JsonDouble(written) });
  });

  test.each(['{"duration":3600}', '{"duration":-1}', '{"duration":9007199254740991}', '{"d":"0.5 \\" e -0"}'])(
    "has ordinary values otherwise: %s",
    (text) => {
      expect(readJsonBody(Buffer.from(text))).toEqual(JSON.parse(text));
    },
  );

  test.each([
    '{"a":"\\ud800"}',
    '{"\\udc00":1}',
    "{1.5:2}",
    "[1.5.5]",
    "[01.5]",
    `${"[".repeat(65)}${"]".repeat(65)}`,
    `[${"1.5,".repeat(1_001)}1]`,
    "1.5",
  ])("is refused if it is not JSON, or more than any client sends: %s", (text) => {
    expect(() => readJsonBody(Buffer.from(text))).toThrow("Invalid json message received");
  });

  test("may be long, nested and have names of Object", () => {
    const text = `{"__proto__":[${"[],".repeat(1_000)}{"constructor":1.5}],"a":"\\ud83d\\ude00"}`;

    expect(read(text)).toBe(readWithSource(text));
  });

  test.each([
    "[",
    "[1],",
    '{"a":',
    "1.5,",
    "-1,",
    "1e5,",
    '"\\ud800",',
    '"a",',
    '"\\\\",',
    "{},",
    "1,",
    "-0,",
    '"#":1,',
    '{"#":"xxxxxxxxxxxxxxxx"},',
  ])("of 1 MiB takes less than 20 ms: %s", (piece) => {
    const many = Math.floor(1_048_000 / piece.length);
    const numbered = (_: unknown, place: number): string => piece.replace("#", String(place));
    const text = piece.includes("#") ? Array.from({ length: many }, numbered).join("") : piece.repeat(many);
    const body = Buffer.from(piece.startsWith('"#') ? `{${text.slice(0, 1_048_000)}"":1}` : `[${text}1]`);
    const times = Array.from({ length: 5 }, () => {
      const begun = cpuMs();
      try {
        readJsonBody(body);
      } catch {}
      return cpuMs() - begun;
    });

    expect(Math.min(...times)).toBeLessThan(20);
  });

  test("has the same value as one read with its source", () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const text = `[${json}]`;
        expect(read(text)).toBe(readWithSource(text));
      }),
      { numRuns: 2_000 },
    );
  });

  test("is refused if it is not JSON, as one read with its source is", () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (words) => {
        const text = `["${words.join("")}"]`;
        const other = `[${words.join("")}]`;
        expect([read(text), read(other)]).toEqual([readWithSource(text), readWithSource(other)]);
      }),
      { numRuns: 5_000 },
    );
  });
});
