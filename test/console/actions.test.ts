import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessibilityFaults } from "./support/accessibility.ts";
import { describeInBrowser } from "./support/chromium.ts";
import {
  type ConsoleUnderTest,
  openBrowser,
  openConsole,
  openPage,
  type Opened,
  untilLive,
} from "./support/console-under-test.ts";
import { siteOf } from "./support/sites.ts";

interface Row {
  readonly key: string;
  readonly acknowledgement: { readonly comment: string } | null;
}

const line = (page: Page, text: string | RegExp) => page.getByRole("status").filter({ hasText: text });

describeInBrowser("actions", (browser) => {
  let vigie: ConsoleUnderTest;
  const rowsOf = async ({ context }: Pick<Opened, "context">, q: string): Promise<readonly Row[]> => {
    const answer = await context.request.get(`${vigie.url}/api/resources`, { params: { q, limit: 500 } });
    return ((await answer.json()) as { result: readonly Row[] }).result;
  };
  const submit = async (opened: Pick<Opened, "context">, rows: readonly Row[], state: string): Promise<void> => {
    const data = { action: "submit", on: rows.map(({ key }) => key), options: { state, output: "by a test" } };
    expect((await opened.context.request.post(`${vigie.url}/api/actions`, { data })).status()).toBe(200);
  };

  beforeAll(async () => {
    vigie = await openConsole(siteOf(26, 20));
    const context = await openBrowser(browser(), vigie);
    // 500 of 520 services; the others were never checked.
    await submit({ context }, await rowsOf({ context }, "type:service"), "CRITICAL");
  }, 180_000);
  afterAll(() => vigie.close());

  test("500 are acknowledged at once, the 20 others listed with the reason, and undone by z", async () => {
    const opened = await openPage(browser(), vigie, "/resources?q=type:service");
    const { page, errors } = opened;
    await untilLive(page);
    await page.getByText("web-0001").first().waitFor();
    await page.keyboard.press("*");
    await page.keyboard.press("a");
    await page.getByRole("dialog", { name: /^Acknowledge 520/ }).waitFor();
    await page.keyboard.type("power cut");
    await page.keyboard.press("Enter");

    await line(page, /Acknowledged 500\sresources/).waitFor();
    await page.getByRole("button", { name: /^20\sresources not/ }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("web-0026/disk 20 is PENDING").waitFor();
    expect(await dialog.getByRole("listitem").count()).toBe(20);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press("Escape");
    expect((await rowsOf(opened, "is:acknowledged")).every((row) => row.acknowledgement!.comment === "power cut")).toBe(
      true,
    );

    await page.keyboard.press("z");
    await line(page, /Undone for 500\sresources/).waitFor();
    expect(await rowsOf(opened, "is:acknowledged")).toEqual([]);
    expect(errors).toEqual([]);
  }, 180_000);

  test("one is acknowledged with three keys; the last text comes back with the arrow", async () => {
    const opened = await openPage(browser(), vigie, '/resources?q=host:web-0001 service:"disk 1"');
    const { page } = opened;
    await untilLive(page);
    await page.getByText("disk 1", { exact: true }).first().waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("a");
    await page.getByRole("dialog", { name: "Acknowledge web-0001 › disk 1" }).waitFor();
    await page.keyboard.press("Enter");
    await line(page, "Acknowledged web-0001 › disk 1").waitFor();
    const [row] = await rowsOf(opened, 'host:web-0001 service:"disk 1"');
    expect(row!.acknowledgement).toMatchObject({ comment: "acknowledged in the console" });

    await page.keyboard.press("c");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.type("seen at the rack");
    await page.keyboard.press("Enter");
    await line(page, "Commented on web-0001 › disk 1").waitFor();
    await page.keyboard.press("c");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("ArrowUp");
    const text = page.getByRole("dialog").getByRole("textbox");
    expect(await text.inputValue()).toBe("seen at the rack");

    // What is typed and not sent is asked for before the tab is closed; an empty dialog is not.
    const asking = page.waitForEvent("dialog");
    await page.close({ runBeforeUnload: true });
    const question = await asking;
    expect(question.type()).toBe("beforeunload");
    await question.dismiss();
    expect(await text.inputValue()).toBe("seen at the rack");
    await text.fill("");
    const closed = page.waitForEvent("close");
    await page.close({ runBeforeUnload: true });
    await closed;
  });

  test("one that fails puts the dialog back, with the server's words and the text", async () => {
    const { page } = await openPage(browser(), vigie, '/resources?q=host:web-0002 service:"disk 1"');
    await untilLive(page);
    await page.getByText("disk 1", { exact: true }).first().waitFor();
    await page.route("**/api/actions", (route) =>
      route.fulfill({ status: 500, json: { code: 500, message: "An error has occurred in a repository" } }),
    );
    await page.keyboard.press("j");
    await page.keyboard.press("a");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.type("on it");
    await page.keyboard.press("Enter");

    await page.getByRole("alert").filter({ hasText: "An error has occurred in a repository" }).waitFor();
    expect(await page.getByRole("dialog").getByRole("textbox").inputValue()).toBe("on it");
    await page.unroute("**/api/actions");
    await page.getByRole("button", { name: "Acknowledge", exact: true }).last().click();
    await line(page, "Acknowledged web-0002 › disk 1").waitFor();
  });

  test.each([
    [
      "may keep nothing",
      "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError') } })",
    ],
    [
      "has kept what is no preference",
      "for (const name of ['preferences', 'texts']) localStorage.setItem(`vigie-${name}`, 'null')",
    ],
  ])("a browser that %s acts all the same", async (_name, script) => {
    const context = await openBrowser(browser(), vigie, { isOwn: true });
    await context.addInitScript(script);
    const page = await context.newPage();
    await page.goto(`${vigie.url}/resources?q=host:web-0004`);
    await untilLive(page);
    await page.locator("[role=row][data-active]").waitFor();
    await page.keyboard.press("c");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.type("kept nowhere");
    await page.keyboard.press("Enter");
    await line(page, "web-0004").waitFor();
  });

  test("one whose answer is lost is asked again, and done once; beside another dialog the foot tells of it", async () => {
    const { page, context } = await openPage(browser(), vigie, '/resources?q=host:web-0003 service:"disk 1"');
    await untilLive(page);
    await page.getByText("disk 1", { exact: true }).first().waitFor();
    const commentsOf = async (): Promise<readonly unknown[]> => {
      const [row] = await rowsOf({ context }, 'host:web-0003 service:"disk 1"');
      const answer = await context.request.get(`${vigie.url}/api/comments`, { params: { key: row!.key } });
      return ((await answer.json()) as { result: readonly unknown[] }).result;
    };
    // The server gets it, and the network fails before anybody hears of it.
    await page.route("**/api/actions", async (route) => {
      await route.fetch();
      await route.abort("connectionreset");
    });
    await page.keyboard.press("c");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.type("looked at it");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").filter({ hasText: "The server does not answer" }).waitFor();
    expect(await page.getByRole("dialog").getByRole("textbox").inputValue()).toBe("looked at it");
    expect(await commentsOf()).toHaveLength(1);
    await page.unroute("**/api/actions");
    await page.getByRole("button", { name: "Comment", exact: true }).last().click();
    await line(page, "web-0003 › disk 1").waitFor();
    expect(await commentsOf()).toHaveLength(1);

    let refuse: () => void = () => {};
    const held = new Promise<void>((resolve) => (refuse = resolve));
    await page.route("**/api/actions", async (route) => {
      await held;
      await route.fulfill({ status: 500, json: { code: 500, message: "An error has occurred in a repository" } });
    });
    await page.keyboard.press("c");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.type("again");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("a");
    await page.getByRole("dialog").waitFor();
    refuse();
    await line(page, "An error has occurred in a repository").waitFor();
    await page.getByRole("dialog", { name: /Acknowledge/ }).waitFor();
  });
});
