import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Browser, Page } from "playwright-core";
import { createFakeClock } from "../support/fake-clock.ts";
import { sidewaysOverflow } from "./support/accessibility.ts";
import { launchChromium } from "./support/chromium.ts";
import {
  type ConsoleUnderTest,
  openBrowser,
  openConsole,
  openPage,
  type OpenOptions,
  THEMES,
  untilLive,
  WIDTHS,
} from "./support/console-under-test.ts";
import { HOURS_OF_PROBLEMS, KEYS_OF_LARGE_SITE, LARGE_SITE, playProblems } from "./support/large-site.ts";
import { NIGHT_SITE, playNight } from "./support/night-site.ts";
import { actAsOperators, type Keys, type Pictured, picturedPages, WORDS } from "./support/pictured.ts";

// npm run console:shots [-- --to FOLDER] [--readme] [--only PAGE,PAGE] [--problems N] [--french] [--theme dark]
// [--width phone]: pictures of every page, dialog and menu in both themes and widths, of a real server in a night with
// problems. --readme: only those of README.md, into docs/pictures/. --problems: of a site of 2,500 hosts and services, N
// of which have a problem. A page is whole in its picture, up to five screens of it.

/** Monday, 30 November 2026, 03:04 in Paris. */
const NIGHT = Date.UTC(2026, 10, 30, 2, 4) / 1_000;
const DAY_SECONDS = 86_400;

const { values } = parseArgs({
  options: {
    to: { type: "string", default: "/tmp/vigie-console" },
    readme: { type: "boolean", default: false },
    only: { type: "string" },
    problems: { type: "string" },
    theme: { type: "string" },
    width: { type: "string" },
    french: { type: "boolean", default: false },
  },
});

const only = values.only?.split(",");
const themes = THEMES.filter((theme) => theme === (values.theme ?? theme));
const widths = (Object.keys(WIDTHS) as (keyof typeof WIDTHS)[]).filter((width) => width === (values.width ?? width));
const problems = values.problems === undefined ? undefined : Number(values.problems);
const clock = createFakeClock(NIGHT - (problems === undefined ? DAY_SECONDS : HOURS_OF_PROBLEMS * 3_600) - 600);
const vigie = await openConsole(problems === undefined ? NIGHT_SITE : LARGE_SITE, clock);
const browser = await launchChromium();
try {
  if (problems === undefined) await playNight(vigie.server, clock, NIGHT);
  else await playProblems(vigie.server, clock, NIGHT, problems);
  const keys = problems === undefined ? await keysOf(vigie) : KEYS_OF_LARGE_SITE;
  if (values.readme) await picturesOfReadme(browser, keys);
  else await picturesOfPages(browser, keys);
} finally {
  await browser.close();
  await vigie.close();
}

async function keysOf({ server }: ConsoleUnderTest): Promise<Keys> {
  const { result } = await server.get<{
    result: readonly { id: number; description: string; host: { id: number; name: string } }[];
  }>("/monitoring/services?limit=500");
  const disk = result.find((one) => one.host.name === "web-01" && one.description === "disk /var")!;
  const host = result.find((one) => one.host.name === "db-03")!;
  return { disk: `s${disk.host.id}.${disk.id}`, host: `h${host.host.id}` };
}

const README = { theme: "dark", width: "desk", language: "en-GB" } as const;

async function picturesOfReadme(chromium: Browser, { disk }: Keys): Promise<void> {
  const folder = resolve(import.meta.dirname, "../../docs/pictures");
  mkdirSync(folder, { recursive: true });
  await picture(chromium, join(folder, "console-resources.png"), { path: "/resources" }, README);
  await picture(chromium, join(folder, "console-why.png"), { path: `/resources?open=${disk}&tab=why` }, README);
}

async function picturesOfPages(chromium: Browser, keys: Keys): Promise<void> {
  const context = await openBrowser(chromium, vigie, {});
  const answer = await context.request.get(`${vigie.url}/api/resources?q=type:service&sort=-severity,since&limit=10`);
  const { result } = (await answer.json()) as { result: readonly { key: string }[] };
  const others = result.map(({ key }) => key).filter((key) => key !== keys.disk);
  const wall = await actAsOperators(context.request, vigie.url, clock.now(), keys, others);
  await clock.advanceTo(clock.now() + 20);
  mkdirSync(values.to, { recursive: true });
  const language = values.french ? "fr-FR" : "en-GB";
  for (const [name, pictured] of Object.entries(picturedPages(keys, wall))) {
    if (only !== undefined && !only.includes(name)) continue;
    for (const theme of themes)
      for (const width of widths)
        await picture(chromium, join(values.to, `${name}-${theme}-${WIDTHS[width].width}.png`), pictured, {
          theme,
          width,
          language,
        });
  }
}

async function picture(
  chromium: Browser,
  file: string,
  { path, act, isOutside = false }: Pictured,
  options: Required<Pick<OpenOptions, "theme" | "width" | "language">>,
): Promise<void> {
  const { page, context, errors } = await openPage(chromium, vigie, path, {
    ...options,
    ...(isOutside && { as: null }),
  });
  try {
    // The stream's beats are by the server's clock.
    await clock.advanceTo(clock.now() + 1);
    if (!isOutside) await untilLive(page);
    await page.locator("h1, main, p, [role=grid]").first().waitFor();
    await page.locator("[role=status][aria-label]").first().waitFor({ state: "detached" });
    await page.waitForLoadState("networkidle", { timeout: 700 }).catch(() => {});
    await act?.(page, WORDS[options.language]);
    // On a phone a dialog waits up to a second for the keyboard of the screen.
    if (act !== undefined) await page.waitForTimeout(options.width === "phone" ? 1_200 : 250);
    const wide = await sidewaysOverflow(page);
    await makeWhole(page);
    await page.screenshot({ path: file });
    process.stdout.write(
      `${[file, ...errors, ...(wide > 0 ? [`wider than the screen by ${wide} px`] : [])].join("\n  ")}\n`,
    );
  } catch (error) {
    process.stdout.write(`${file}\n  ${String(error).split("\n")[0]}\n`);
    await page.screenshot({ path: file });
  }
  await (isOutside ? context.close() : page.close());
}

/** Lets the window be as high as the content: up to five screens. */
async function makeWhole(page: Page): Promise<void> {
  const { width, height } = page.viewportSize()!;
  const more = await page.evaluate(() => {
    const content = document.querySelector("#content") ?? document.documentElement;
    return content.scrollHeight - content.clientHeight;
  });
  if (more > 0) await page.setViewportSize({ width, height: height + Math.min(more, 4 * height) });
}
