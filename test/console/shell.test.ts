import { afterAll, beforeAll, expect, test } from "vitest";
import { accessibilityFaults } from "./support/accessibility.ts";
import { describeInBrowser } from "./support/chromium.ts";
import { type ConsoleUnderTest, openConsole, openPage, untilLive } from "./support/console-under-test.ts";
import { ONE_HOST } from "./support/sites.ts";

describeInBrowser("the shell", (browser) => {
  let vigie: ConsoleUnderTest;
  beforeAll(async () => {
    vigie = await openConsole(ONE_HOST);
  }, 180_000);
  afterAll(() => vigie.close());

  test("nobody is sent to sign in, and comes back to the asked address", async () => {
    const { page } = await openPage(browser(), vigie, "/events?q=web", { as: null });

    await page.waitForURL(
      ({ pathname, searchParams }) => `${pathname} ${searchParams.get("to")}` === "/sign-in /events?q=web",
    );
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
  });

  test("keys and the rail lead to the pages; the address says which", async () => {
    const { page, errors } = await openPage(browser(), vigie, "/");
    const current = page.locator('nav [aria-current="page"]');
    await page.waitForURL("**/resources");
    await current.filter({ hasText: "Resources" }).waitFor();

    for (const [letter, name] of [
      ["o", "overview"],
      ["d", "downtimes"],
      ["n", "notifications"],
      ["e", "events"],
      ["h", "health"],
      ["r", "resources"],
    ] as const) {
      await page.keyboard.press("g");
      await page.keyboard.press(letter);
      await page.waitForURL(`**/${name}`);
      await current.filter({ hasText: new RegExp(name, "i") }).waitFor();
    }
    await page.getByRole("link", { name: "Groups" }).click();
    await page.waitForURL("**/groups");
    await page.goBack();
    await page.waitForURL("**/resources");
    expect(errors).toEqual([]);

    // A mistyped address: signed in as before, and a way back.
    expect((await page.goto(`${vigie.url}/resource?q=web`))?.status()).toBe(404);
    await page.getByRole("heading", { name: "There is no such page" }).waitFor();
    await untilLive(page);
    expect(await current.count()).toBe(0);
    await page.getByRole("link", { name: "To the resources" }).click();
    await page.waitForURL("**/resources");
    await current.filter({ hasText: "Resources" }).waitFor();
  });

  test("letters do nothing while somebody types", async () => {
    const { page } = await openPage(browser(), vigie, "/health");
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("g e");

    expect(new URL(page.url()).pathname).toBe("/health");
    expect(await page.getByRole("searchbox").inputValue()).toBe("g e");
  });

  test("the palette leads to pages by their names, and ? lists every key", async () => {
    const { page, errors } = await openPage(browser(), vigie, "/resources");
    await page.getByRole("heading", { level: 1 }).waitFor();

    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").getByRole("combobox").fill("heal");
    await page.getByRole("option", { name: /Health/ }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("option", { name: /Health/ }).click();
    await page.waitForURL("**/health");

    await page.keyboard.press("?");
    const keys = page.getByRole("dialog", { name: "All keys" });
    await keys.getByText("Overview").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await keys.waitFor({ state: "detached" });

    // Somebody who does not know of ? finds it.
    await page.getByRole("button", { name: "All keys" }).click();
    await keys.getByText("Overview").waitFor();
    expect(errors).toEqual([]);
  });

  test("the title and the icon of the window say how many problems wait, and the worst", async () => {
    const { page } = await openPage(browser(), vigie, "/health");
    await untilLive(page);
    await vigie.submit("web-0001", "disk 1", "CRITICAL", "DISK CRITICAL - 2% free");

    await page.waitForFunction(() => document.title === "(1) Health · Vigie");
    expect(await page.locator("link[rel=icon]").getAttribute("href")).toContain("/critical-");
    await page
      .getByRole("navigation", { name: "Unhandled problems" })
      .getByRole("link", { name: /CRITICAL.*1/ })
      .click();
    await page.waitForURL("**/resources?q=is:unhandled+state:CRITICAL");
    await vigie.submit("web-0001", "disk 1", "OK", "DISK OK");
    await page.waitForFunction(() => !document.title.startsWith("("));
  });
});
