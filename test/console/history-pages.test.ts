import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeInBrowser } from "./support/chromium.ts";
import { type ConsoleUnderTest, openBrowser, openConsole, openPage } from "./support/console-under-test.ts";
import { DISK, SHOP, submitDisk, untilNotified } from "./support/shop.ts";

describeInBrowser("notifications, simulation and events", (browser) => {
  let vigie: ConsoleUnderTest;
  beforeAll(async () => {
    vigie = await openConsole(SHOP);
    const context = await openBrowser(browser(), vigie);
    await submitDisk(context.request, vigie.url, "OK");
    await submitDisk(context.request, vigie.url, "CRITICAL");
    await untilNotified(context.request, vigie.url);
  }, 180_000);
  afterAll(() => vigie.close());

  const main = (page: Page) => page.locator("#content");
  const outcomes = (page: Page, outcome: string) => main(page).locator(`[data-outcome="${outcome}"]`);

  test("a decision of each outcome is shown, and filtered by the address", async () => {
    const { page, errors } = await openPage(browser(), vigie, "/notifications");
    await outcomes(page, "told").filter({ hasText: "anna" }).first().waitFor();
    const failed = outcomes(page, "failed").filter({ hasText: "dora" });
    expect(await failed.innerText()).toMatch(/failed\s+dora\s+by tell-in-vain, given up .*gateway refused/s);
    expect(await outcomes(page, "not-told").filter({ hasText: "bob" }).first().innerText()).toContain("Off duty");

    await main(page).getByRole("radio", { name: "failed", exact: true }).click();
    await page.waitForURL("**/notifications?outcome=failed");
    await outcomes(page, "told").first().waitFor({ state: "detached" });
    await page.reload();
    await failed.waitFor();
    expect(await outcomes(page, "told").count()).toBe(0);

    await main(page).getByRole("radio", { name: "all", exact: true }).first().click();
    await main(page).getByLabel("Who").fill("bob");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/notifications?who=bob");
    await outcomes(page, "failed").first().waitFor({ state: "detached" });
    await main(page).getByLabel("Reason").selectOption("in-downtime");
    await main(page).getByText("Nothing of this kind in this time.").waitFor();

    // Escape leaves a field with what was typed in it: keys act again.
    await main(page).getByLabel("Who").fill("anna");
    await page.keyboard.press("Escape");
    await page.waitForURL("**/notifications?who=anna&code=in-downtime");
    await page.keyboard.press("g");
    await page.keyboard.press("e");
    await page.waitForURL("**/events");
    await main(page).getByRole("radio", { name: "since midnight" }).click();
    await page.waitForURL("**/events?range=midnight");
    expect(errors).toEqual([]);
  });

  test("what waits says until when", async () => {
    const context = await openBrowser(browser(), vigie);
    await context.route("**/api/decisions?*", async (route) => {
      const response = await route.fetch();
      const body = (await response.json()) as { result: Record<string, unknown>[] };
      const [first] = body.result;
      const until = new Date(Date.now() + 32 * 60_000).toISOString();
      body.result = [
        { ...first, outcome: "waiting", code: "first-notification-delay", contact: null, until, messages: [] },
      ];
      await route.fulfill({ response, json: body });
    });
    const { page } = await openPage(browser(), vigie, "/notifications");

    const line = await outcomes(page, "waiting").innerText();
    expect(line).toMatch(/waiting\s+all contacts\s+the first notification is delayed until .*\d\d:\d\d/s);
    // The time stands there once.
    expect(line).not.toContain("decided again");
  });

  test("a simulation tells who would be notified, from the Why tab on", async () => {
    const { page, errors } = await openPage(browser(), vigie, `/services/${DISK}?tab=why`);
    await main(page).getByRole("link", { name: "What would happen if…" }).click();
    await page.waitForURL(`**/notifications/simulate?key=${DISK}`);
    await expect.poll(() => main(page).getByLabel("Host or service").inputValue()).toBe("web-01 › disk /var");

    await main(page).getByLabel("became").selectOption("CRITICAL");
    await outcomes(page, "told").filter({ hasText: "anna" }).first().waitFor();
    await outcomes(page, "not-told").filter({ hasText: "bob" }).first().waitFor();

    await main(page).getByLabel("Host or service").fill("web-01");
    await main(page).locator('datalist option[value="web-01 › http"]').waitFor({ state: "attached" });
    await main(page).getByLabel("Host or service").fill("web-01 › http");
    await page.waitForURL("**/notifications/simulate?key=s2.2*");
    expect(errors).toEqual([]);
  });

  test("events are listed, filtered, counted when new, and exported", async () => {
    const { page, context, errors } = await openPage(browser(), vigie, "/events?kinds=states&q=service:disk*");
    const row = main(page).getByRole("row").filter({ hasText: "hard state" });
    await row.first().waitFor();
    expect(await row.count()).toBe(1);
    expect(await main(page).getByRole("row").filter({ hasText: "notification" }).count()).toBe(0);

    await submitDisk(context.request, vigie.url, "OK");
    const news = main(page).getByRole("button", { name: /new event/ });
    await news.waitFor();
    expect(await main(page).getByRole("row").filter({ hasText: "recovery" }).count()).toBe(0);
    await news.click();
    await main(page).getByRole("row").filter({ hasText: "recovery" }).waitFor();

    const link = await main(page).getByRole("link", { name: "CSV" }).getAttribute("href");
    const csv = await (await context.request.get(vigie.url + link!)).text();
    expect(csv.split("\r\n")[0]).toBe("id,time,kind,host,service,state,state_type,attempt,output,reason,by");
    expect(csv).toContain(",recovery,web-01,disk /var,OK,HARD,");

    await page.keyboard.press("Escape");
    await main(page).getByRole("heading", { level: 1 }).click();
    await page.keyboard.press("t");
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).type)).toBe("datetime-local");
    expect(errors).toEqual([]);
  });

  test("a time before everything that is kept says for how long events are kept", async () => {
    const { page } = await openPage(browser(), vigie, "/events?to=2019-01-01T00:00:00Z", { language: "fr-FR" });

    await main(page).getByText("Trop ancien : les événements sont gardés 730 jours.").waitFor();
  });

  test("a search that is none is refused in the server’s words", async () => {
    const { page } = await openPage(browser(), vigie, "/events?q=is:strange");

    await main(page).getByRole("alert").waitFor();
    expect(await main(page).getByRole("alert").innerText()).toContain("unhandled");
  });
});
