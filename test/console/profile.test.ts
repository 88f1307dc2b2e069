import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeInBrowser } from "./support/chromium.ts";
import { ADMIN, type ConsoleUnderTest, openConsole, openPage, signIn } from "./support/console-under-test.ts";
import { ONE_HOST } from "./support/sites.ts";

const NEW_PASSWORD = "four quiet yellow boats";

describeInBrowser("the profile", (browser) => {
  let vigie: ConsoleUnderTest;
  beforeAll(async () => {
    vigie = await openConsole(ONE_HOST);
  }, 180_000);
  afterAll(() => vigie.close());

  test("what nobody chose is each browser's own: a change made in English leaves a French one in French", async () => {
    const { page } = await openPage(browser(), vigie, "/profile");
    await page.getByLabel("Theme", { exact: true }).selectOption("light");
    await page.getByText("Saved").first().waitFor();

    const french = await openPage(browser(), vigie, "/profile", { language: "fr-FR" });
    await french.page.getByRole("heading", { name: "Profil", exact: true }).waitFor();
    const kept = await page.request.get(`${vigie.url}/api/me/preferences`);
    expect(await kept.json()).toEqual({ theme: "light" });
  });

  test("each setting holds at once, is saved on the server, and holds in another browser", async () => {
    const { page, errors } = await openPage(browser(), vigie, "/profile");
    await page.getByLabel("Theme", { exact: true }).selectOption("dark");
    await page.getByText("Saved").first().waitFor();
    expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBe("dark");
    await page.getByLabel("Density of lists").selectOption("dense");
    await page.getByLabel("Time zone").fill("Mars/Olympus");
    await page.keyboard.press("Tab");
    await page.getByText("“Mars/Olympus” is no time zone.").waitFor();
    await page.getByLabel("Time zone").fill("asia/tokyo");
    await page.keyboard.press("Enter");
    await expect.poll(async () => page.getByLabel("Time zone").inputValue()).toBe("Asia/Tokyo");
    await page.getByText("Saved").waitFor();
    await page.getByLabel("Single letters act as keys").uncheck();
    await page.getByLabel("Sound for new problems").check();
    await page.getByRole("group", { name: "For these states" }).getByLabel("WARNING").check();
    await allowNotices(page);
    const notices = page.getByLabel("Desktop notices of new problems");
    await notices.click();
    await expect.poll(() => notices.isChecked()).toBe(true);
    const found = await page.request.get(`${vigie.url}/api/resources?q=type:service&limit=1`);
    const { result } = (await found.json()) as { readonly result: readonly [{ readonly key: string }] };
    await page.request.post(`${vigie.url}/api/actions`, {
      data: { action: "submit", on: [result[0].key], options: { state: "CRITICAL", output: "2% free" } },
    });
    await expect
      .poll(() => page.evaluate(() => (window as unknown as { readonly shown: readonly string[] }).shown))
      .toEqual([expect.stringMatching(/^CRITICAL: .*web-0001.*disk.* 2% free$/)]);
    await page.getByLabel("Language").selectOption("fr");
    await page.getByRole("heading", { name: "Profil", exact: true }).waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("o");

    const other = await openPage(browser(), vigie, "/profile", { isOwn: true });
    await other.page.getByRole("heading", { name: "Profil", exact: true }).waitFor();
    expect(await other.page.getByLabel("Densité des listes").inputValue()).toBe("dense");
    expect(await other.page.getByLabel("Fuseau horaire").inputValue()).toBe("Asia/Tokyo");
    expect(await other.page.getByLabel("Les lettres seules agissent").isChecked()).toBe(false);
    // The choice is the account's, the permission that of each browser.
    expect(await other.page.getByLabel("Notifications de bureau").isChecked()).toBe(true);
    expect(new URL(page.url()).pathname).toBe("/profile");
    expect(errors).toEqual([]);
    await other.page.getByLabel("Langue").selectOption("en");
    await other.page.getByText("Saved").first().waitFor();
  });

  test("a token is made, shown once, works, and is deleted", async () => {
    const { page } = await openPage(browser(), vigie, "/profile");
    const tokens = page.getByRole("region", { name: "Tokens for scripts" });
    await tokens.getByText("No tokens").waitFor();
    await tokens.getByLabel("Name").fill("graphs");
    await tokens.getByRole("button", { name: "Make token" }).click();
    const secret = await tokens.getByText(/^[0-9a-f]{32}$/).textContent();
    const status = async (): Promise<number> =>
      (await fetch(`${vigie.url}/api/me/tokens`, { headers: { "x-auth-token": secret! } })).status;
    expect(await status()).toBe(200);

    await tokens.getByLabel("Name").fill("graphs");
    await page.keyboard.press("Enter");
    await tokens.getByText("The token name 'graphs' already exists").waitFor();
    await page.reload();
    await tokens.getByRole("cell", { name: "graphs", exact: true }).waitFor();
    expect(await page.getByText(secret!).count()).toBe(0);
    await tokens.getByRole("button", { name: "Delete token graphs" }).click();
    await tokens.getByText("No tokens").waitFor();
    expect(await status()).toBe(401);

    // The answer is lost, and with it the secret: the token is listed, to be deleted.
    await page.route("**/api/me/tokens", async (route) => {
      if (route.request().method() !== "POST") return route.continue();
      await route.fetch();
      return route.abort("connectionreset");
    });
    await tokens.getByLabel("Name").fill("lost");
    await page.keyboard.press("Enter");
    await tokens.getByText("The server does not answer").waitFor();
    await tokens.getByRole("button", { name: "Delete token lost" }).click();
    await tokens.getByText("No tokens").waitFor();
  });

  test("sessions of other browsers are seen and ended; a changed password ends the rest", async () => {
    const { page } = await openPage(browser(), vigie, "/profile", { isOwn: true });
    const elsewhere = await browser().newContext();
    await signIn(elsewhere, vigie.url, ADMIN);
    const isOpen = async (): Promise<boolean> => (await elsewhere.request.get(`${vigie.url}/api/session`)).ok();
    await page.reload();
    const sessions = page.getByRole("region", { name: "Open web sessions" });
    await sessions.getByText("this one").waitFor();
    await sessions
      .getByRole("button", { name: /^End session/ })
      .first()
      .click();
    await expect.poll(isOpen).toBe(false);

    await signIn(elsewhere, vigie.url, ADMIN);
    await page.getByLabel("Current password").fill(ADMIN.password);
    await page.getByLabel("New password").fill("short");
    await page.getByText("5 of at least 12 characters").waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("A password has at least 12 characters").waitFor();
    await page.getByLabel("New password").fill(NEW_PASSWORD);
    await page.keyboard.press("Enter");
    await page.getByText("Your other sessions and logins have ended").waitFor();
    expect(await isOpen()).toBe(false);
    await signIn(elsewhere, vigie.url, { ...ADMIN, password: NEW_PASSWORD });

    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL(({ pathname }) => pathname === "/sign-in");
    await page.goto(`${vigie.url}/profile`);
    await page.waitForURL(({ pathname }) => pathname === "/sign-in");
  });
});

/** Chromium without a screen refuses notices whatever is granted: what would be shown is noted. */
const allowNotices = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const shown: string[] = [];
    class Shown extends EventTarget {
      static readonly permission = "granted";
      constructor(title: string, { body }: { readonly body: string }) {
        super();
        shown.push(`${title} ${body}`);
      }
    }
    Object.assign(window, { shown, Notification: Shown });
  });
