import { afterAll, beforeAll, expect, test } from "vitest";
import { accessibilityFaults, sidewaysOverflow } from "./support/accessibility.ts";
import { describeInBrowser } from "./support/chromium.ts";
import { ADMIN, type ConsoleUnderTest, openConsole, openPage } from "./support/console-under-test.ts";
import { siteOf } from "./support/sites.ts";
import { openProxy } from "./support/proxy.ts";

const GROUP = `define hostgroup {
  hostgroup_name  second
  hostgroup_id    7
  members         web-0002
}
`;

describeInBrowser("a wall screen", (browser) => {
  let vigie: ConsoleUnderTest;
  beforeAll(async () => {
    vigie = await openConsole({ ...siteOf(2, 2), "groups.cfg": GROUP });
  }, 180_000);
  afterAll(() => vigie.close());

  test("shows one view to nobody in particular, follows it, knows when it is blind, and ends with its link", async () => {
    const admin = await openPage(browser(), vigie, "/profile");
    const { page } = admin;
    const form = page.getByRole("region", { name: "Wall screens" });
    await form.getByLabel("Name").fill("Hall");
    await form.getByLabel("View (search)").fill("is:unhandled host:web-0001");
    await form.getByRole("button", { name: "Make link" }).click();
    const url = await form.getByText(/\/wall\/[0-9a-f]{32}/).textContent();
    await form.getByRole("cell", { name: "Hall", exact: true }).waitFor();

    const proxy = await openProxy(vigie.url);
    const wall = await openPage(browser(), vigie, new URL(url!).pathname, { as: null, origin: proxy.origin });
    await wall.page.getByRole("heading", { name: "Hall" }).waitFor();
    await wall.page.getByText("No unhandled problem").waitFor();
    const report = (on: string[], state: string) =>
      page.request.post(`${vigie.url}/api/actions`, {
        data: { action: "submit", on, options: { state, output: "DISK CRITICAL - 2% free" } },
      });
    const keys = await page.request.get(`${vigie.url}/api/resources?q=type:service&sort=host,name`);
    const { result } = (await keys.json()) as { result: { key: string }[] };
    // The first is in the view, the last is not.
    await report([result[0]!.key, result[3]!.key], "CRITICAL");
    await wall.page.getByText("web-0001 › disk 1").waitFor();
    expect(await wall.page.getByText("web-0002").count()).toBe(0);
    expect(await wall.page.getByRole("listitem").filter({ hasText: "CRITICAL" }).textContent()).toContain("1");
    expect(await accessibilityFaults(wall.page)).toEqual([]);
    expect(await wall.page.getByRole("button").count()).toBe(0);

    // A wall may not become anything else.
    await wall.page.goto(`${proxy.origin}/resources`);
    await wall.page.waitForURL(({ pathname }) => pathname === "/sign-in");
    await wall.page.goto(proxy.origin + new URL(url!).pathname);
    await wall.page.getByText("web-0001 › disk 1").waitFor();

    proxy.cut();
    await wall.page.getByText("Not present: what you see is from").waitFor();
    proxy.restore();
    await wall.page.getByText(/as of \d\d:\d\d:\d\d/).waitFor();

    // Its session ends, its link does not: it opens another by itself.
    type Sessions = { result: { id: string; kind: string }[] };
    const walls = async (): Promise<Sessions["result"]> => {
      const answer = await page.request.get(`${vigie.url}/api/me/sessions`);
      return ((await answer.json()) as Sessions).result.filter(({ kind }) => kind === "wall");
    };
    const before = await walls();
    for (const { id } of before) await page.request.delete(`${vigie.url}/api/me/sessions/${id}`);
    await expect.poll(async () => (await walls()).length).toBe(1);
    await wall.page.getByText("web-0001 › disk 1").waitFor();

    // The next one shows a saved search.
    await page.request.post(`${vigie.url}/api/me/views`, {
      data: { name: "Second host", q: "host:web-0002", sort: "-severity,since", columns: [], shared: false },
    });
    await page.reload();
    await form.getByLabel("Name").fill("Stairs");
    await form.getByLabel("Saved search").selectOption("Second host");
    await form.getByRole("button", { name: "Make link" }).click();
    await form.getByRole("row", { name: /Stairs.*host:web-0002/ }).waitFor();

    await form.getByRole("button", { name: "Delete wall screen Hall" }).click();
    await wall.page.reload();
    await wall.page.getByText("This link is over.").waitFor();
    await proxy.close();
  }, 180_000);

  test("?wall shows any list with one's own session, on a phone too; of a group and a host what is theirs", async () => {
    const { page } = await openPage(browser(), vigie, "/resources?q=type:host&wall=1", { as: ADMIN, width: "phone" });
    await page.getByText("web-0002", { exact: true }).waitFor();
    expect(await page.getByText("›").count()).toBe(0);
    expect(await page.getByRole("navigation").count()).toBe(0);
    expect(await sidewaysOverflow(page)).toBe(0);

    await vigie.submit("web-0001", "disk 1", "CRITICAL", "full");
    await vigie.submit("web-0002", "disk 2", "CRITICAL", "full");
    const { result } = (await (await page.request.get(`${vigie.url}/api/resources?q=host:web-0002`)).json()) as {
      result: { key: string; host: { key: string } }[];
    };
    const key = result.find((row) => row.key !== row.host.key)!.key;
    for (const path of ["/groups/host/7", `/hosts/${result[0]!.host.key}`]) {
      await page.goto(`${vigie.url}${path}?wall`);
      await page.getByText("web-0002 › disk 2").waitFor();
      expect([path, await page.getByText("web-0001").count()]).toEqual([path, 0]);
    }
    await page.goto(`${vigie.url}/overview?wall`);
    await page.getByText("web-0001 › disk 1").waitFor();
    await page.goto(`${vigie.url}/services/${key}0?wall`);
    await page.getByText("What this address names does not exist").waitFor();
  });
});
