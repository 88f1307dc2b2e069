import fc from "fast-check";
import { expect, test } from "vitest";
import { PromqlError } from "../promql-error.ts";
import { parseQuery } from "./parse-query.ts";

const errorOf = (query: string): PromqlError => {
  try {
    parseQuery(query);
  } catch (error) {
    if (error instanceof PromqlError) return error;
    throw error;
  }
  throw new Error(`parsed: ${query}`);
};

test.each([
  ["", "1:1: unexpected end of the query, expected an expression"],
  ["load +", "1:7: unexpected end of the query, expected an expression"],
  ["load\n  up", '2:3: unexpected "up", expected an operator or the end of the query'],
  ["rate(load[5m)", '1:13: unexpected ")", expected a duration such as "5m" and "]"'],
  ["rate(load[5x])", '1:12: unexpected "x", expected a duration such as "5m" and "]"'],
  ["load offset", '1:12: unexpected end of the query, expected a duration such as "5m"'],
  ["load{host}", '1:10: unexpected "}", expected one of =, !=, =~, !~ and a quoted value'],
  ['load{host="a" b="c"}', '1:15: unexpected "b", expected a label matcher such as name="value", "," or "}"'],
  ["sum by (host (load)", '1:14: unexpected "(", expected a label name, "," or ")"'],
  ["(load", '1:6: unexpected end of the query, expected an operator or ")"'],
  ["load offset 5m offset 5m", "1:16: offset is given twice"],
  ["load offset 1m [5m]", "1:16: a range must stand before the offset"],
  ["(load)[5m]", "1:7: a range or an offset can only follow a selector"],
  ["load[0s]", "1:5: a range must be longer than 0"],
  ["load[200y]", "1:6: 200y is longer than 100 years"],
  ["{}", "1:1: a selector needs a matcher that does not match the empty text"],
  ['load{__name__="up"}', "1:1: the metric name is given twice"],
  ['"a\\d"', "1:1: unknown escape sequence \\d in a string"],
  ['load{host="a', '1:13: unexpected end of the query, expected a label matcher such as name="value", "," or "}"'],
  ['load{host="a\\"}', '1:16: unexpected end of the query, expected a label matcher such as name="value", "," or "}"'],
  ["rate(load)", "argument 1 of rate() must be a range vector, not an instant vector"],
  ["round(load, 1, 2)", "round() takes 1 or 2 arguments, not 3"],
  ["topk(load)", "1:1: topk() takes 2 arguments, not 1"],
  ["1 == 1", "a comparison of two scalars needs the bool modifier: == bool"],
  ["1 or load", "or needs an instant vector on both sides"],
  ["load + on (host) 1", "on(…) needs an instant vector on both sides of +"],
])("the mistake in %j is described", (query, message) => {
  expect(errorOf(query)).toMatchObject({ kind: "syntax", message });
});

test.each([
  ["median(load)", '1:7: unknown function "median"'],
  ["1 + histogram_quantile(0.9, load)", "1:5: function histogram_quantile() is not supported"],
  ['count_values("v", load)', "1:1: aggregation count_values() is not supported"],
  ["max_over_time(rate(load[5m])[1h:1m])", "1:29: subqueries ([range:step]) are not supported"],
  ["load @ 1700000000", "1:6: the @ modifier is not supported"],
  ["load * on (host) group_left up", "1:8: group_left is not supported: matching is one to one"],
  ["load atan2 up", "1:6: operator atan2 is not supported"],
  ["load[5m + 1m]", "1:6: calculated durations (5m + 1m) are not supported"],
])("%s is refused by name", (query, message) => {
  expect(errorOf(query)).toMatchObject({ kind: "unsupported", message });
});

test.each([
  ["((".repeat(5_000), "1:101: nested more than 100 deep"],
  [`${"(".repeat(100)}1${")".repeat(100)} + (${"(".repeat(100)}`, "1:305: nested more than 100 deep"],
  [`load${" - -load".repeat(126)}`, "1:1006: more than 250 operators"],
  [`load{host="${"a".repeat(16_000)}"}`, "the query is longer than 16000 characters"],
  [`load{host=~"${".{0,1000}".repeat(100)}"}`, "1:12: the regular expressions repeat too much"],
  [`load${`{a=~".{0,1000}"} + load`.repeat(6)}`, "1:124: the regular expressions repeat too much"],
  [`label_replace(load, "a", "b", "c", "(x{100}){100}")`, "1:36: the regular expressions repeat too much"],
  [`load{host=~"(${"a".repeat(4_000)})"}`, "regular expression longer than 4000 characters"],
])("a query that is too large is refused (%#)", (query, message) => {
  expect(errorOf(query)).toMatchObject({ kind: "syntax", message });
});

test("the largest chains are parsed", () => {
  expect(parseQuery(`a offset 1m${" + a offset 1m".repeat(124)}`)).toMatchObject({ kind: "binary" });
  expect(parseQuery(`a${" - -a".repeat(125)}`)).toMatchObject({ kind: "binary" });
  expect(
    parseQuery(`a{h=~"${Array.from({ length: 700 }, (_, host) => `host-${host}\\\\.example`).join("|")}"}`),
  ).toMatchObject({
    kind: "selector",
  });
});

test("brackets and operators in strings and comments do not count", () => {
  expect(parseQuery(`"${"(".repeat(500)}" # ${"+(".repeat(500)}`)).toMatchObject({ kind: "string" });
});

test("any text is parsed or refused, in little time", () => {
  const token = fc.constantFrom(
    ...'a load 1 5m ( ) [ ] { } , + - * ^ = == =~ " \' ` # \\ @ : by on bool offset sum rate( host="a" \n'.split(" "),
  );
  const texts = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.array(token, { maxLength: 60 }).map((list) => list.join(" ")),
  );

  fc.assert(
    fc.property(texts, (text) => {
      try {
        parseQuery(text);
      } catch (error) {
        expect(error).toBeInstanceOf(PromqlError);
      }
    }),
    { numRuns: 500 },
  );
});
