import fc from "fast-check";
import "../../../test/support/property-seed.ts";
import { describe, expect, test } from "vitest";
import { atOnce } from "../../lib/cooperative.ts";
import { groupVerdicts, meanOf, type GroupMode } from "./group.ts";
import { totalsOf, type VerdictSpan } from "./verdicts.ts";

/** Verdicts of a text, a letter for each instant: good, bad, excluded, or a dot for no service time. */
const spansOf = (text: string): readonly VerdictSpan[] =>
  [...text].flatMap((letter, from) => {
    const verdict = ({ g: "good", b: "bad", x: "excluded" } as const)[letter];
    return verdict === undefined ? [] : [{ from, to: from + 1, verdict }];
  });

function textOf(spans: readonly VerdictSpan[], length: number): string {
  const letters = Array.from({ length }, () => ".");
  for (const { from, to, verdict } of spans) letters.fill(verdict === "excluded" ? "x" : verdict[0]!, from, to);
  return letters.join("");
}

const ALL: GroupMode = { kind: "all" };
const ANY: GroupMode = { kind: "any" };
const TWO: GroupMode = { kind: "at-least", count: 2 };

describe("a group", () => {
  test.each([
    ["all, bad when any member is", ALL, ["ggbb", "gbgb"], "gbbb"],
    ["any, good when one is", ANY, ["ggbb", "gbgb"], "gggb"],
    ["two of three", TWO, ["gggb", "ggbb", "gbbb"], "ggbb"],
    ["all, without those that are excluded", ALL, ["gxbx", "xgxx"], "ggbx"],
    ["any, without those that are excluded", ANY, ["bxgx", "xbxx"], "bbgx"],
    ["two, or all that count if these are fewer", TWO, ["gggb", "xxbx", "xxxx"], "ggbb"],
    ["more than there are members is all of them", { kind: "at-least", count: 9 }, ["gb", "gg"], "gb"],
    ["a member without service time does not count", ALL, ["g.b.", "gg.."], "ggb."],
    ["without members, no service time", ALL, [], "...."],
  ] as const)("%s", (_, mode, members, expected) => {
    expect(textOf(atOnce(groupVerdicts(members.map(spansOf), mode)), expected.length)).toBe(expected);
  });

  test("may be a member of another: two sites, each of two servers of which one suffices", () => {
    const sites = [
      ["ggbb", "gbgb"],
      ["gggg", "bbbb"],
    ].map((servers) => atOnce(groupVerdicts(servers.map(spansOf), ANY)));

    expect(textOf(atOnce(groupVerdicts(sites, ALL)), 4)).toBe("gggb");
  });

  test("is at every instant what its members are then, in spans as long as possible", () => {
    const texts = fc.stringMatching(/^[gbx.]{12}$/);
    const modes = fc.oneof(
      fc.constantFrom(ALL, ANY),
      fc.integer({ min: 1, max: 5 }).map((count): GroupMode => ({ kind: "at-least", count })),
    );
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 5 }), modes, (members, mode) => {
        const expected = Array.from({ length: 12 }, (_, at) => {
          const now = members.map((text) => text[at]);
          const [good, bad] = ["g", "b"].map((letter) => now.filter((each) => each === letter).length) as [
            number,
            number,
          ];
          if (now.every((letter) => letter === ".")) return ".";
          if (good + bad === 0) return "x";
          if (mode.kind === "all") return bad > 0 ? "b" : "g";
          if (mode.kind === "any") return good > 0 ? "g" : "b";
          return good >= mode.count || bad === 0 ? "g" : "b";
        }).join("");
        const spans = atOnce(groupVerdicts(members.map(spansOf), mode));

        expect(textOf(spans, 12)).toBe(expected);
        spans.forEach(({ to, verdict }, index) => {
          const next = spans[index + 1];
          expect(next?.from === to && next.verdict === verdict).toBe(false);
        });
      }),
      { numRuns: 500 },
    );
  });

  test("as a mean is the sum of good over that of good and bad", () => {
    const members = ["gggb", "gbxx", "xxxx"].map((text) => totalsOf(spansOf(text)));

    expect(meanOf(members)).toEqual({ goodMs: 4, badMs: 2, excludedMs: 6, availability: 4 / 6 });
    expect(meanOf([])).toEqual({ goodMs: 0, badMs: 0, excludedMs: 0, availability: null });
  });
});
