import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { Page } from "playwright-core";
import { accessibilityFaults } from "./support/accessibility.ts";
import { addAccounts } from "./support/accounts.ts";
import { describeInBrowser } from "./support/chromium.ts";
import {
  ADMIN,
  type ConsoleUnderTest,
  openBrowser,
  openConsole,
  openPage,
  untilLive,
} from "./support/console-under-test.ts";
import { ONE_HOST } from "./support/sites.ts";

describeInBrowser("sign-in", (browser) => {
  let vigie: ConsoleUnderTest;
  beforeAll(async () => {
    vigie = await openConsole(ONE_HOST);
  }, 180_000);
  afterAll(() => vigie.close());

  const signIn = async (page: Page, login: string, password: string): Promise<void> => {
    await page.getByLabel("Login").fill(login);
    await page.getByLabel("Password").fill(password);
    await page.keyboard.press("Enter");
  };

  test("wrong, then right: by keyboard alone, back to the asked address; signed out, the session is over", async () => {
    const { page, context } = await openPage(browser(), vigie, "/events?q=web", { as: null });
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await page.keyboard.type("admin");
    await page.keyboard.press("Tab");
    await page.keyboard.type("wrong");
    await page.keyboard.press("Enter");
    await page.getByText("Login or password is wrong.").waitFor();
    expect(await page.getByLabel("Password").evaluate((field) => field === document.activeElement)).toBe(true);

    await page.keyboard.type(ADMIN.password);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/events?q=web");
    const [cookie] = await context.cookies();
    expect(cookie).toMatchObject({ name: "vigie_session", httpOnly: true, sameSite: "Strict", expires: -1 });

    // Signed in already: another tab goes on at once.
    const other = await context.newPage();
    await other.goto(`${vigie.url}/sign-in?to=%2Fhealth`);
    await other.waitForURL("**/health");
  });

  test("a page on another port of the same host can neither read nor act with its cookie", async () => {
    const other = createServer((_request, response) => {
      response.setHeader("content-type", "text/html");
      response.end("<!doctype html><title>another port</title>");
    }).listen(0, "127.0.0.1");
    onTestFinished(() => void other.close());
    await once(other, "listening");
    const { page } = await openPage(browser(), vigie, "/resources?q=", { isOwn: true });
    await untilLive(page);
    await page.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`);

    const body = JSON.stringify({ action: "comment", on: ["h1"], options: { comment: "by another port" } });
    const tried = await page.evaluate(
      async ({ url, text }) => {
        const read = (path: string) =>
          fetch(url + path, { credentials: "include" }).then(
            async (response) => [response.status, await response.text()] as const,
            () => "refused by the browser",
          );
        // What a form can send is sent without asking first.
        const send = (type: string) =>
          fetch(`${url}/api/actions`, {
            method: "POST",
            mode: "no-cors",
            credentials: "include",
            headers: { "content-type": type },
            body: text,
          }).then(
            ({ type: kind }) => kind,
            () => "refused by the browser",
          );
        return {
          reads: [
            await read("/api/resources?q="),
            await read("/api/session"),
            await read("/centreon/api/latest/monitoring/hosts"),
          ],
          acts: [await send("text/plain"), await send("application/x-www-form-urlencoded")],
        };
      },
      { url: vigie.url, text: body },
    );

    for (const read of tried.reads) {
      expect(JSON.stringify(read)).not.toMatch(/web-01|admin/);
      expect(typeof read === "string" || read[0] >= 400).toBe(true);
    }
    // The answer cannot be read; what counts is that nothing was done.
    expect(tried.acts).toEqual(["opaque", "opaque"]);
    const { request } = await openBrowser(browser(), vigie);
    expect(await (await request.get(`${vigie.url}/api/comments?key=h1`)).text()).not.toContain("by another port");
    // The cookie is there, and as good as before for pages of the server.
    await page.goto(`${vigie.url}/resources?q=`);
    await untilLive(page);
  });

  test("what one account chose and typed in a browser is not taken by the next one, whose tabs are all its own", async () => {
    const carl = { login: "carl", password: "seven quiet yellow boats" };
    await addAccounts(vigie.site, [carl]);
    const { page, context } = await openPage(browser(), vigie, "/profile", { isOwn: true });
    const other = await context.newPage();
    await other.goto(`${vigie.url}/events`);
    await other.getByLabel("Profile: admin").waitFor();
    await page.getByLabel("Density of lists").selectOption("roomy");
    await page.getByText("Saved").first().waitFor();
    await page.evaluate(() => localStorage.setItem("vigie-texts", '["called the vault"]'));

    await page.getByRole("button", { name: "Sign out" }).click();
    await signIn(page, carl.login, carl.password);
    await page.getByLabel("Profile: carl").waitFor();
    await other.getByLabel("Profile: carl").waitFor();
    expect(await page.evaluate(() => localStorage.getItem("vigie-texts"))).toBe(null);
    await page.goto(`${vigie.url}/profile`);
    expect(await page.getByLabel("Density of lists").inputValue()).toBe("normal");
    await page.getByLabel("Theme", { exact: true }).selectOption("dark");
    await page.getByText("Saved").first().waitFor();
    expect(await (await page.request.get(`${vigie.url}/api/me/preferences`)).json()).toEqual({ theme: "dark" });

    // Two tabs of one account do not undo each other's.
    await other.goto(`${vigie.url}/profile`);
    await other.getByLabel("Theme", { exact: true }).waitFor();
    await page.getByLabel("Density of lists").selectOption("dense");
    await page.getByText("Saved").first().waitFor();
    await other.getByLabel("Single letters act as keys").uncheck();
    await other.getByText("Saved").first().waitFor();
    const kept = await (await page.request.get(`${vigie.url}/api/me/preferences`)).json();
    expect(kept).toEqual({ theme: "dark", density: "dense", hasLetterKeys: false });
  });

  test("password managers find the fields; what is asked for elsewhere is not followed", async () => {
    const { page } = await openPage(browser(), vigie, "/sign-in?to=%2F%2Fevil.test", { as: null });

    expect(await page.getByLabel("Login").getAttribute("autocomplete")).toBe("username");
    expect(await page.getByLabel("Password").getAttribute("autocomplete")).toBe("current-password");
    await page.getByLabel("Stay signed in").check();
    await signIn(page, ADMIN.login, ADMIN.password);
    await page.waitForURL(`${vigie.url}/resources`);
    const [cookie] = await page.context().cookies();
    expect(cookie!.expires).toBeGreaterThan(Date.now() / 1000 + 29 * 86_400);
  });

  test("too many tries say for how long, a server that does not answer says so", async () => {
    const { page } = await openPage(browser(), vigie, "/sign-in", { as: null });
    for (let tries = 0; tries < 10; tries++)
      await page.request.post(`${vigie.url}/api/session`, { data: { login: "mallory", password: "x" } });
    await signIn(page, "mallory", "x");
    await page.getByText(/You can try again in \d+.seconds/).waitFor();
    expect(await page.getByRole("button", { name: "Sign in" }).getAttribute("aria-disabled")).toBe("true");

    await page.reload();
    await page.route("**/api/session", (route) => route.abort());
    await signIn(page, "admin", "x");
    await page.getByText("The server does not answer.").waitFor();
  });

  test("a session that ends while somebody types asks for the password over the page, and loses nothing", async () => {
    const { page, context } = await openPage(browser(), vigie, "/health", { isOwn: true });
    await page.getByRole("searchbox").fill("half a sea");
    const sessions = await context.request.get(`${vigie.url}/api/me/sessions`);
    for (const { id } of ((await sessions.json()) as { result: { id: string }[] }).result)
      await context.request.delete(`${vigie.url}/api/me/sessions/${id}`);
    const dialog = page.getByRole("dialog", { name: "Your session has ended" });
    await dialog.waitFor();
    expect(await dialog.getByLabel("Login").inputValue()).toBe("admin");
    await page.keyboard.press("Escape");
    await dialog.getByLabel("Password").fill("wrong");
    await page.keyboard.press("Enter");
    await dialog.getByText("Login or password is wrong.").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog.getByLabel("Password").fill(ADMIN.password);
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "hidden" });
    expect(await page.getByRole("searchbox").inputValue()).toBe("half a sea");
    expect(new URL(page.url()).pathname).toBe("/health");

    // Signed out and in again in another tab, which leaves no cookie meanwhile.
    const other = await context.newPage();
    await other.goto(`${vigie.url}/profile`);
    await other.getByRole("button", { name: "Sign out" }).click();
    await dialog.waitFor();
    await other.waitForURL(/sign-in/);
    await signIn(other, ADMIN.login, ADMIN.password);
    await dialog.waitFor({ state: "hidden" });
    expect(await page.getByRole("searchbox").inputValue()).toBe("half a sea");
  });

  test("nor does it lose what is typed in a dialog, which then is sent", async () => {
    await vigie.submit("web-0001", "disk 1", "CRITICAL", "DISK CRITICAL");
    const { page, context } = await openPage(browser(), vigie, "/resources", { isOwn: true });
    await untilLive(page);
    const endSession = async (): Promise<void> => {
      const { value } = (await context.cookies())[0]!;
      await fetch(`${vigie.url}/api/session`, { method: "DELETE", headers: { cookie: `vigie_session=${value}` } });
      const dialog = page.getByRole("dialog", { name: "Your session has ended" });
      await dialog.getByLabel("Password").fill(ADMIN.password);
      await page.keyboard.press("Enter");
      await dialog.waitFor({ state: "hidden" });
    };
    await page.locator('[role="row"][data-active]').waitFor();
    await page.keyboard.press("a");
    const comment = page.getByRole("dialog", { name: /^Acknowledge/ }).getByRole("textbox");
    await comment.fill("anna is on her way to the");
    await endSession();
    expect(await comment.inputValue()).toBe("anna is on her way to the");
    await comment.press("End");
    await page.keyboard.type(" rack");
    await page.keyboard.press("Enter");
    await page.getByText(/^Acknowledged web-0001/).waitFor();
    const answer = await context.request.get(`${vigie.url}/api/acknowledgements`);
    expect(await answer.json()).toMatchObject({ result: [{ comment: "anna is on her way to the rack" }] });

    await page.goto(`${vigie.url}/downtimes`);
    await untilLive(page);
    await page.keyboard.press("n");
    const form = page.getByRole("dialog", { name: /downtime/i });
    await form.getByLabel("What").fill("host:web-0001");
    await form.getByLabel(/^When/).fill("tomorrow 22:00-23:00");
    await form.getByLabel("Comment").fill("disks");
    await endSession();
    expect(await form.getByLabel("What").inputValue()).toBe("host:web-0001");
    expect(await form.getByLabel(/^When/).inputValue()).toBe("tomorrow 22:00-23:00");
    await form.getByLabel("Comment").press("Enter");
    await page.getByRole("row").filter({ hasText: "disks" }).waitFor();
  });
});
