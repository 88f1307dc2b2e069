import fc from "fast-check";
import { RE2JS } from "re2js";
import { expect, test } from "vitest";
import { PromqlError } from "../promql-error.ts";
import { compileMatcher, compileMatchers } from "./label-matcher.ts";

test("a regular expression covers the whole value", () => {
  const isMatched = compileMatcher({ label: "host", operator: "=~", value: "a.|bc" });

  expect(["ab", "bc", "abc", "xbc", "a"].map(isMatched)).toEqual([true, true, false, false, false]);
});

test("a missing label equals the empty text, and names of Object are missing labels", () => {
  const hasNone = compileMatchers([{ label: "constructor", operator: "=", value: "" }]);

  expect(hasNone({ host: "a" })).toBe(true);
  expect(hasNone({ constructor: "x" } as unknown as Record<string, string>)).toBe(false);
});

test("lists of texts match as their regular expression does", () => {
  const pattern = fc
    .array(fc.constantFrom("a", "b", "|", "\\.", "\\|", "\\\\", "\\-", "\\d", ".", "é", " ", "(?:a)"), { maxLength: 8 })
    .map((parts) => parts.join(""));
  const value = fc
    .array(fc.constantFrom("a", "b", ".", "|", "\\", "-", "é", " ", "7"), { maxLength: 5 })
    .map((parts) => parts.join(""));

  fc.assert(
    fc.property(pattern, value, (pattern, value) => {
      expect(compileMatcher({ label: "", operator: "=~", value: pattern })(value)).toBe(
        RE2JS.compile(pattern).matches(value),
      );
      expect(compileMatcher({ label: "", operator: "!~", value: pattern })(value)).toBe(
        !RE2JS.compile(pattern).matches(value),
      );
    }),
    { numRuns: 2_000 },
  );
});

test("an invalid regular expression is a PromqlError with its reason", () => {
  expect(() => compileMatcher({ label: "host", operator: "=~", value: "a(" })).toThrow(PromqlError);
  expect(() => compileMatcher({ label: "host", operator: "=~", value: "(?=a)" })).toThrow(
    /invalid regular expression "\(\?=a\)": /,
  );
});
