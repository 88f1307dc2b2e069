import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasTerm, normalized, termsOf, toggleTerm, toggleValue, valuesOf, withValues, written } from "./query-text.ts";

describe("terms", () => {
  test.each<readonly [string, readonly string[]]>([
    ["", []],
    ["  ", []],
    ["is:unhandled web", ["is:unhandled", "web"]],
    ['service:"disk /var" linux', ['service:"disk /var"', "linux"]],
    [String.raw`"a \" b" c`, [String.raw`"a \" b"`, "c"]],
    ['host:a,"b c",d', ['host:a,"b c",d']],
    ["output:/fail.*x/ -is:soft", ["output:/fail.*x/", "-is:soft"]],
    ["/var/log", ["/var/log"]],
    ['host:#/#,"/ "', ['host:#/#,"/ "']],
    ['half "open quote', ["half", '"open quote']],
  ])("of %j", (q, terms) => {
    expect(termsOf(q).map(({ text }) => text)).toEqual(terms);
  });

  test("stand where the text has them", () => {
    fc.assert(
      fc.property(fc.string(), (q) => {
        for (const { text, from, to } of termsOf(q)) expect(q.slice(from, to)).toBe(text);
      }),
    );
  });
});

test.each<readonly [string, string, string, string]>([
  ["", "state", "DOWN", "state:DOWN"],
  ["is:unhandled", "state", "DOWN", "is:unhandled state:DOWN"],
  ["state:DOWN web", "state", "CRITICAL", "state:DOWN,CRITICAL web"],
  ["a state:DOWN,CRITICAL b", "state", "down", "a state:CRITICAL b"],
  ["state:DOWN web", "state", "DOWN", "web"],
  ["state:DOWN x state:CRITICAL", "state", "OK", "state:DOWN,CRITICAL,OK x"],
  ["-state:OK", "state", "DOWN", "-state:OK state:DOWN"],
])("%j with %s %s toggled is %j", (q, field, value, expected) => {
  expect(toggleValue(q, field, value)).toBe(expected);
});

test.each<readonly [string, string, string]>([
  ["", "is:flapping", "is:flapping"],
  ["web IS:flapping", "is:flapping", "web"],
  ["web", "-is:soft", "web -is:soft"],
])("%j with %s toggled is %j", (q, term, expected) => {
  expect(toggleTerm(q, term)).toBe(expected);
  expect(hasTerm(expected, term)).toBe(!hasTerm(q, term));
});

test("reads back the values that it wrote", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1 }), { maxLength: 4 }), (values) => {
      const texts = values.map(written);
      expect(valuesOf(withValues("web is:problem", "host", texts), "host")).toEqual(texts);
    }),
  );
});

test.each([
  ["web-01", "web-01"],
  ["disk /var", '"disk /var"'],
  ["web*", '"web*"'],
  [">5", '">5"'],
  ['the "old" one', String.raw`"the \"old\" one"`],
  ["C:\\", "C:\\"],
  ["C:\\ D:\\", '"C:\\\\ D:\\\\"'],
])("the value %s is written %s", (value, text) => {
  expect(written(value)).toBe(text);
});

test("a search is the same whatever its spaces", () => {
  expect(normalized("  is:unhandled   web ")).toBe("is:unhandled web");
});
