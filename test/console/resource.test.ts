import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeInBrowser } from "./support/chromium.ts";
import { type ConsoleUnderTest, openBrowser, openConsole, openPage } from "./support/console-under-test.ts";
import { DISK, HTTP, SHOP, submitDisk, untilNotified, WEB_01 } from "./support/shop.ts";

const TABS = ["details", "why", "timeline", "graph"] as const;

describeInBrowser("a host or a service", (browser) => {
  let vigie: ConsoleUnderTest;
  beforeAll(async () => {
    vigie = await openConsole(SHOP);
    const context = await openBrowser(browser(), vigie);
    await submitDisk(context.request, vigie.url, "OK");
    await submitDisk(
      context.request,
      vigie.url,
      "CRITICAL",
      "DISK CRITICAL - /var 97% used\\n/srv/logs is 61 GB of it",
    );
    await untilNotified(context.request, vigie.url);
  }, 180_000);
  afterAll(() => vigie.close());

  const open = (key: string, tab: (typeof TABS)[number], options = {}) =>
    openPage(browser(), vigie, `/${key.startsWith("h") ? "hosts" : "services"}/${key}?tab=${tab}`, options);
  const main = (page: Page) => page.locator("#content");

  test("Details: output, values with thresholds, no secret, links to http alone", async () => {
    const { page, errors } = await open(DISK, "details");
    await page.getByRole("heading", { level: 1, name: "web-01 › disk /var" }).waitFor();
    const text = async () => (await main(page).innerText()).replaceAll("\u00a0", " ");
    await main(page).getByText("Rotate the logs first.").waitFor();

    expect(await text()).toContain("97 %");
    expect(await text()).toContain("warning > 90 %, critical > 95 %");
    expect(await text()).toContain("warning < 20 GB, critical < 10 GB");
    expect(await page.content()).not.toContain("hunter2");
    await main(page).getByText("_TIER").waitFor();
    const links = await main(page)
      .locator("a[target=_blank]")
      .evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    expect(links).toEqual(["https://wiki.example.org/disk"]);
    expect(errors).toEqual([]);
  });

  test("Why: somebody who has never seen Vigie reads why bob was not notified", async () => {
    const { page, errors } = await open(DISK, "why");
    const line = main(page).locator("[data-outcome]").filter({ hasText: "bob" }).last();
    await line.waitFor();

    expect(await line.innerText()).toMatch(
      /not notified\s+bob\s+service_notification_period 'off-duty' never opens\s+Off duty/,
    );
    await line.getByRole("button", { name: /Off duty/ }).click();
    await line.getByText("only while their own notification period is open").waitFor();
    expect(await line.innerText()).toMatch(/objects\.cfg:\d+/);
    const failed = main(page).locator("[data-outcome=failed]").filter({ hasText: "dora" });
    expect(await failed.innerText()).toMatch(/tell-in-vain.*gateway refused/s);
    await main(page).locator("[data-outcome=told]").filter({ hasText: "anna" }).first().waitFor();
    // What comes next is said once, with its time.
    await main(page)
      .getByText(/^notified already, next at .*\d\d:\d\d if the problem lasts$/)
      .waitFor();
    expect(await main(page).innerText()).not.toMatch(/decided again|next notification/);
    expect(errors).toEqual([]);
  });

  test("Timeline: the problem with its events; kinds are chosen", async () => {
    const { page, errors } = await open(DISK, "timeline");
    await main(page)
      .getByRole("heading", { name: /CRITICAL/ })
      .waitFor();
    await main(page).locator("li[data-kind=hard-state]").waitFor();
    await main(page).locator("li[data-kind=notification]").first().waitFor();

    await main(page).getByRole("button", { name: "Notifications", exact: true }).click();
    await main(page).locator("li[data-kind=hard-state]").waitFor({ state: "detached" });
    expect(await main(page).locator("li[data-kind=notification]").count()).toBeGreaterThan(0);
    await main(page).getByRole("radio", { name: "31 d" }).click();
    await main(page).locator("li[data-kind=notification]").first().waitFor();
    expect(errors).toEqual([]);
  });

  test("Graph: one a unit, moved by keys, with its numbers as a table", async () => {
    const { page, errors } = await open(DISK, "graph");
    await expect.poll(() => main(page).locator("canvas").count()).toBe(2);
    await main(page).getByRole("img", { name: "Graph of /var" }).waitFor();
    await main(page).getByText("Table of values").first().click();
    await main(page).getByRole("cell", { name: "97 %" }).first().waitFor();

    const asked = page.waitForRequest(
      (request) => request.url().includes("/metrics?") && request.url().includes("to="),
    );
    await main(page).getByRole("group", { name: "Graph" }).press("-");
    const { searchParams } = new URL((await asked).url());
    expect(Number(searchParams.get("to")) - Number(searchParams.get("from"))).toBe(2 * 86_400);
    expect(errors).toEqual([]);

    // A check that failed prints no values; that says nothing of the check.
    await page.route(new RegExp(`/api/resources/${DISK}(?:/metrics\\?.*)?$`), async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), metrics: [], perfdata: [] } });
    });
    await page.reload();
    await main(page).getByText("the newest result has no performance data").waitFor();
  });

  test("check now says when it is done, and the output is there", async () => {
    const { page, errors } = await open(HTTP, "details");
    // Early in a second: the result of before and that of the check have the same second.
    await expect.poll(() => Date.now() % 1_000, { interval: 20 }).toBeLessThan(200);
    const options = { state: "OK", output: "HTTP OK - reported" };
    await page.request.post(`${vigie.url}/api/actions`, { data: { action: "submit", on: [HTTP], options } });
    await main(page).getByText("HTTP OK - reported").first().waitFor();
    await main(page).getByRole("button", { name: "Check now" }).click();

    await main(page)
      .locator("[data-check=done]")
      .filter({ hasText: /done \d+(\.\d)? s/ })
      .waitFor();
    await main(page).getByText("HTTP OK - 200").first().waitFor();
    expect(await page.content()).not.toContain("hunter2");
    expect(errors).toEqual([]);
  });

  test("a host has its services, and what is in front of it", async () => {
    const { page } = await open(WEB_01, "details");
    await main(page).getByText("Services of this host").waitFor();

    await main(page).getByRole("rowheader", { name: "disk /var" }).waitFor();
    await main(page).getByRole("link", { name: /rtr-1/ }).first().waitFor();
    await main(page).getByRole("link", { name: "disk /var" }).click();
    await page.waitForURL(`**/services/${DISK}`);
  });

  test("a part that fails says so, and is tried again", async () => {
    const context = await openBrowser(browser(), vigie);
    await context.route("**/api/decisions?*", (route) =>
      route.fulfill({ status: 500, body: '{"code":500,"message":"The disk is on fire"}' }),
    );
    const { page } = await open(DISK, "why");
    await main(page).getByText("The disk is on fire").waitFor();
    await main(page).getByRole("heading", { name: "Now" }).waitFor();
    expect(await main(page).locator("[data-outcome]").count()).toBeGreaterThan(0);

    await context.unroute("**/api/decisions?*");
    await main(page).getByRole("button", { name: "Try again" }).click();
    await main(page).locator("[data-outcome=told]").first().waitFor();
  });

  test("what does not exist, or is not visible, is unknown; French says it in French", async () => {
    const { page } = await open("s2.999", "details", { language: "fr-FR" });

    await main(page).getByText("Cet hôte ou ce service n’existe pas").waitFor();
  });

  test("what leaves the configuration while it is open is told as removed, with its history", async () => {
    const { page, context } = await open(DISK, "details");
    await main(page).getByText("Rotate the logs first.").waitFor();
    const file = join(vigie.site.configFolder, "objects.cfg");
    const objects = readFileSync(file, "utf8");
    const withoutDisk = objects.replace(/define service \{[^}]*disk \/var[^}]*\}/, "");
    expect(withoutDisk.length).toBeLessThan(objects.length);
    writeFileSync(file, withoutDisk);
    expect((await context.request.post(`${vigie.url}/api/reload`)).status()).toBe(200);

    await main(page)
      .getByText(/^Removed \d+\ss ago/)
      .waitFor();
    await main(page).locator("li[data-kind=hard-state]").first().waitFor();
  });
});
