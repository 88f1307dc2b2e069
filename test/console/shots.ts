import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Browser } from "playwright-core";
import { createFakeClock } from "../support/fake-clock.ts";
import { launchChromium } from "./support/chromium.ts";
import {
  type ConsoleUnderTest,
  openConsole,
  openPage,
  THEMES,
  untilLive,
  WIDTHS,
} from "./support/console-under-test.ts";
import { HOURS_OF_PROBLEMS, KEYS_OF_LARGE_SITE, LARGE_SITE, playProblems } from "./support/large-site.ts";
import { NIGHT_SITE, playNight } from "./support/night-site.ts";

// npm run console:shots [-- --to FOLDER] [-- --readme] [-- --only PAGE] [-- --problems N]: pictures of every page in
// both themes and widths, of a real server in a night with problems. --readme: only those of README.md, into
// docs/pictures/. --problems: of a site of 2,500 hosts and services, N of which have a problem.

/** Monday, 30 November 2026, 03:04 in Paris. */
const NIGHT = Date.UTC(2026, 10, 30, 2, 4) / 1_000;
const DAY_SECONDS = 86_400;

const { values } = parseArgs({
  options: {
    to: { type: "string", default: "/tmp/vigie-console" },
    readme: { type: "boolean", default: false },
    only: { type: "string" },
    problems: { type: "string" },
  },
});

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

interface Keys {
  readonly disk: string;
  readonly host: string;
}

async function keysOf({ server }: ConsoleUnderTest): Promise<Keys> {
  const { result } = await server.get<{
    result: readonly { id: number; description: string; host: { id: number; name: string } }[];
  }>("/monitoring/services?limit=500");
  const disk = result.find((one) => one.host.name === "web-01" && one.description === "disk /var")!;
  const host = result.find((one) => one.host.name === "db-03")!;
  return { disk: `s${disk.host.id}.${disk.id}`, host: `h${host.host.id}` };
}

async function picturesOfReadme(chromium: Browser, { disk }: Keys): Promise<void> {
  const folder = resolve(import.meta.dirname, "../../docs/pictures");
  mkdirSync(folder, { recursive: true });
  await picture(chromium, join(folder, "console-resources.png"), "/resources", "dark", "desk");
  await picture(chromium, join(folder, "console-why.png"), `/resources?open=${disk}&tab=why`, "dark", "desk");
}

async function picturesOfPages(chromium: Browser, { disk, host }: Keys): Promise<void> {
  const pages: Readonly<Record<string, string>> = {
    resources: "/resources",
    all: "/resources?q=",
    "no-match": "/resources?q=host:nothing",
    details: `/resources?open=${disk}`,
    why: `/resources?open=${disk}&tab=why`,
    timeline: `/resources?open=${disk}&tab=timeline`,
    graph: `/resources?open=${disk}&tab=graph`,
    host: `/hosts/${host}`,
    overview: "/overview",
    downtimes: "/downtimes",
    calendar: "/downtimes/calendar",
    acknowledgements: "/acknowledgements",
    notifications: "/notifications",
    simulate: "/notifications/simulate",
    events: "/events",
    groups: "/groups",
    group: "/groups/host/1",
    health: "/health",
    profile: "/profile",
    "sign-in": "/sign-in",
  };
  mkdirSync(values.to, { recursive: true });
  for (const [name, path] of Object.entries(pages)) {
    if (values.only !== undefined && values.only !== name) continue;
    for (const theme of THEMES)
      for (const width of Object.keys(WIDTHS) as (keyof typeof WIDTHS)[])
        await picture(chromium, join(values.to, `${name}-${theme}-${WIDTHS[width].width}.png`), path, theme, width);
  }
}

async function picture(
  chromium: Browser,
  file: string,
  path: string,
  theme: (typeof THEMES)[number],
  width: keyof typeof WIDTHS,
): Promise<void> {
  const as = path === "/sign-in" ? { as: null } : {};
  const { page, context, errors } = await openPage(chromium, vigie, path, { theme, width, ...as });
  // The stream's beats are by the server's clock.
  await clock.advanceTo(clock.now() + 1);
  if (path !== "/sign-in") await untilLive(page);
  await page.waitForLoadState("networkidle").catch(() => {});
  await page.screenshot({ path: file });
  process.stdout.write(`${file}${errors.length === 0 ? "" : `\n  ${errors.join("\n  ")}`}\n`);
  await context.close();
}
