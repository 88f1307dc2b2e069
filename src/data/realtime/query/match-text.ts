import { folded } from "../search/collation.ts";
import { compileLike } from "../search/like.ts";
import type { TextPattern } from "./query.ts";

/** Tests a text; `foldedText` is the same, folded (`folded`), which most tests read alone. */
export type TextTest = (text: string | (() => string), foldedText: string) => boolean;

/**
 * Test for any of these patterns, without regard to case and accents: of the whole text, or of a part of it. A regular
 * expression always looks for a part.
 */
export function compilePatterns(patterns: readonly TextPattern[], extent: "whole" | "part"): TextTest {
  const tests = patterns.map((pattern) => compilePattern(pattern, extent));
  const [only] = tests;
  if (only !== undefined && tests.length === 1) return only;
  return (text, foldedText) => tests.some((test) => test(text, foldedText));
}

function compilePattern(pattern: TextPattern, extent: "whole" | "part"): TextTest {
  if (pattern.kind === "regex") return (text) => pattern.isMatch(typeof text === "string" ? text : text());
  const wanted = folded(pattern.text);
  if (pattern.kind === "plain")
    return extent === "whole"
      ? (_, foldedText) => foldedText === wanted
      : (_, foldedText) => foldedText.includes(wanted);
  const inner = wanted.replaceAll(/[\\%_]/g, "\\$&").replaceAll("*", "%");
  const isLike = compileLike(extent === "whole" ? inner : `%${inner}%`);
  return (_, foldedText) => isLike(foldedText);
}
