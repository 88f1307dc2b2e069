import type { APIRequestContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeInBrowser } from "./support/chromium.ts";
import { type ConsoleUnderTest, openBrowser, openConsole, openPage, untilLive } from "./support/console-under-test.ts";
import { siteOf } from "./support/sites.ts";

const GROUPS = `define hostgroup {
  hostgroup_name  front
  alias           Front end
  members         web-0001,web-0002
}
define hostgroup {
  hostgroup_name  all web
  alias           all web
  members         *
}
define servicegroup {
  servicegroup_name  disks
  alias              Disks
  members            web-0001,disk 1,web-0002,disk 1,web-0003,disk 2
}
`;

interface ActionByName {
  readonly on: readonly string[];
  readonly action: string;
  readonly options: object;
}

describeInBrowser("overview and groups", (browser) => {
  let vigie: ConsoleUnderTest;
  let request: APIRequestContext;
  beforeAll(async () => {
    vigie = await openConsole({ ...siteOf(4, 3), "groups.cfg": GROUPS });
    ({ request } = await openBrowser(browser(), vigie));
    await submit({
      "web-0001": "UP",
      "web-0002": "DOWN",
      "web-0003": "UP",
      "web-0001 disk 1": "CRITICAL",
      "web-0001 disk 2": "WARNING",
      "web-0001 disk 3": "OK",
      "web-0002 disk 1": "CRITICAL",
      "web-0003 disk 2": "UNKNOWN",
    });
    await act({ action: "acknowledge", on: ["web-0001 disk 2"], options: { comment: "known" } });
  }, 180_000);
  afterAll(() => vigie.close());

  const submit = async (states: Readonly<Record<string, string>>): Promise<void> => {
    for (const [name, state] of Object.entries(states))
      await act({ action: "submit", on: [name], options: { state, output: `${state} by the test` } });
  };
  /** An action on resources by their names. */
  const act = async ({ on, ...action }: ActionByName): Promise<void> => {
    const listed = await request.get(`${vigie.url}/api/resources?q=&limit=500`);
    const { result } = (await listed.json()) as {
      result: { key: string; type: string; name: string; host: { name: string } }[];
    };
    const keys = new Map(
      result.map(({ key, type, name, host }) => [type === "host" ? name : `${host.name} ${name}`, key]),
    );
    const answer = await request.post(`${vigie.url}/api/actions`, {
      data: { ...action, on: on.map((name) => keys.get(name)) },
    });
    if (!answer.ok()) throw new Error(`An action was answered with ${answer.status()}: ${await answer.text()}`);
  };

  for (const path of ["/overview", "/groups", "/groups/host/1", "/groups/service/1"])
    test(`every link of ${path} leads to as many rows as it promises`, async () => {
      const { page, errors } = await openPage(browser(), vigie, path);
      await untilLive(page);
      await untilLoaded(page);
      const links = await page.locator('a[href*="/resources?"]').evaluateAll((all) =>
        all.map((link) => ({
          q: new URL((link as HTMLAnchorElement).href).searchParams.get("q") ?? "",
          text: (link.textContent ?? "").replaceAll("\u202f", ""),
        })),
      );
      expect(links.length).toBeGreaterThan(5);
      let compared = 0;
      for (const { q, text } of links) {
        const promised = (/(\d+)\s(?:unhandled|members?)/.exec(text) ?? /(\d+)/.exec(text))?.[1];
        if (promised === undefined) continue;
        const answer = await request.get(`${vigie.url}/api/resources?limit=0&q=${encodeURIComponent(q)}`);
        const { meta } = (await answer.json()) as { meta: { total: number } };
        expect({ q, text, total: meta.total }).toEqual({ q, text, total: Number(promised) });
        compared++;
      }
      expect(compared).toBeGreaterThan(4);
      // The page that it leads to shows so many.
      const at = links.findIndex(({ q, text }) => q.includes("CRITICAL") && /\d/.test(text));
      const chosen = at === -1 ? links.findIndex(({ text }) => /\d/.test(text)) : at;
      await page.locator('a[href*="/resources?"]').nth(chosen).click();
      await page.waitForURL("**/resources?*");
      const { meta } = (await (
        await request.get(`${vigie.url}/api/resources?limit=0&q=${encodeURIComponent(links[chosen]!.q)}`)
      ).json()) as { meta: { total: number } };
      await page.getByText(`${meta.total} resource`).first().waitFor();
      expect(await page.locator('[role="row"][data-key]').count()).toBe(meta.total);
      expect(errors).toEqual([]);
    });

  test("counts, problems and events follow what happens, and not under the hand", async () => {
    const { page } = await openPage(browser(), vigie, "/overview");
    await untilLive(page);
    const unhandled = page.getByRole("region", { name: "Unhandled for longest" });
    // The acknowledgement, its comment and its audit are one act.
    const acknowledged = page.getByRole("region", { name: "Just now" }).getByRole("listitem");
    await acknowledged.first().waitFor();
    expect(
      await acknowledged
        .filter({ hasText: "web-0001 › disk 2" })
        .filter({ hasText: /acknowledg|comment/ })
        .allInnerTexts(),
    ).toHaveLength(1);
    // One command on many is one line, which leads to the list of it.
    const on = ["web-0004 disk 1", "web-0004 disk 2", "web-0004 disk 3", "web-0003 disk 1"];
    const [start, end] = [Date.now(), Date.now() + 3_600_000].map((time) => new Date(time).toISOString());
    await act({ action: "schedule-downtime", on, options: { start, end, comment: "new disks" } });
    const planned = acknowledged.filter({ hasText: "downtime planned by admin: new disks" });
    await planned.getByRole("link", { name: /^4.resources$/ }).click();
    await page.waitForURL("**/events?*");
    await page.getByRole("row").filter({ hasText: "downtime planned" }).nth(3).waitFor();
    for (const name of on)
      await page
        .getByRole("row")
        .filter({ hasText: "downtime planned" })
        .filter({ hasText: name.replace(" ", " › ") })
        .waitFor();
    await page.goto(`${vigie.url}/acknowledgements?q=host:web-0002`);
    await page.getByText("Nothing here of what the search finds").waitFor();
    await page.getByLabel("Hosts and services").fill("host:web-0001");
    await page.keyboard.press("Enter");
    await page.waitForURL(/acknowledgements\?q=host:web-0001$/);
    await page.getByRole("link", { name: "web-0001 › disk 2" }).waitFor();
    await page.goto(`${vigie.url}/overview`);
    await untilLive(page);
    await unhandled.getByRole("link", { name: "web-0003 › disk 2" }).waitFor();
    await submit({ "web-0003 disk 3": "CRITICAL" });
    await unhandled.getByRole("link", { name: "web-0003 › disk 3" }).waitFor();
    await page.getByRole("banner").getByRole("link", { name: "CRITICAL" }).filter({ hasText: "2" }).waitFor();

    await unhandled.getByRole("link", { name: "web-0003 › disk 3" }).hover();
    await submit({ "web-0003 disk 3": "OK" });
    await page.getByRole("banner").getByRole("link", { name: "CRITICAL" }).filter({ hasText: "1" }).waitFor();
    expect(await unhandled.getByRole("link", { name: "web-0003 › disk 3" }).count()).toBe(1);
    await page.mouse.move(0, 0);
    await unhandled.getByRole("link", { name: "web-0003 › disk 3" }).waitFor({ state: "detached" });
  });

  test("a failed card stays alone and tries again, also one that had something to show", async () => {
    const context = await openBrowser(browser(), vigie);
    await context.route("**/api/groups*", (route) =>
      route.fulfill({ status: 503, json: { code: 503, message: "The server is starting" } }),
    );
    const { page } = await openPage(browser(), vigie, "/overview");
    const groups = page.getByRole("region", { name: "Host groups" });
    await groups.getByText("The server is starting").waitFor();
    await page.getByRole("region", { name: "Unhandled for longest" }).getByRole("listitem").first().waitFor();
    await context.unroute("**/api/groups*");
    await groups.getByRole("button", { name: "Try again" }).click();
    await groups.getByRole("link", { name: "front" }).waitFor();

    // What it had before is no present picture: it says so above.
    await context.route("**/api/groups*", (route) =>
      route.fulfill({ status: 429, json: { code: 429, message: "Too many requests" } }),
    );
    await submit({ "web-0003 disk 3": "CRITICAL" });
    await groups.getByText("Too many requests").waitFor();
    await groups.getByRole("link", { name: "front" }).waitFor();
  });

  test("the head of a group follows what happens, not under the hand, and tells when that fails", async () => {
    const { page, context } = await openPage(browser(), vigie, "/groups/service/1");
    await untilLive(page);
    const critical = page.getByRole("main").getByRole("link", { name: "CRITICAL" });
    await critical.filter({ hasText: "2" }).hover();
    await submit({ "web-0003 disk 2": "CRITICAL" });
    // The card of its members has nobody over it.
    const members = page.getByRole("region", { name: /3.services/ }).getByRole("listitem");
    await members
      .filter({ has: page.locator("[data-state=CRITICAL]") })
      .nth(2)
      .waitFor();
    expect(await critical.innerText()).toContain("2");
    await page.mouse.move(0, 0);
    await critical.filter({ hasText: "3" }).waitFor();

    await context.route("**/api/groups*", (route) =>
      route.fulfill({ status: 429, json: { code: 429, message: "Too many requests" } }),
    );
    await submit({ "web-0003 disk 2": "OK" });
    const failure = page.getByRole("alert").filter({ hasText: "Too many requests" });
    await failure.waitFor();
    expect(await critical.innerText()).toContain("3");
    await context.unroute("**/api/groups*");
    await failure.getByRole("button", { name: "Try again" }).click();
    await critical.filter({ hasText: "2" }).waitFor();
    await failure.waitFor({ state: "detached" });
  });
});

/** Every part of the page is there. */
const untilLoaded = (page: Page): Promise<unknown> =>
  page.waitForFunction(
    () => document.querySelector("main [data-q]") !== null && document.querySelector('main [role="status"]') === null,
  );
