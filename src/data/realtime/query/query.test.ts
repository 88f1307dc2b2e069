import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { parseQuery } from "./parse-query.ts";
import { QueryMistake } from "./query-mistake.ts";
import type { Query } from "./query.ts";
import { readDuration, readMoment } from "./read-amount.ts";
import { writeQuery } from "./write-query.ts";

const conditions = (text: string): unknown =>
  parseQuery(text).terms.map(({ isNegated, condition }) => (isNegated ? { not: condition } : condition));
const plain = (text: string) => ({ kind: "plain", text });

/** What a query means, without places and compiled expressions. */
const meaning = ({ terms }: Query): unknown =>
  JSON.parse(JSON.stringify(terms.map(({ isNegated, condition }) => ({ isNegated, condition }))));

function mistakeOf(text: string): { readonly marked: string; readonly from: number; readonly expected: string } {
  try {
    parseQuery(text);
  } catch (error) {
    if (error instanceof QueryMistake)
      return {
        marked: text.slice(error.span.from, error.span.to),
        from: error.span.from,
        expected: error.expected,
      };
    throw error;
  }
  throw new Error(`${text} was read`);
}

describe("reading a search", () => {
  test.each<[string, unknown]>([
    ["", []],
    ["  ", []],
    ["disk", [{ kind: "words", patterns: [plain("disk")] }]],
    [
      "disk var",
      [
        { kind: "words", patterns: [plain("disk")] },
        { kind: "words", patterns: [plain("var")] },
      ],
    ],
    ['"disk /var"', [{ kind: "words", patterns: [plain("disk /var")] }]],
    ['"say \\"no\\""', [{ kind: "words", patterns: [plain('say "no"')] }]],
    ["/var", [{ kind: "words", patterns: [plain("/var")] }]],
    ["/var/log", [{ kind: "words", patterns: [plain("/var/log")] }]],
    ["-disk", [{ not: { kind: "words", patterns: [plain("disk")] } }]],
    ["web-*", [{ kind: "words", patterns: [{ kind: "wildcard", text: "web-*" }] }]],
    ['"web-*"', [{ kind: "words", patterns: [plain("web-*")] }]],
    ["10.0.0.1:80", [{ kind: "words", patterns: [plain("10.0.0.1:80")] }]],
    ["host:web-01,db", [{ kind: "text", field: "host", patterns: [plain("web-01"), plain("db")] }]],
    ["HOST:a", [{ kind: "text", field: "host", patterns: [plain("a")] }]],
    ['-group:"my group"', [{ not: { kind: "text", field: "group", patterns: [plain("my group")] } }]],
    ["state:critical,Down", [{ kind: "state", states: ["CRITICAL", "DOWN"] }]],
    ["type:host", [{ kind: "type", types: ["host"] }]],
    ["is:unhandled,stale", [{ kind: "is", flags: ["unhandled", "stale"] }]],
    ["hard:yes", [{ kind: "state-type", isHard: true, states: null }]],
    ["soft:yes", [{ kind: "state-type", isHard: false, states: null }]],
    ["soft:no", [{ kind: "state-type", isHard: true, states: null }]],
    ["soft:WARNING", [{ kind: "state-type", isHard: false, states: ["WARNING"] }]],
    ["var.Rack:12", [{ kind: "variable", name: "RACK", patterns: [plain("12")] }]],
    [
      "importance:5",
      [
        {
          kind: "amount",
          field: "importance",
          ranges: [
            { unit: "number", least: { value: 5, isIncluded: true }, most: { value: 5, isIncluded: true }, text: "5" },
          ],
        },
      ],
    ],
    [
      "since:>2h",
      [
        {
          kind: "amount",
          field: "since",
          ranges: [{ unit: "age", least: { value: 7200, isIncluded: false }, most: null, text: ">2h" }],
        },
      ],
    ],
    [
      "checked:1h30m..2h",
      [
        {
          kind: "amount",
          field: "checked",
          ranges: [
            {
              unit: "age",
              least: { value: 5400, isIncluded: true },
              most: { value: 7200, isIncluded: true },
              text: "1h30m..2h",
            },
          ],
        },
      ],
    ],
    [
      "since:<=2026-11-29T03:00Z",
      [
        {
          kind: "amount",
          field: "since",
          ranges: [
            { unit: "time", least: null, most: { value: 1795921200, isIncluded: true }, text: "<=2026-11-29T03:00Z" },
          ],
        },
      ],
    ],
  ])("%s", (text, expected) => {
    expect(conditions(text)).toEqual(expected);
  });

  test.each<[string, string, RegExp]>([
    ["disk hots:web", "hots", /one of type, state, .*var\.NAME before the colon/],
    ["state:CRITICL", "CRITICL", /one of DOWN, CRITICAL/],
    ["is:", "", /a value of is/],
    ["host:a,,b", ",", /a value after the comma/],
    ["disk -", "", /a word or a field after -/],
    ["--disk", "-", /a word or a field after -/],
    ['a "disk', '"disk', /a second quotation mark/],
    ['"a"b', "b", /a space or a comma/],
    ['a"b"', '"', /only before and after a whole value/],
    ["host:>5", ">5", /a host name \(quotation marks/],
    ["since:2h", "2h", /a duration or a time with >/],
    ["since:>2", ">2", /a duration or a time/],
    ["since:2h..1h", "2h..1h", /from the smaller to the larger/],
    ["since:>2026-13-29", ">2026-13-29", /a duration or a time/],
    ["importance:high", "high", /a number, such as 5/],
    ["is:/a/", "/a/", /one of problem/],
    ["/(/", "/(/", /a regular expression/],
    ["/a/ /b/ /c/ /d/ /e/ /f/", "/f/", /at most 5 regular expressions/],
    ["type:router", "router", /one of host, service/],
  ])("%s marks %s", (text, marked, expected) => {
    const mistake = mistakeOf(text);
    expect(mistake.marked).toBe(marked);
    expect(mistake.expected).toMatch(expected);
  });

  it("has limits", () => {
    expect(mistakeOf("x".repeat(2_001)).expected).toBe("at most 2000 characters");
    expect(mistakeOf("a ".repeat(51)).from).toBe(100);
    expect(mistakeOf(`host:${"a,".repeat(100)}a`).expected).toBe("at most 100 values");
  });
});

const pieces = fc
  .array(
    fc.constantFrom(
      ...'-:,"/\\* ><=.ab0é',
      "is:",
      "host:",
      "since:",
      "state:",
      "var.X:",
      ">2h",
      "1..5",
      "importance:",
      "DOWN",
      "problem",
      "a*",
      "/a/",
      "..",
      "2026-11-29",
    ),
    { maxLength: 30 },
  )
  .map((all) => all.join(""));

it("ends every text in a search or in a mistake at a place within it", () => {
  fc.assert(
    fc.property(fc.oneof(pieces, fc.string({ unit: "binary-ascii" })), (text) => {
      try {
        parseQuery(text);
      } catch (error) {
        if (!(error instanceof QueryMistake)) throw error;
        const { from, to } = error.span;
        expect([from >= 0, from <= to, to <= text.length]).toEqual([true, true, true]);
        expect(error.expected).not.toBe("");
      }
    }),
    { numRuns: 500 },
  );
});

it("writes what it understood so that it means the same", () => {
  fc.assert(
    fc.property(pieces, (text) => {
      let query: Query;
      try {
        query = parseQuery(text);
      } catch {
        return;
      }
      const written = writeQuery(query);
      expect(meaning(parseQuery(written))).toEqual(meaning(query));
      expect(writeQuery(parseQuery(written))).toBe(written);
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  ["90s", 90],
  ["5min", 300],
  ["1.5h", 5400],
  ["2d", 172_800],
  ["1w", 604_800],
  ["2", undefined],
  ["h", undefined],
  ["", undefined],
])("duration %s", (text, seconds) => {
  expect(readDuration(text)).toBe(seconds);
});

test.each([
  ["2023-11-14", 1_699_920_000],
  ["2023-11-14T22:13:20Z", 1_700_000_000],
  ["2023-11-14T23:13:20+01:00", 1_700_000_000],
  ["2023-11-14T22:13", 1_699_999_980],
  ["22:13", undefined],
])("moment %s", (text, seconds) => {
  expect(readMoment(text)).toBe(seconds);
});
