import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { compileLike } from "./like.ts";

describe("LIKE", () => {
  test.each([
    ["srv%", "srv-web", true],
    ["srv%", "a-srv", false],
    ["%web", "srv-web", true],
    ["%web", "web-1", false],
    ["%web%", "a-web-b", true],
    ["%web%", "w-eb", false],
    ["web", "web", true],
    ["web", "web ", false],
    ["", "", true],
    ["", "a", false],
    ["%", "", true],
    ["%%", "anything", true],
    ["sw-____-01", "sw-core-01", true],
    ["sw-____-01", "sw-cor-01", false],
    ["%_web_%", "srv-web-01", true],
    ["%_web_%", "web-01", false],
    ["a%a", "a", false],
    ["a%a", "aa", true],
    ["ab%ba", "aba", false],
    ["%100\\%%", "100% sure", true],
    ["%100\\%%", "1000", false],
    ["a\\_b", "a_b", true],
    ["a\\_b", "axb", false],
    ["a\\\\b", "a\\b", true],
    ["a\\", "a\\", true],
    ["_", "🔥", true],
    ["__", "🔥", false],
    ["%_", "🔥", true],
    ["a_b%", "a🔥bc", true],
  ])("%s on %s is %s", (pattern, text, expected) => {
    expect(compileLike(pattern)(text)).toBe(expected);
  });

  it("agrees with the simple definition", () => {
    const texts = fc.string({ unit: fc.constantFrom("a", "b", "%", "🔥"), maxLength: 8 });
    const patterns = fc.string({ unit: fc.constantFrom("a", "b", "%", "%", "_", "\\", "🔥"), maxLength: 8 });

    fc.assert(
      fc.property(patterns, texts, (pattern, text) => {
        expect(compileLike(pattern)(text)).toBe(isLike([...pattern], [...text]));
      }),
      { numRuns: 3_000 },
    );
  });

  it("does not scan the text repeatedly for a pattern full of runs", () => {
    const isMatch = compileLike("%A".repeat(2_000) + "%B_");
    const started = process.cpuUsage().user;

    expect(isMatch("A".repeat(20_000))).toBe(false);
    expect((process.cpuUsage().user - started) / 1000).toBeLessThan(2_000);
  });
});

function isLike([first, ...rest]: readonly string[], text: readonly string[]): boolean {
  if (first === undefined) return text.length === 0;
  if (first === "%") return isLike(rest, text) || (text.length > 0 && isLike([first, ...rest], text.slice(1)));
  if (first === "_") return text.length > 0 && isLike(rest, text.slice(1));
  if (first === "\\" && rest.length > 0) return text[0] === rest[0] && isLike(rest.slice(1), text.slice(1));
  return text[0] === first && isLike(rest, text.slice(1));
}
