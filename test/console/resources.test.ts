import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessibilityFaults, sidewaysOverflow } from "./support/accessibility.ts";
import { describeInBrowser } from "./support/chromium.ts";
import { ADMIN, type ConsoleUnderTest, openConsole, openPage, untilLive } from "./support/console-under-test.ts";
import { createSubmitter } from "./support/results.ts";
import { siteOf } from "./support/sites.ts";

const HOSTS = 100;
const SERVICES = 4;
const GROUP = `define hostgroup {
  hostgroup_name  racks
  members         web-0007
}
`;
const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at);

/** Names of the rows that are seen, from the top. */
const visibleNames = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const grid = document.querySelector('[role="grid"]')!;
    const { bottom } = grid.getBoundingClientRect();
    const top = grid.querySelector('[role="rowgroup"]')!.getBoundingClientRect().bottom;
    return [...grid.querySelectorAll<HTMLElement>('[role="row"][data-key]')]
      .filter((row) => {
        const box = row.getBoundingClientRect();
        return box.bottom > top + 1 && box.top < bottom - 1;
      })
      .sort((a, b) => a.offsetTop - b.offsetTop)
      .map((row) => row.dataset["key"]!);
  });
const selectedKeys = (page: Page): Promise<readonly string[]> =>
  page
    .locator('[role="row"][aria-selected="true"]')
    .evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset["key"]!).sort());
const nameOfActive = async (page: Page): Promise<string> => {
  const cells = page.locator('[role="row"][data-active]').getByRole("gridcell");
  const [, , host, service] = await cells.allInnerTexts();
  return `${host} › ${service}`;
};
/** Dates of a year, in both languages, that are wider than a cell. */
const datesBeyond = (cell: HTMLElement): readonly string[] => {
  const style = getComputedStyle(cell);
  const room = cell.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
  const pen = document.createElement("canvas").getContext("2d")!;
  pen.font = style.font;
  const texts = ["en-GB", "fr"].flatMap((language) =>
    Array.from({ length: 12 }, (_, month) => {
      const day = new Intl.DateTimeFormat(language, { day: "numeric", month: "short" });
      return `${day.format(new Date(2026, month, 28))} 20:48`;
    }),
  );
  return texts.filter((text) => pen.measureText(text).width > room);
};
const row = (page: Page, host: string, service: string) =>
  page.locator('[role="row"][data-key]').filter({ hasText: host }).filter({ hasText: service });

describeInBrowser("resources", (browser) => {
  let vigie: ConsoleUnderTest;
  let submit: Awaited<ReturnType<typeof createSubmitter>>;
  beforeAll(async () => {
    vigie = await openConsole({ ...siteOf(HOSTS, SERVICES), "group.cfg": GROUP });
    submit = await createSubmitter(vigie.server);
    await submit(range(1, 60).map((host) => ({ host, service: 1, status: 2, output: "DISK CRITICAL" })));
    await submit(range(1, 30).map((host) => ({ host, service: 2, status: 1, output: "LOAD WARNING" })));
  }, 180_000);
  afterAll(() => vigie.close());

  test("500 changes move no row: the same three are selected, the same is at the top, the foot says what is new", async () => {
    const { page, errors } = await openPage(browser(), vigie, "/resources?q=is:problem");
    await untilLive(page);
    await page.getByRole("grid").locator("[data-key]").first().waitFor();
    await page.getByRole("grid").hover();
    await page.mouse.wheel(0, 900);
    await page.locator('[aria-rowindex="40"]').waitFor();
    for (const index of [33, 35, 38]) await page.locator(`[aria-rowindex="${index}"]`).getByRole("checkbox").click();
    const [names, selected] = [await visibleNames(page), await selectedKeys(page)];
    expect(selected).toHaveLength(3);

    for (let round = 1; round <= 5; round++) {
      await submit(
        range(1, 50).map((host) => ({ host, service: 1, status: round % 2 === 0 ? 2 : 0, output: `round ${round}` })),
      );
      await submit(
        range(51, 100).map((host) => ({ host, service: 3, status: round % 2 === 0 ? 0 : 2, output: `round ${round}` })),
      );
    }
    await page.getByRole("button", { name: "50 new · 50 left" }).waitFor();
    await page.locator('[role="row"]', { hasText: "round 5" }).first().waitFor();

    expect(await visibleNames(page)).toEqual(names);
    expect(await selectedKeys(page)).toEqual(selected);
    expect(await page.locator("[data-tint]").count()).toBeGreaterThan(0);
    // What changed is not pointed out again when its row comes back on the screen.
    for (const [by, index] of [
      [-9_000, 2],
      [9_000, 91],
      [-9_000, 2],
    ] as const) {
      await page.mouse.wheel(0, by);
      await page.locator(`[aria-rowindex="${index}"][data-key]`).waitFor();
    }
    expect(await page.locator("[data-tint]").count()).toBe(0);
    expect(errors).toEqual([]);

    await page.keyboard.press("Escape");
    await page.keyboard.press(".");
    await page.locator('[data-order="2"]').waitFor();
    await page.locator('[role="row"][data-left]').first().waitFor({ state: "detached" });
  });

  test("what is acknowledged in one browser is seen in another", async () => {
    const one = await openPage(browser(), vigie, "/resources");
    const two = await openPage(browser(), vigie, "/resources", { isOwn: true });
    for (const { page } of [one, two]) await untilLive(page);
    const key = await one.page.locator('[role="row"][data-active]').getAttribute("data-key");
    const other = two.page.locator(`[role="row"][data-key="${key}"]`);
    await other.waitFor();

    await one.page.keyboard.press("a");
    await one.page.getByRole("dialog").waitFor();
    await one.page.keyboard.press("Enter");
    await other.getByText("ack admin").waitFor();

    await other.and(two.page.locator("[data-left]")).waitFor();
    await one.page.getByText(/Acknowledged web-/).waitFor();
    await one.page.keyboard.press("z");
    await other.and(two.page.locator(":not([data-left])")).waitFor();
    expect([one.errors, two.errors]).toEqual([[], []]);
  });

  test("the address is the state: the same after a reload and a step back", async () => {
    const { page } = await openPage(
      browser(),
      vigie,
      "/resources?q=host:web-0007&columns=host,service,state:200,since,groups,var.RACK",
    );
    const first = row(page, "web-0007", "disk 1");
    await first.click();
    const open = (await first.getAttribute("data-key"))!;
    await page.getByRole("tab", { name: "Why" }).click();
    await page.getByRole("button", { name: "services", exact: true }).click();
    await page.getByRole("columnheader", { name: "Service" }).getByRole("button").click();
    const wanted = {
      columns: "host,service,state:200,since,groups,var.RACK",
      open,
      q: "host:web-0007 type:service",
      sort: "name",
      tab: "why",
    };
    await page.waitForURL(
      ({ searchParams }) => JSON.stringify(Object.fromEntries([...searchParams].sort())) === JSON.stringify(wanted),
    );
    const look = async (): Promise<unknown> => {
      await page.getByRole("tab", { name: "Why", selected: true }).waitFor();
      await row(page, "web-0007", "disk 4").waitFor();
      return [
        await page.getByRole("columnheader").allInnerTexts(),
        await page.getByRole("combobox", { name: "Search" }).inputValue(),
        await visibleNames(page),
        await page.locator('[role="row"][data-open]').getAttribute("data-key"),
      ];
    };
    // The address is that of the new order before its rows are there. The ids are in the order of the names.
    await page.locator('[role="columnheader"][aria-sort="ascending"]', { hasText: "Service" }).waitFor();
    const inOrder = (await visibleNames(page)).toSorted();
    await expect.poll(() => visibleNames(page)).toEqual(inOrder);
    const before = await look();
    expect(await row(page, "web-0007", "disk 4").getByRole("gridcell").allInnerTexts()).toEqual(
      expect.arrayContaining(["racks", expect.stringMatching(/^r7/)]),
    );
    const csv = page.waitForEvent("download");
    await page.getByRole("link", { name: "Export as CSV" }).click();
    const lines = readFileSync(await (await csv).path(), "utf8").split("\r\n");
    expect(lines.slice(0, 2)).toEqual([
      "host,name,state,since,groups,var.RACK",
      expect.stringMatching(/^web-0007,disk 1,\w+,20[^,]+Z,racks,r7$/),
    ]);
    expect(await page.locator('[data-column="since"]').first().evaluate(datesBeyond)).toEqual([]);
    await page.reload();
    expect(await look()).toEqual(before);

    await page.goBack();
    await page.goBack();
    await page.waitForURL(({ searchParams }) => searchParams.get("q") === "host:web-0007");
    await page.locator('input[value="host:web-0007"]').waitFor();
  });

  test("from the sign-in to an acknowledged problem by keyboard alone; seen elsewhere within a second", async () => {
    const other = await openPage(browser(), vigie, "/resources", { isOwn: true });
    await untilLive(other.page);
    const { page } = await openPage(browser(), vigie, "/", { as: null });
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await page.keyboard.type(ADMIN.login);
    await page.keyboard.press("Tab");
    await page.keyboard.type(ADMIN.password);
    await page.keyboard.press("Enter");
    await untilLive(page);
    const key = await page.locator('[role="row"][data-active]').getAttribute("data-key");
    const seen = other.page.locator(`[role="row"][data-key="${key}"]`);
    await seen.waitFor();

    await page.keyboard.press("a");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Enter");
    await seen.getByText("ack admin").waitFor();

    await page.getByText(/Acknowledged web-/).waitFor();
    await page.locator('[role="row"][data-active][data-left]').waitFor();
    await page.keyboard.press("z");
    await page.locator('[role="row"][data-active]:not([data-left])').waitFor();
  });

  test("keys move, select, open and close; none acts while somebody types", async () => {
    const { page } = await openPage(browser(), vigie, "/resources?q=state:CRITICAL");
    await untilLive(page);
    await page.locator('[role="row"][data-active]').waitFor();
    for (const key of ["j", "j", "x", "ArrowDown", "x", "k", "k"]) await page.keyboard.press(key);
    expect(await selectedKeys(page)).toHaveLength(2);
    await page.getByText("2 selected").waitFor();
    expect(await page.locator('[role="row"][data-active]').getAttribute("aria-rowindex")).toBe("3");

    await page.keyboard.press("o");
    const panel = page.locator("aside[data-panel]");
    await panel.getByRole("button", { name: "Downtime" }).waitFor();
    // Beside a panel keys act on what is selected, and at once on the row that was moved to.
    await page.keyboard.press("d");
    await page.getByRole("dialog", { name: /2\sresources/ }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    expect(await selectedKeys(page)).toEqual([]);
    await page.keyboard.press("j");
    await page.keyboard.press("d");
    await page.getByRole("dialog", { name: await nameOfActive(page) }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await page.locator("aside[data-panel]").waitFor({ state: "detached" });
    await page.keyboard.press("*");
    await page.getByText(/^\d+ selected$/).waitFor();
    await page.keyboard.press("Escape");

    await page.keyboard.press("/");
    await page.keyboard.type(" host:web-000");
    await page.getByRole("option", { name: /web-0001/ }).waitFor();
    expect(await page.getByRole("combobox", { name: "Search" }).inputValue()).toBe("state:CRITICAL host:web-000");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=state:CRITICAL\+host:web-0001$/);
  });

  test("a row has a menu of what leads on and of what the account may do, by key, mouse and finger", async () => {
    const { page, context } = await openPage(browser(), vigie, "/resources?q=host:web-0050");
    await untilLive(page);
    await page.locator('[role="row"][data-active]').waitFor();
    await page.keyboard.press("M");
    const menu = page.getByRole("menu", { name: "Menu of web-0050" });
    await menu.waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await menu.waitFor({ state: "detached" });

    await row(page, "web-0050", "disk 3").click({ button: "right" });
    await page.getByRole("menuitem", { name: "Turn notifications off" }).click();
    await page.getByText("Settings of web-0050 › disk 3 changed").waitFor();
    await row(page, "web-0050", "disk 3").getByText("notifications off").waitFor();
    await page.keyboard.press("z");
    await row(page, "web-0050", "disk 3").getByText("notifications off").waitFor({ state: "detached" });
    await context.close();

    const phone = await openPage(browser(), vigie, "/resources?q=host:web-0050", { width: "phone" });
    await untilLive(phone.page);
    await row(phone.page, "web-0050", "disk 4").getByRole("button", { name: "Menu of the row" }).tap();
    await phone.page.getByRole("menuitem", { name: "Submit a result…" }).tap();
    await phone.page.getByRole("dialog", { name: /disk 4/ }).waitFor();
    expect(await sidewaysOverflow(phone.page)).toBe(0);

    // In the panel the thumb reaches what may be done, whatever is scrolled to; the menu has what has no room.
    await phone.page.keyboard.press("Escape");
    await row(phone.page, "web-0050", "disk 4").getByText("disk 4").tap();
    const panel = phone.page.locator("[data-panel]");
    const check = await panel.getByRole("button", { name: "Check now" }).boundingBox();
    const { height } = phone.page.viewportSize()!;
    expect(height - (check!.y + check!.height)).toBeLessThan(20);
    expect(check!.height).toBeGreaterThanOrEqual(44);
    expect((await panel.getByRole("button", { name: "Downtime" }).boundingBox())!.y).toBe(check!.y);
    await panel.getByRole("button", { name: "More" }).tap();
    await phone.page.getByRole("menuitem", { name: "Comment…" }).tap();
    await phone.page.getByRole("dialog", { name: /disk 4/ }).waitFor();
    await phone.context.close();
  });

  test("a mistake in the search is underlined, and the last good list stays", async () => {
    const { page } = await openPage(browser(), vigie, "/resources?q=state:CRITICAL");
    await page.locator('[role="row"][data-active]').waitFor();
    const names = await visibleNames(page);

    await page.keyboard.press("/");
    await page.keyboard.type(" is:nonsense");
    await page.getByText(/^Expected one of problem, unhandled/).waitFor();

    expect(await page.locator("mark").innerText()).toBe("nonsense");
    // What is expected covers no filter.
    await page.keyboard.press("Escape");
    const chips = page.getByRole("group", { name: "Filters" }).getByRole("button");
    for (const chip of await chips.all()) await chip.click({ trial: true, timeout: 2_000 });
    expect(await chips.count()).toBeGreaterThan(6);
    expect(await visibleNames(page)).toEqual(names);
  });

  test("a search that fails has no rows, and nothing of those before is acted on, until it is tried again", async () => {
    const { page } = await openPage(browser(), vigie, "/resources?q=state:CRITICAL");
    await page.locator('[role="row"][data-active]').waitFor();
    const api = /\/api\/resources\?/;
    await page.route(api, (route) => route.fulfill({ status: 503, json: { code: 503, message: "The store is away" } }));
    await page.getByRole("link", { name: "All" }).click();
    const failure = page.getByRole("alert").filter({ hasText: "The store is away" });
    await failure.waitFor();
    await page.keyboard.press("*");
    await page.keyboard.press("d");
    expect(await page.locator('[role="row"], [role="dialog"]').count()).toBe(0);

    await page.unroute(api);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.locator('[role="row"][data-active]').waitFor();
    // Rows of the same search stay, below what a failed order says.
    await page.route(api, (route) => route.fulfill({ status: 503, json: { code: 503, message: "The store is away" } }));
    await page.getByRole("columnheader", { name: "Host" }).getByRole("button").click();
    await failure.waitFor();
    await page.locator('[role="row"][data-active]').waitFor();
    expect(await page.locator("[aria-sort=ascending]").count()).toBe(0);
  });

  test("while a search is under way, nothing of the rows before is acted on, and nothing takes its place", async () => {
    const { page } = await openPage(browser(), vigie, "/resources?q=");
    await page.locator('[role="row"][data-active]').waitFor();
    const grid = page.getByRole("grid", { includeHidden: true });
    await grid.focus();
    await page.keyboard.press("x");
    await page.keyboard.press("End");
    await page.locator('[role="row"][data-active][data-key][aria-rowindex="501"]').waitFor();
    const acted: (string | null)[] = [];
    page.on("request", (request) => void (request.method() === "POST" && acted.push(request.postData())));
    let letGo = (): void => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    await page.route(/\/api\/resources\?/, async (route) => (await held, route.continue()));
    // The keys of the rows between are on their way, too.
    await page.keyboard.press("X");
    await page.getByRole("link", { name: "Problems" }).click();
    await page.getByText("Searching").waitFor();
    await page.waitForFunction(() => getComputedStyle(document.querySelector("[inert]")!).opacity !== "1");
    const row = page.locator('[role="row"][data-active]');
    const { x, y } = (await row.boundingBox())!;

    for (const key of [..."xkX*adrAcMowemyh.", "ArrowUp", "Enter"]) await page.keyboard.press(key);
    await page.mouse.click(x + 16, y + 12);
    await page.mouse.click(x + 80, y + 12);
    await page.mouse.click(x + 80, y + 12, { button: "right" });
    await grid.evaluate((element) => element.focus());
    expect(await page.evaluate(() => document.activeElement?.getAttribute("role"))).not.toBe("grid");
    expect(await row.getAttribute("aria-rowindex")).toBe("501");

    const between = page.waitForResponse((response) => response.url().includes("view="));
    letGo();
    await between;
    // The answer comes, although a new order was asked for meanwhile.
    await page.locator('[role="row"][data-active][aria-rowindex="2"]').waitFor();
    expect(await selectedKeys(page)).toEqual([]);
    expect(await page.locator('[role="dialog"], [role="menu"], aside[data-panel]').count()).toBe(0);
    expect(acted).toEqual([]);
    expect(new URL(page.url()).search).toBe("?q=is:problem");
    await page.keyboard.press("d");
    await page.getByRole("dialog").waitFor();
  });

  test("the focus that a search took from the rows comes back with the new ones", async () => {
    const { page } = await openPage(browser(), vigie, "/resources?q=host:web-0050");
    await page.locator('[role="row"][data-active]').waitFor();
    await page.getByRole("link", { name: "All" }).click();
    await page.getByText("500 resources").waitFor();
    await page.getByRole("grid").focus();
    await page.goBack();
    await page.locator('[role="grid"][aria-rowcount="6"]:not([inert] *)').waitFor();
    await page.keyboard.press("End");
    await page.locator('[role="row"][data-active][aria-rowindex="6"]').waitFor();
  });

  test("an order that fails is taken by itself less and less often, and tells of it once", async () => {
    const { page } = await openPage(browser(), vigie, "/resources?q=state:CRITICAL", { isOwn: true });
    await page.clock.install();
    await page.reload({ waitUntil: "commit" });
    await untilLive(page);
    await page.locator('[role="row"][data-active]').waitFor();
    let asked = 0;
    const api = /\/api\/resources\?/;
    await page.route(api, (route) => {
      asked++;
      return route.fulfill({ status: 503, json: { code: 503, message: "The store is away" } });
    });
    await page.evaluate(() => {
      const told = new Set<Element>();
      const look = (): void =>
        document.querySelectorAll("[role=alert]").forEach((one) => one.textContent.includes("store") && told.add(one));
      new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
      Object.assign(window, { told });
    });
    await submit([{ host: 40, service: 4, status: 2, output: "DISK CRITICAL" }]);
    await page.getByRole("button", { name: "1 new" }).waitFor();
    const waitSeconds = async (seconds: number): Promise<void> => {
      for (let second = 0; second < seconds; second++) {
        await page.clock.runFor(1_000);
        // What is asked for by then is answered before this.
        await page.evaluate(() => fetch("/api/session"));
      }
    };

    await waitSeconds(120);

    await page.getByRole("alert").filter({ hasText: "The store is away" }).waitFor();
    expect(asked).toBeGreaterThan(3);
    expect(asked).toBeLessThan(8);
    expect(await page.evaluate(() => (window as unknown as { told: Set<Element> }).told.size)).toBe(1);
    await page.unroute(api);
    await waitSeconds(60);
    await page.getByRole("button", { name: "1 new" }).waitFor({ state: "detached" });
    await page.getByRole("alert").filter({ hasText: "The store is away" }).waitFor({ state: "detached" });
  });

  test("a saved search is a tab; changed, it offers to be saved", async () => {
    const { page } = await openPage(browser(), vigie, "/resources?q=state:WARNING");
    await page.locator('[role="row"][data-active]').waitFor();
    await page.keyboard.press("v");
    await page.getByLabel("Name").fill("Warnings");
    await page.keyboard.press("Enter");
    const tab = page.getByRole("navigation", { name: "Searches" }).getByRole("link", { name: "Warnings" });
    await tab.waitFor();
    await page.getByRole("link", { name: "All" }).click();
    await tab.click();
    await page.waitForURL(/q=state:WARNING&saved=\d+$/);

    await page.getByRole("button", { name: "hosts", exact: true }).click();
    await page.getByRole("button", { name: "• save" }).click();
    await page.getByRole("button", { name: "• save" }).waitFor({ state: "detached" });
    await page.getByRole("link", { name: "All" }).click();
    await tab.click();
    await page.waitForURL(/q=state:WARNING\+type:host&saved=\d+$/);
  });
});
