import fc from "fast-check";
import { RE2JS } from "re2js";
import { expect, it } from "vitest";
import { compileRegex } from "./regex.ts";

it("finds plain words like the expression does, including letters beyond ASCII", () => {
  const characters = fc.constantFrom("k", "K", "\u212a", "s", "ſ", "i", "İ", "ı", "é", "ß", "-", " ", "/", "1", "🔥");
  const words = fc.string({ unit: fc.constantFrom("k", "S", "i", "-", " ", "/", "1"), minLength: 1, maxLength: 2 });

  fc.assert(
    fc.property(words, fc.string({ unit: characters, maxLength: 5 }), (word, text) => {
      expect(compileRegex(word)(text)).toBe(RE2JS.compile(word, RE2JS.CASE_INSENSITIVE).test(text));
    }),
    { numRuns: 5_000 },
  );
});

it.each([
  ["web", "SRV-WEB-01", true],
  ["web", "db", false],
  ["w.b", "srv-wab", true],
  ["^srv", "my-srv", false],
  ["a b", "A B", true],
])("%s on %s is %s", (pattern, text, expected) => {
  expect(compileRegex(pattern)(text)).toBe(expected);
});
