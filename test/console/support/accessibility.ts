import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] } as const;
/** Those of them that a theme can break: nothing else is different in another one. */
const COLOUR_RULES = { type: "rule", values: ["color-contrast", "link-in-text-block"] } as const;

interface Finding {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

interface Axe {
  run(root: unknown, options: object): Promise<{ readonly violations: readonly Finding[] }>;
}

/** What axe-core finds on the page as it is now, one line a fault; a page that is in order has none. */
export const accessibilityFaults = (page: Page): Promise<readonly string[]> => faultsBy(page, RULES);

/** What it finds wrong with the colours: for a page that was looked at in another theme. */
export const colourFaults = (page: Page): Promise<readonly string[]> => faultsBy(page, COLOUR_RULES);

async function faultsBy(page: Page, rules: typeof RULES | typeof COLOUR_RULES): Promise<readonly string[]> {
  // By the debugger, not as a script of the page, whose policy would refuse it.
  if (!(await page.evaluate("typeof axe === 'object'"))) await page.evaluate(AXE);
  const findings = await page.evaluate(
    (runOnly) =>
      (globalThis as unknown as { readonly axe: Axe }).axe
        .run(document, { runOnly, resultTypes: ["violations"] })
        .then(({ violations }) => violations),
    rules,
  );
  return findings.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ html, failureSummary }) => `${id}: ${help}: ${html.slice(0, 200)} ${failureSummary.split("\n").pop()!.trim()}`,
    ),
  );
}

/** How far the page, or its content, is wider than its place, in pixels: nothing scrolls sideways. */
export const sidewaysOverflow = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const places = [document.documentElement, document.querySelector("#content")];
    return Math.max(...places.map((place) => (place === null ? 0 : place.scrollWidth - place.clientWidth)));
  });

/** Characters that reverse text or take no place, code that ran, and links that are none. */
export const hostileTraces = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const { outerHTML, dataset } = document.documentElement;
    const hidden = `${document.title}${outerHTML}`.match(
      /.{0,40}[\u0000-\u0008\u000e-\u001f\u200b\u202a-\u202e].{0,20}/g,
    );
    const links = [...document.querySelectorAll("a")].filter(({ href }) => href !== "" && !/^https?:/.test(href));
    return [...(hidden ?? []), ...("executed" in dataset ? ["executed"] : []), ...links.map(({ href }) => href)];
  });
