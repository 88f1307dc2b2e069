import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loginAt, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { ADMIN_PASSWORD, createSite, type Site } from "../support/server-under-test.ts";
import { buildConsole } from "../../scripts/build-console.ts";
import { describeInBrowser, launchChromium } from "./support/chromium.ts";
import { ADMIN, openPage, untilLive } from "./support/console-under-test.ts";
import { openProxy, type Proxy } from "./support/proxy.ts";
import { createSubmitter } from "./support/results.ts";
import { siteOf } from "./support/sites.ts";

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at);

const PAGES = [
  "/overview",
  "/downtimes",
  "/downtimes/calendar",
  "/acknowledgements",
  "/notifications",
  "/notifications/simulate",
  "/events",
  "/groups",
  "/health",
  "/pollers",
];

describeInBrowser("resources and the connection", (browser) => {
  let site: Site;
  let server: ServerProcess;
  let proxy: Proxy;
  let submit: Awaited<ReturnType<typeof createSubmitter>>;

  const start = async (): Promise<void> => {
    server = await startServerProcess({
      VIGIE_CONFIG: site.configFolder,
      VIGIE_DATA: site.dataFolder,
      VIGIE_ADMIN_PASSWORD: ADMIN_PASSWORD,
    });
    submit = await createSubmitter(await apiOf(server.url));
  };
  beforeAll(async () => {
    buildConsole();
    site = createSite(siteOf(100, 2));
    await start();
    await submit(range(1, 100).map((host) => ({ host, service: 1, status: 2, output: "DISK CRITICAL" })));
    proxy = await openProxy(server.url);
  }, 180_000);
  afterAll(async () => {
    await proxy.close();
    await server.stop();
    await site.remove();
  });

  const open = async () => {
    const opened = await openPage(browser(), server, "/resources?q=state:CRITICAL,OK", { origin: proxy.origin });
    await untilLive(opened.page);
    await opened.page.getByRole("grid").hover();
    await opened.page.mouse.wheel(0, 1_000);
    await opened.page.locator('[aria-rowindex="45"][data-key]').waitFor();
    return opened;
  };
  const scrollTop = (page: Page): Promise<number> => page.getByRole("grid").evaluate(({ scrollTop: top }) => top);
  const keyAt = (page: Page, index: number): Promise<string | null> =>
    page.locator(`[aria-rowindex="${index}"]`).getAttribute("data-key");
  const hostOfRow = async (page: Page, index: number): Promise<number> =>
    Number(/web-(\d+)/.exec(await page.locator(`[aria-rowindex="${index}"]`).innerText())![1]);

  test("a page whose shared worker fails to load has a stream of its own", async () => {
    const { page, context } = await openPage(browser(), server, "/sign-in");
    await page.addInitScript(() => {
      const Real = SharedWorker;
      window.SharedWorker = class extends Real {
        constructor(_script: string | URL, options?: string | WorkerOptions) {
          super("/assets/none.js", options);
        }
      };
    });
    await page.goto(`${server.url}/resources?q=host:web-0100`);
    await untilLive(page);
    await page.locator("[data-key]").first().waitFor();
    await submit([{ host: 100, service: 2, status: 1, output: "told by the page's own stream" }]);
    await page.getByText("told by the page's own stream").waitFor();
    await submit([{ host: 100, service: 2, status: 0 }]);
    await context.close();
  });

  test("the network is cut: the page says since when; back by itself, with what was missed and the same place", async () => {
    const { page, context } = await open();
    const [top, host] = [await scrollTop(page), await hostOfRow(page, 45)];

    proxy.cut();
    await page
      .getByRole("alert")
      .filter({ hasText: /^No connection since \d\d:\d\d:\d\d/ })
      .waitFor();
    expect(await page.locator("html").getAttribute("data-live")).toBe("stale");
    await submit([
      { host, service: 1, status: 2, output: "while the network was cut" },
      { host, service: 1, status: 0, output: "well again" },
    ]);
    proxy.restore();
    // The browser says that the network is back: the pause before the next try may be 12 s long.
    await page.evaluate(() => window.dispatchEvent(new Event("online")));
    await page.locator('html[data-live="live"]').waitFor();
    await page.locator('[aria-rowindex="45"]').getByText("well again").waitFor();
    expect(await scrollTop(page)).toBe(top);
    await page.getByRole("alert").waitFor({ state: "detached" });
    await context.close();
  }, 180_000);

  test("the server is killed and started: the same rows at the same place, nothing missed, and the list goes on", async () => {
    const { page, context } = await open();
    const [top, key, host] = [await scrollTop(page), await keyAt(page, 45), await hostOfRow(page, 45)];

    // Its answer is lost with the server, as far as the page knows.
    const commented = { action: "comment", on: [key, "h1"], options: { comment: "seen" }, request_id: "01J-0" };
    const comment = async (data: object = commented) => {
      const answer = await page.request.post(`${server.url}/api/actions`, { data });
      return [answer.status(), await answer.json()] as const;
    };
    const recurring = {
      name: "backups",
      comment: "backups",
      rrule: "FREQ=DAILY",
      dtstart: "2030-01-05T22:00:00",
      zone: "Europe/Paris",
      duration_seconds: 3_600,
      targets: { hosts: ["web-0001"] },
      request_id: "01K",
    };
    const repeat = async () =>
      (await page.request.post(`${server.url}/api/recurring-downtimes`, { data: recurring })).json();
    expect((await comment())[0]).toBe(200);
    const repeated = (await repeat()) as object;
    expect(repeated).toMatchObject({ id: 1 });
    await server.kill();
    await page.locator('html[data-live="reconnecting"], html[data-live="stale"]').waitFor();
    await start();
    await submit([{ host, service: 1, status: 2, output: "after the start" }]);
    proxy.leadTo(server.url);

    await untilLive(page);
    // The page asks again: it is done already.
    expect(await comment()).toMatchObject([200, { done: expect.arrayContaining([key, "h1"]), skipped: [] }]);
    expect(await repeat()).toEqual(repeated);
    expect((await comment({ ...commented, on: ["h1"] }))[0]).toBe(409);
    const kept = await page.request.get(`${server.url}/api/comments?key=h1`);
    expect(((await kept.json()) as { result: readonly unknown[] }).result).toHaveLength(1);
    await page.locator('[aria-rowindex="45"]').getByText("after the start").waitFor();
    expect([await scrollTop(page), await keyAt(page, 45)]).toEqual([top, key]);
    // The frozen order ended with the server: further down it is taken anew around what is seen.
    await page.keyboard.press("End");
    await page.getByRole("grid").focus();
    await page.keyboard.press("End");
    await page.locator('[role="row"][data-active][data-key]').waitFor();
    await context.close();
  }, 180_000);

  // A browser has six connections to a server: with a stream each, the seventh tab would wait for ever.
  test("eight tabs of a browser are all live", async () => {
    const { context, page } = await openPage(browser(), server, "/resources?q=state:CRITICAL");
    const tabs: Page[] = [page];
    for (let tab = 2; tab <= 8; tab++) {
      const next = await context.newPage();
      await next.goto(`${server.url}/resources?q=state:CRITICAL`);
      tabs.push(next);
    }
    for (const tab of tabs) {
      await untilLive(tab);
      await tab.locator('[role="row"][data-active][data-key]').waitFor();
    }
    const host = await hostOfRow(page, 2);
    await submit([
      { host, service: 1, status: 2, output: "seen in every tab" },
      { host, service: 1, status: 0, output: "seen in every tab" },
    ]);

    for (const tab of tabs) await tab.locator('[aria-rowindex="2"]').getByText("seen in every tab").waitFor();

    // The browser freezes one, as it does to save power, and it wakes with what it missed.
    const [frozen, awake] = tabs as [Page, Page];
    const devTools = await context.newCDPSession(frozen);
    await devTools.send("Page.setWebLifecycleState", { state: "frozen" });
    await submit([{ host, service: 1, status: 2, output: "while one was frozen" }]);
    await awake.locator('[aria-rowindex="2"]').getByText("while one was frozen").waitFor();
    await devTools.send("Page.setWebLifecycleState", { state: "active" });
    await frozen.locator('[aria-rowindex="2"]').getByText("while one was frozen").waitFor();
    await context.close();
  }, 180_000);

  test("over plain HTTP on a private name one signs in, every page is live, and a link is shown to be copied", async () => {
    const own = await launchChromium(["--host-resolver-rules=MAP vigie.internal 127.0.0.1"]);
    try {
      const origin = server.url.replace("127.0.0.1", "vigie.internal");
      const page = await (await own.newContext()).newPage();
      page.setDefaultTimeout(60_000);
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(String(error)));
      await page.goto(`${origin}/resources?q=state:CRITICAL`);
      await page.getByLabel("Login").fill(ADMIN.login);
      await page.getByLabel("Password").fill(ADMIN.password);
      await page.keyboard.press("Enter");
      await untilLive(page);
      await page.locator('[role="row"][data-active][data-key]').waitFor();
      expect(await page.evaluate(() => [isSecureContext, typeof SharedWorker])).toEqual([false, "function"]);

      await page.keyboard.press("y");
      const link = page.getByLabel("Link", { exact: true });
      await link.waitFor();
      expect(await link.inputValue()).toContain(`${origin}/resources?q=state`);
      await page.keyboard.press("Escape");
      await page.keyboard.press("a");
      await page.getByRole("dialog").waitFor();
      await page.keyboard.press("Enter");
      await page.getByText(/Acknowledged web-/).waitFor();
      await page.keyboard.press("d");
      await page.getByRole("dialog").getByRole("button", { name: "Set" }).click();
      await page
        .getByText(/Downtime set|in downtime/i)
        .first()
        .waitFor();

      for (const path of PAGES) {
        await page.goto(origin + path, { waitUntil: "commit" });
        await page.locator("#content h1").waitFor();
        await untilLive(page);
      }
      // Sound, which plays from a file of the server, and a token, which is shown to be copied.
      await page.goto(`${origin}/profile`);
      await page.getByRole("button", { name: "Test" }).click();
      await page.getByText("Needs HTTPS").waitFor();
      expect(await page.getByLabel("Desktop notices of new problems").isEnabled()).toBe(false);
      const tokens = page.getByRole("region", { name: "Tokens for scripts" });
      await tokens.getByLabel("Name").fill("scripts");
      await tokens.getByRole("button", { name: "Make token" }).click();
      const secret = await tokens.getByText(/^[0-9a-f]{32}$/).textContent();
      await tokens.getByRole("button", { name: "Copy" }).click();
      expect(await tokens.getByLabel("Copy").inputValue()).toBe(secret);
      expect(errors).toEqual([]);
    } finally {
      await own.close();
    }
  }, 180_000);
});

/** Reads and writes of the v2 API by a token of the administrator. */
async function apiOf(url: string) {
  const headers = { "X-AUTH-TOKEN": await loginAt(url, "admin", ADMIN_PASSWORD) };
  const base = `${url}/centreon/api/v2`;
  return {
    get: async <T>(path: string): Promise<T> => (await (await fetch(base + path, { headers })).json()) as T,
    send: async (method: "GET" | "POST" | "DELETE", path: string, body?: object): Promise<number> =>
      (await fetch(base + path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) })).status,
  };
}
