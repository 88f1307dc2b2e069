import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { CDPSession } from "playwright-core";
import { buildConsole } from "../scripts/build-console.ts";
import { launchChromium } from "../test/console/support/chromium.ts";
import { writeLargeConfiguration } from "./support/large-configuration.ts";
import { createPromises } from "./support/promises.ts";
import { machine } from "./support/report.ts";
import { login, startServer } from "./support/server.ts";

// Soak of a wall screen: 1,000 services, half of which get 100 results a second, and what its page grows by. Run by
// `node bench/wall.ts [--minutes 60]`.
const { values } = parseArgs({ options: { minutes: { type: "string", default: "60" } } });
const MINUTES = Number(values.minutes);
const SIZE = { hosts: 100, servicesPerHost: 10, hostGroups: 10 };
const CHANGES_A_SECOND = 100;
const CHANGES_A_TICK = 5;
/** The page is complete and its code compiled. */
const SETTLED_SECONDS = 60;
const MB = 1_024 * 1_024;
const FULL_HD = { width: 1_920, height: 1_080 };

const folder = mkdtempSync(join(tmpdir(), "vigie-bench-"));
const [config, data] = [join(folder, "config"), join(folder, "data")];
const promises = createPromises();
buildConsole();
writeLargeConfiguration(config, SIZE);
const server = await startServer(config, data);
const browser = await launchChromium();
console.log(`${machine()}, Chromium ${browser.version()}, ${MINUTES} min`);
try {
  const token = await login(server.url);
  const page = await (await browser.newContext({ viewport: FULL_HD })).newPage();
  await page.goto(await makeLink(token));
  const debug = await page.context().newCDPSession(page);
  await debug.send("Performance.enable");
  const changes = startChanges(token, await halfOfTheKeys(token));
  await page.getByText(/as of \d\d:\d\d:\d\d/).waitFor();
  await page.waitForTimeout(SETTLED_SECONDS * 1_000);
  const before = await heap(debug);
  for (let minute = 1; minute <= MINUTES; minute++) {
    await page.waitForTimeout(60_000);
    if (minute % 10 === 0) console.log(`after ${minute} min ${(await heap(debug)).toFixed(1)} MB`);
  }
  const after = await heap(debug);
  const made = await changes.stop();
  console.log(`${made} changes; heap ${before.toFixed(1)} MB, then ${after.toFixed(1)} MB`);
  await page.getByText(/as of \d\d:\d\d:\d\d/).waitFor();
  promises.atLeast("changes a second", made / (MINUTES * 60), 0.9 * CHANGES_A_SECOND, "");
  promises.atMost(`growth of the heap of a wall screen in ${MINUTES} min`, after - before, 50, " MB");
} finally {
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = promises.report() ? 0 : 1;

async function makeLink(token: string): Promise<string> {
  const { url } = await post<{ readonly url: string }>(token, "/api/wall-links", {
    view: { q: "is:problem", sort: "severity" },
    hours: null,
    label: "Hall",
  });
  return url;
}

async function halfOfTheKeys(token: string): Promise<readonly string[]> {
  const response = await fetch(`${server.url}/api/resources?q=type:service&limit=500`, {
    headers: { "X-AUTH-TOKEN": token },
  });
  return ((await response.json()) as { readonly result: readonly { readonly key: string }[] }).result.map(
    ({ key }) => key,
  );
}

/** Results of these services in turn, in states that go up and down. */
function startChanges(token: string, keys: readonly string[]): { stop(): Promise<number> } {
  const states = ["CRITICAL", "WARNING", "OK"] as const;
  let made = 0;
  let sent: Promise<unknown> = Promise.resolve();
  const timer = setInterval(
    () => {
      const at = made;
      made += CHANGES_A_TICK;
      sent = sent.then(() =>
        Promise.all(
          Array.from({ length: CHANGES_A_TICK }, (_, index) =>
            post(token, "/api/actions", {
              action: "submit",
              on: [keys[(at + index) % keys.length]],
              options: { state: states[(at + index) % states.length], output: `changed ${at + index}` },
            }),
          ),
        ),
      );
    },
    (1_000 / CHANGES_A_SECOND) * CHANGES_A_TICK,
  );
  return {
    async stop() {
      clearInterval(timer);
      await sent;
      return made;
    },
  };
}

async function post<Answer>(token: string, path: string, body: unknown): Promise<Answer> {
  const response = await fetch(`${server.url}${path}`, {
    method: "POST",
    headers: { "X-AUTH-TOKEN": token, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`POST ${path} was answered with ${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

/** Megabytes after garbage was collected. */
async function heap(debug: CDPSession): Promise<number> {
  await debug.send("HeapProfiler.collectGarbage");
  const { metrics } = await debug.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "JSHeapUsedSize")!.value / MB;
}
