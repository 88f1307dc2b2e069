import { describe, expect, it } from "vitest";
import { compilePosixRegex, type PosixRegexOptions } from "./posix-regex.ts";

const finds = (pattern: string, text: string, options: PosixRegexOptions = {}): boolean | string => {
  const matcher = compilePosixRegex(pattern, options);
  return typeof matcher === "string" ? matcher : matcher(text);
};

describe("a POSIX extended regular expression", () => {
  it.each<[string, string, boolean]>([
    ["a+b?c", "xaac", true],
    ["^(one|two)$", "two", true],
    ["[[:digit:]]{3}", "ab123", true],
    ["[\\.]", "a\\b", true],
    ["[]x]", "]", true],
    ["[^]x]", "]", false],
    ["\\<word\\>", "a word here", true],
    ["\\<word\\>", "swords", false],
    ["a.c", "a\nc", true],
    ["[a[]", "[", true],
    ["[[:space:][:digit:]]x", "7x", true],
  ])("%s in %j: %s", (pattern, text, expected) => {
    expect(finds(pattern, text)).toBe(expected);
  });

  it.each<[string, string, boolean]>([
    ["^two$", "one\ntwo\nthree", true],
    ["one.*two", "one\ntwo", false],
    ["one[^x]two", "one\ntwo", false],
    ["one[^x]two", "one two", true],
  ])("by line, %s in %j: %s", (pattern, text, expected) => {
    expect(finds(pattern, text, { byLine: true })).toBe(expected);
  });

  it("ignores case if requested", () => {
    expect(finds("LINE t", "line T", { ignoresCase: true })).toBe(true);
  });

  it("gives the reason when it does not compile", () => {
    expect(finds("a(", "a")).toMatch(/missing/);
    expect(finds("(a)\\1", "aa")).toMatch(/escape/);
  });
});
