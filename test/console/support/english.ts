import type { Page } from "playwright-core";

/** A word that no French sentence has; `\b` would take an accent for its end. A secret such as `3be8` has none. */
export const ENGLISH =
  /(?<![\p{L}\d])(?:the|is|are|of|by|be|it|its|in|not|to|which|was|were|and|has|have|until|already|there|that)(?![\p{L}\d])/iu;

/** A path is in no language, and the name of a temporary folder may hold any word: `/tmp/vigie-test-by4ipG`. */
const PATH = /\/[\w./-]+/g;

/** Lines, titles and labels of a page that are in English, without those that others have written. */
export async function englishTexts(page: Page, isWritten: (line: string) => boolean): Promise<readonly string[]> {
  const texts = await page.evaluate(() => [
    document.body.innerText,
    ...[...document.querySelectorAll("[title], [aria-label], [placeholder]")].flatMap((element) =>
      ["title", "aria-label", "placeholder"].map((name) => element.getAttribute(name) ?? ""),
    ),
  ]);
  return texts
    .flatMap((text) => text.split("\n"))
    .filter((line) => ENGLISH.test(line.replaceAll(PATH, "")) && !isWritten(line));
}
