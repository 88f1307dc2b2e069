import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessibilityFaults } from "./support/accessibility.ts";
import { describeInBrowser } from "./support/chromium.ts";
import { type ConsoleUnderTest, openBrowser, openConsole, openPage, untilLive } from "./support/console-under-test.ts";
import { fillSite, FULL_SITE } from "./support/full-site.ts";
import { openProxy, type Proxy } from "./support/proxy.ts";
import { DISK, HTTP, submitDisk, WEB_01 } from "./support/shop.ts";

// A page that does not know what is present says since when, on every page, whether the network refuses or is silent.

const PAGES: Readonly<Record<string, string>> = {
  "/resources?q=": "[role=row][data-key]",
  [`/resources?q=&open=${HTTP}`]: "aside pre",
  [`/services/${DISK}?tab=why`]: "[data-occasion]",
  [`/services/${HTTP}?tab=timeline`]: "[role=tabpanel]",
  [`/hosts/${WEB_01}`]: "table",
  "/overview": "main [data-q]",
  "/downtimes": "table",
  "/downtimes/calendar": "#content h1",
  "/acknowledgements": "table",
  "/notifications": "[data-outcome]",
  "/events": "[role=row] a",
  "/groups": "a[href^='/groups/']",
  "/groups/host/1": "main ul a",
  "/health": "main h2",
  "/profile": "main h2",
};

/** What is green on the page: elements whose colour, ground or border is, and that nothing takes the colour from. */
const greenThings = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const isGreen = (colour: string): boolean => {
      const [red = 0, green = 0, blue = 0, alpha = 1] = (/^rgba?\((.+)\)$/.exec(colour)?.[1] ?? "0")
        .split(/[ ,/]+/)
        .map(Number);
      return alpha > 0 && green > 40 && green > red * 1.3 && green > blue * 1.1;
    };
    const isGrey = (element: Element | null): boolean =>
      element !== null && (getComputedStyle(element).filter.includes("grayscale(1)") || isGrey(element.parentElement));
    return [...document.querySelectorAll("body *")]
      .filter((element) => {
        const { color, backgroundColor, borderTopColor, borderTopWidth, fill } = getComputedStyle(element);
        const colours = [color, backgroundColor, borderTopWidth === "0px" ? "" : borderTopColor, fill];
        return element.getClientRects().length > 0 && colours.some(isGreen) && !isGrey(element);
      })
      .map((element) => element.outerHTML.slice(0, 160));
  });

/** Notes in the page when it became stale, in milliseconds since the epoch. */
const noteStale = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const root = document.documentElement;
    new MutationObserver(() => {
      if (root.dataset["live"] === "stale") root.dataset["staleAt"] ??= String(Date.now());
    }).observe(root, { attributeFilter: ["data-live"] });
  });

const bar = (page: Page) => page.getByRole("alert").filter({ hasText: /^No connection since/ });

const mark = (page: Page) => page.locator("[role=status][data-live]");

describeInBrowser("without a connection", (browser) => {
  let vigie: ConsoleUnderTest;
  let cut: Proxy;
  let silent: Proxy;
  beforeAll(async () => {
    vigie = await openConsole(FULL_SITE);
    const { request } = await openBrowser(browser(), vigie);
    await fillSite(request, vigie.url);
    [cut, silent] = [await openProxy(vigie.url), await openProxy(vigie.url)];
  }, 180_000);
  afterAll(async () => {
    await cut.close();
    await silent.close();
    await vigie.close();
  });

  test("every page says since when it is blind: the network refuses (10 s), or the peer is silent (40 s)", async () => {
    const { request } = await openBrowser(browser(), vigie);
    // Half open: nothing is refused, and nothing comes. It waits while the others are looked at.
    const { page: held } = await openPage(browser(), vigie, "/resources?q=", { origin: silent.origin });
    await untilLive(held);
    await held.locator("[role=row][data-key]").first().waitFor();
    expect(await greenThings(held)).not.toEqual([]);
    await noteStale(held);
    silent.hold();
    const heldAt = Date.now();

    const tabs: (readonly [string, Page])[] = [];
    for (const [path, shown] of Object.entries(PAGES)) {
      const { page } = await openPage(browser(), vigie, path, { origin: cut.origin });
      await page.locator(shown).first().waitFor();
      tabs.push([path, page]);
    }
    for (const [, page] of tabs) await untilLive(page);
    cut.cut();
    const cutAt = Date.now();
    for (const [, page] of tabs) await bar(page).waitFor();
    expect(Date.now() - cutAt).toBeGreaterThan(9_500);
    for (const [path, page] of tabs) {
      expect([path, await greenThings(page)]).toEqual([path, []]);
      expect([path, await mark(page).innerText()]).toEqual([path, "no connection"]);
      expect([path, await page.locator(PAGES[path]!).count()]).not.toEqual([path, 0]);
      expect([path, await accessibilityFaults(page)]).toEqual([path, []]);
    }
    // Times stand still.
    const textsOf = () => Promise.all(tabs.map(([, page]) => page.locator("#content").innerText()));
    const texts = await textsOf();
    const readAt = Date.now();
    await expect.poll(() => Date.now()).toBeGreaterThan(readAt + 1_500);
    expect(await textsOf()).toEqual(texts);
    const [, list] = tabs[0]!;
    await list.keyboard.press("j");
    await list.keyboard.press("a");
    expect(await list.getByRole("dialog").count()).toBe(0);

    await submitDisk(request, vigie.url, "CRITICAL", "DISK CRITICAL - while it was blind");
    cut.restore();
    for (const [, page] of tabs) await page.locator('html[data-live="live"]').waitFor();
    await list.getByText("while it was blind").waitFor();

    await held.locator('html[data-live="stale"]').waitFor({ timeout: 120_000 });
    const staleAfter = Number(await held.locator("html").getAttribute("data-stale-at")) - heldAt;
    // Up to a beat before it was held, it was heard of.
    expect(staleAfter).toBeGreaterThan(24_000);
    expect(staleAfter).toBeLessThan(41_000);
    expect(await bar(held).innerText()).toMatch(timesBetween(heldAt - 16_000, heldAt));
    expect(await mark(held).innerText()).toBe("no connection");
    expect(await greenThings(held)).toEqual([]);
    expect(await held.getByText("while it was blind").count()).toBe(0);
    silent.restore();
    await held.locator('html[data-live="live"]').waitFor();
    await held.getByText("while it was blind").waitFor();
  }, 180_000);
});

/** One of the seconds between two times, as the page writes it. */
function timesBetween(from: number, to: number): RegExp {
  const style = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", timeZone: "Europe/Paris" });
  const times = Array.from({ length: Math.ceil((to - from) / 1_000) + 2 }, (_, at) =>
    style.format(from - 1_000 + at * 1_000),
  );
  return new RegExp(times.join("|"));
}
