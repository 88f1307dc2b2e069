import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Browser, BrowserContext, CDPSession, Page } from "playwright-core";
import { buildConsole } from "../scripts/build-console.ts";
import { builtParts, gzipBytes, loadedBy } from "../test/console/support/built-parts.ts";
import { launchChromium } from "../test/console/support/chromium.ts";
import { signIn, untilLive } from "../test/console/support/console-under-test.ts";
import { LARGE, writeLargeConfiguration } from "./support/large-configuration.ts";
import { writeLargeStore } from "./support/large-store.ts";
import { plainList } from "./support/plain-list.ts";
import { createPromises } from "./support/promises.ts";
import { machine, median, percentilesOf } from "./support/report.ts";
import { ADMIN_PASSWORD, login, startServer } from "./support/server.ts";

// What the console promises in numbers, in Chromium on a server with 100,000 services: what is loaded, how soon
// problems are visible, scrolling beside a list in plain DOM, changes until they are painted, a press until it is
// acknowledged on screen, how busy the page is at 50 changes a second, and its memory.
const { values } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, minutes: { type: "string", default: "10" } },
});
const ROUNDS = Number(values.rounds);
const MINUTES = Number(values.minutes);

const KB = 1_024;
/** High enough for 50 rows. */
const WINDOW = { width: 1440, height: 1_900 };
const SCROLL_FRAMES = 240;
const ROWS_A_FRAME = 10;
const ROW = '[role="grid"] [role="row"][data-key]';

const folder = mkdtempSync(join(tmpdir(), "vigie-bench-"));
const [config, data] = [join(folder, "config"), join(folder, "data")];
const promises = createPromises();
buildConsole();
measureSizes();
writeLargeConfiguration(config, LARGE);
await writeLargeStore(config, data);
const server = await startServer(config, data);
const browser = await launchChromium();
console.log(`${machine()}, Chromium ${browser.version()}`);
try {
  const token = await login(server.url);
  await measureAnswers(token);
  await measureNavigation(browser);
  const context = await signedIn(browser);
  const page = await openList(context);
  await measureScrolling(page);
  await measureChanges(page, token);
  await measureAcknowledging(page);
  await measureBusiness(page, token);
  await measureMemory(page);
} finally {
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = promises.report() ? 0 : 1;

function measureSizes(): void {
  const list = loadedBy(["shell", "resources"]);
  const first = new Set(list);
  const later = builtParts().filter((file) => !first.has(file));
  promises.atMost("first load until the list, gzip", gzipBytes(list) / KB, 240, " kB");
  promises.atMost("sign-in page, gzip", gzipBytes(loadedBy(["sign-in"])) / KB, 120, " kB");
  promises.atMost("largest lazy part, gzip", Math.max(...later.map((file) => gzipBytes([file]))) / KB, 60, " kB");
}

/** Windows of 100 of all services: of a new view, and of one that is there. */
async function measureAnswers(token: string): Promise<void> {
  const fresh: number[] = [];
  const windows: number[] = [];
  const ask = async (query: string, took: number[]): Promise<{ readonly meta: { readonly view: string } }> => {
    const began = performance.now();
    const response = await fetch(`${server.url}/api/resources?${query}`, { headers: { "X-AUTH-TOKEN": token } });
    const answer = (await response.json()) as { readonly meta: { readonly view: string } };
    took.push(performance.now() - began);
    if (!response.ok) throw new Error(`GET /api/resources was answered with ${response.status}`);
    return answer;
  };
  for (let round = 0; round < 30; round++) {
    const { meta } = await ask("q=type:service&limit=100", fresh);
    for (let offset = 0; offset < 500; offset += 100)
      await ask(`q=type:service&limit=100&view=${meta.view}&offset=${offset}`, windows);
  }
  promises.atMost("GET /api/resources, new view, p50", percentilesOf(fresh).p50, 25, " ms");
  promises.atMost("GET /api/resources, a window of a view, p50", percentilesOf(windows).p50, 3, " ms");
}

async function signedIn(chromium: Browser): Promise<BrowserContext> {
  const context = await chromium.newContext({ viewport: WINDOW, reducedMotion: "reduce" });
  await signIn(context, server.url, { login: "admin", password: ADMIN_PASSWORD });
  return context;
}

/** Milliseconds from the navigation until 50 problems are painted. */
async function untilProblems(page: Page): Promise<number> {
  await page.waitForFunction((row) => document.querySelectorAll(row).length >= 50, ROW, { polling: "raf" });
  return page.evaluate(() => performance.now());
}

async function measureNavigation(chromium: Browser): Promise<void> {
  const cold: number[] = [];
  const warm: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const context = await signedIn(chromium);
    const page = await context.newPage();
    await page.goto(`${server.url}/resources`);
    cold.push(await untilProblems(page));
    await untilLive(page);
    await page.goto(`${server.url}/resources`);
    warm.push(await untilProblems(page));
    await context.close();
  }
  promises.atMost("navigation until 50 problems, cold", median(cold).middle, 1_500, " ms");
  promises.atMost("navigation until 50 problems, warm", median(warm).middle, 900, " ms");
}

async function openList(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${server.url}/resources?q=type:service`);
  await page.locator(ROW).first().waitFor();
  await untilLive(page);
  return page;
}

interface Frames {
  readonly scriptMs: number;
  readonly longestTaskMs: number;
}

/** A list that scrolls, with selectors of it and of its rows that are filled. */
interface ScrolledList {
  readonly page: Page;
  readonly list: string;
  readonly filled: string;
}

/** Script a frame while ten new rows come into view with each, here and in a list of plain DOM, turn by turn. */
async function measureScrolling(page: Page): Promise<void> {
  const rowHeight = await page
    .locator(ROW)
    .first()
    .evaluate((row) => row.getBoundingClientRect().height);
  const plain = await page.context().newPage();
  await plain.goto(`${server.url}/docs`);
  await plain.evaluate(plainList, { rowHeight, q: "type:service", sort: "-severity,since" });

  const ratios: number[] = [];
  let longestTaskMs = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const own = await framesOf({ page, list: '[role="grid"]', filled: ROW }, rowHeight);
    const bare = await framesOf({ page: plain, list: "#plain", filled: "#plain .row:not(:empty)" }, rowHeight);
    console.log(`script a frame: ${own.scriptMs.toFixed(2)} ms, plain DOM ${bare.scriptMs.toFixed(2)} ms`);
    ratios.push(own.scriptMs / bare.scriptMs);
    longestTaskMs = Math.max(longestTaskMs, own.longestTaskMs);
  }
  await plain.close();
  await page.bringToFront();
  const visible = Math.ceil((await page.locator('[role="grid"]').evaluate((grid) => grid.clientHeight)) / rowHeight);
  promises.atMost("rows in the document beyond the visible", (await page.locator(ROW).count()) - visible, 24);
  promises.atMost("script a frame while scrolling, to plain DOM", median(ratios).middle, 3, " ×");
  promises.atMost("longest task while scrolling", longestTaskMs, 50, " ms");
}

async function framesOf({ page, list, filled }: ScrolledList, rowHeight: number): Promise<Frames> {
  await page.bringToFront();
  const debug = await page.context().newCDPSession(page);
  await debug.send("Performance.enable");
  const before = await metric(debug, "ScriptDuration");
  const longestTaskMs = await page.evaluate(
    async ({ selector, step, frames }) => {
      const element = document.querySelector(selector)!;
      let longest = 0;
      const observer = new PerformanceObserver((entries) => {
        for (const { duration } of entries.getEntries()) longest = Math.max(longest, duration);
      });
      observer.observe({ type: "longtask" });
      for (let frame = 0; frame < frames; frame++) {
        element.scrollTop += step;
        await new Promise(requestAnimationFrame);
      }
      observer.disconnect();
      return longest;
    },
    { selector: list, step: ROWS_A_FRAME * rowHeight, frames: SCROLL_FRAMES },
  );
  const scriptMs = (((await metric(debug, "ScriptDuration")) - before) * 1_000) / SCROLL_FRAMES;
  await debug.detach();
  // A server that answers too late would have empty rows measured.
  const rows = await page.locator(filled).count();
  if (rows < WINDOW.height / rowHeight / 2) throw new Error(`Only ${rows} rows were loaded while ${list} scrolled`);
  return { scriptMs, longestTaskMs };
}

async function metric(debug: CDPSession, name: string): Promise<number> {
  const { metrics } = await debug.send("Performance.getMetrics");
  return metrics.find((one) => one.name === name)!.value;
}

/** Posts a result with this output to a row of the list. Resolves with the time of the answer, durable and visible. */
async function post(token: string, key: string, status: number, output: string): Promise<number> {
  const [host, service] = key.slice(1).split(".");
  const response = await fetch(
    `${server.url}/centreon/api/latest/monitoring/hosts/${host}/services/${service}/submit`,
    { method: "POST", headers: { "X-AUTH-TOKEN": token }, body: JSON.stringify({ status, output }) },
  );
  if (!response.ok) throw new Error(`A result was answered with ${response.status}`);
  return Date.now();
}

function visibleKeys(page: Page): Promise<readonly string[]> {
  return page.locator(ROW).evaluateAll((rows) => rows.slice(0, 40).map((row) => (row as HTMLElement).dataset["key"]!));
}

/** From the answer to the result, which says that the change is committed, until its text is in a frame. */
async function measureChanges(page: Page, token: string): Promise<void> {
  await toTop(page);
  const keys = await visibleKeys(page);
  const took: number[] = [];
  for (const [index, key] of keys.entries()) {
    const mark = `change ${index}`;
    const painted = page.evaluate(
      ({ key: of, text }) =>
        new Promise<number>((done) => {
          const look = (): void => {
            const row = document.querySelector(`[data-key="${of}"]`);
            if (row?.textContent.includes(text) === true) requestAnimationFrame(() => done(Date.now()));
            else requestAnimationFrame(look);
          };
          look();
        }),
      { key, text: mark },
    );
    const committed = await post(token, key, 2, mark);
    took.push((await painted) - committed);
  }
  promises.atMost(
    "change committed until painted, p95",
    took.toSorted((a, b) => a - b)[Math.floor(took.length * 0.95)]!,
    300,
    " ms",
  );
}

async function toTop(page: Page): Promise<void> {
  await page.locator('[role="grid"]').evaluate((grid) => {
    grid.scrollTop = 0;
  });
  await page.locator(`${ROW}[aria-rowindex="2"]`).waitFor();
}

/** From `Enter` in the dialog until the page says that it is acknowledged. */
async function measureAcknowledging(page: Page): Promise<void> {
  const took: number[] = [];
  await page.goto(`${server.url}/resources?q=is:unhandled+type:service`);
  await untilLive(page);
  await page.locator(ROW).first().waitFor();
  await page.locator('[role="grid"]').focus();
  for (let round = 0; round < ROUNDS * 2; round++) {
    const host = (await page.locator(`${ROW}[data-active] [data-column="host"]`).innerText()).trim();
    await page.keyboard.press("a");
    await page.getByRole("dialog").waitFor();
    // It listens before the key is pressed.
    const watch = await page.evaluateHandle(watchAcknowledging, { host, mostMs: 10_000 });
    await page.keyboard.press("Enter");
    took.push(await watch.evaluate(({ told }) => told));
    await page.keyboard.press("j");
  }
  promises.atMost("Enter until acknowledged on screen", median(took).middle, 200, " ms");
}

/** In the page: milliseconds from the next key until a status says that the host is acknowledged. */
function watchAcknowledging({ host, mostMs }: { readonly host: string; readonly mostMs: number }): {
  readonly told: Promise<number>;
} {
  const isTold = ({ textContent: text }: Element): boolean => text.startsWith("Acknowledged") && text.includes(host);
  const told = new Promise<number>((done) => {
    const look = (pressed: number): void => {
      const isSeen = [...document.querySelectorAll('[role="status"]')].some(isTold);
      if (isSeen || performance.now() - pressed > mostMs)
        requestAnimationFrame(() => done(performance.now() - pressed));
      else requestAnimationFrame(() => look(pressed));
    };
    addEventListener("keydown", () => look(performance.now()), { capture: true, once: true });
  });
  return { told };
}

/** Share of the main thread while 50 results a second change visible rows. */
async function measureBusiness(page: Page, token: string): Promise<void> {
  await page.goto(`${server.url}/resources?q=type:service`);
  await untilLive(page);
  await page.locator(ROW).first().waitFor();
  const keys = await visibleKeys(page);
  const debug = await page.context().newCDPSession(page);
  await debug.send("Performance.enable");
  const [busyBefore, began] = [await metric(debug, "TaskDuration"), performance.now()];
  const sent: Promise<number>[] = [];
  for (let result = 0; result < 500; result++) {
    sent.push(post(token, keys[result % keys.length]!, result % 3, `changed ${result}`));
    const wait = began + (result + 1) * 20 - performance.now();
    if (wait > 0) await new Promise((next) => setTimeout(next, wait));
  }
  await Promise.all(sent);
  const share = ((await metric(debug, "TaskDuration")) - busyBefore) / ((performance.now() - began) / 1_000);
  promises.atMost("main thread busy at 50 changes a second", share * 100, 25, " %");
  await debug.detach();
}

/** Heap after minutes of scrolling through everything. */
async function measureMemory(page: Page): Promise<void> {
  const end = performance.now() + MINUTES * 60_000;
  let step = 0;
  while (performance.now() < end) {
    await page.locator('[role="grid"]').evaluate(
      (grid, share) => {
        grid.scrollTop = grid.scrollHeight * share;
      },
      (step++ * 0.137) % 1,
    );
    await page.waitForTimeout(250);
  }
  const debug = await page.context().newCDPSession(page);
  await debug.send("HeapProfiler.collectGarbage");
  await debug.send("Performance.enable");
  promises.atMost(
    `heap after ${MINUTES} min over 100,000 rows`,
    (await metric(debug, "JSHeapUsedSize")) / KB / KB,
    80,
    " MB",
  );
}
