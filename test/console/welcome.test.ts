import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp, type App } from "../../src/app/app.ts";
import { readSettings } from "../../src/config/settings/read-settings.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { silentLog } from "../../src/lib/log.ts";
import { accessibilityFaults, sidewaysOverflow } from "./support/accessibility.ts";
import { buildConsole } from "../../scripts/build-console.ts";
import { describeInBrowser } from "./support/chromium.ts";
import { openPage } from "./support/console-under-test.ts";

const PASSWORD = "four quiet yellow boats";

describeInBrowser("the first minutes", (browser) => {
  const folder = mkdtempSync(join(tmpdir(), "vigie-welcome-"));
  let app: App;
  beforeAll(async () => {
    buildConsole();
    // The configuration that is delivered, and no given password.
    const settings = readSettings({
      flags: { data: join(folder, "data"), listen: "127.0.0.1:0", commandFile: "none" },
      env: {},
      root: join(import.meta.dirname, "../.."),
    });
    app = await createApp({
      settings,
      clock: systemClock,
      log: silentLog,
      version: "0.0.0",
      command: "/opt/vigie/bin/vigie --data /srv/vigie",
    });
  }, 180_000);
  afterAll(async () => {
    await app.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("the printed link: choose a password, see something real, tick a step; the link is good once", async () => {
    const path = app.welcomeLink!.replace(app.url, "");
    const { page, errors } = await openPage(browser(), app, path, { as: null, zone: "America/New_York" });
    await page.getByLabel("Password").fill("password1234");
    await page.keyboard.press("Enter");
    await page.getByText("easily guessed").waitFor();
    expect(await page.getByLabel("Time zone").getAttribute("placeholder")).toBe(
      "That of the browser (America/New_York)",
    );
    expect(await accessibilityFaults(page)).toEqual([]);

    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByText("very long").or(page.getByText("23 characters")).first().waitFor();
    await page.getByRole("button", { name: "Begin" }).click();
    await page.waitForURL("**/resources");
    const card = page.getByRole("region", { name: "First steps" });
    await card.getByText("0 of 4").waitFor();

    // Something real: checks of this machine, and a problem made from here, which the list shows by itself.
    await expect.poll(() => okServices(page)).toBeGreaterThan(0);
    await card.getByText("See it work").click();
    await card.getByRole("button", { name: "Report CRITICAL" }).click();
    await card.getByText("that nobody handles").waitFor();
    await page.getByRole("grid").getByText("Try me").waitFor();
    await card.getByRole("link", { name: "Show it" }).click();
    await page
      .getByRole("button", { name: /^Acknowledge/ })
      .first()
      .click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^Acknowledge/ })
      .click();
    await card.getByText("1 of 4").waitFor();
    await card.getByRole("button", { name: "Report OK" }).click();
    await card.getByRole("button", { name: "Report CRITICAL" }).waitFor();

    // Whether the mail of the delivered configuration is accepted depends on the machine; that it is told does not.
    await card.getByText("Tell somebody").click();
    await card.getByRole("button", { name: "Send a test message" }).click();
    await card.getByText(/notify-host-by-email: (?:not )?delivered/).waitFor();
    await card.getByText(/notifications_enabled 0/).waitFor();

    await card.getByText("Add your first host").click();
    await card.getByLabel("Name").fill("db-7");
    await card.getByText(/host_name +db-7/).waitFor();
    await card.getByText(join(import.meta.dirname, "../../config/objects/first.cfg")).waitFor();
    await card.getByText("/opt/vigie/bin/vigie --data /srv/vigie reload", { exact: true }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await card.getByRole("button", { name: "Dismiss" }).click();
    await card.waitFor({ state: "hidden" });
    // The choice is kept: the card is not made again from the fact that the installation is fresh.
    await page.reload();
    await page.getByRole("searchbox").or(page.getByRole("combobox")).first().waitFor();
    await card.waitFor({ state: "hidden" });
    // The refused password is the only fault that the browser saw.
    expect(errors.filter((error) => !error.includes("400"))).toEqual([]);

    const again = await openPage(browser(), app, path, { as: null });
    await again.page.getByLabel("Password").fill(PASSWORD);
    await again.page.keyboard.press("Enter");
    await again.page.getByText("This link is over").waitFor();
    await again.page.getByRole("link", { name: "Sign in" }).click();
    await again.page.getByLabel("Login").fill("admin");
    await again.page.getByLabel("Password").fill(PASSWORD);
    await again.page.keyboard.press("Enter");
    await again.page.waitForURL("**/resources");
  }, 180_000);

  test("an address without its secret says what to do, on a phone in French as well", async () => {
    const { page } = await openPage(browser(), app, "/welcome", { as: null, language: "fr-FR", width: "phone" });
    await page.getByText("Cette adresse est incomplète").waitFor();

    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await sidewaysOverflow(page)).toBe(0);
  });

  const okServices = async (page: Awaited<ReturnType<typeof openPage>>["page"]): Promise<number> => {
    const answer = await page.request.get(`${app.url}/api/resources?q=type:service+state:OK&limit=0`);
    return ((await answer.json()) as { meta: { total: number } }).meta.total;
  };
});
