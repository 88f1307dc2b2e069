import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeInBrowser } from "./support/chromium.ts";
import { type ConsoleUnderTest, openConsole, openPage, type Opened } from "./support/console-under-test.ts";
import { tabTo } from "./support/tab-to.ts";
import { siteOf } from "./support/sites.ts";

const line = (page: Page) => page.getByRole("status").filter({ hasText: /./ });

/** Answer of the API to what the page's own session asks. */
async function asked({ context }: Opened, url: string, data?: object): Promise<{ result?: Record<string, unknown>[] }> {
  const answer = data === undefined ? await context.request.get(url) : await context.request.post(url, { data });
  return (await answer.json()) as { result?: Record<string, unknown>[] };
}

describeInBrowser("downtimes", (browser) => {
  let vigie: ConsoleUnderTest;
  beforeAll(async () => {
    vigie = await openConsole(siteOf(3, 2));
  }, 180_000);
  afterAll(() => vigie.close());

  test("are set, extended and ended by keyboard alone; the list follows", async () => {
    const opened = await openPage(browser(), vigie, "/downtimes");
    const { page, errors } = opened;
    await page.getByText("No downtimes").waitFor();
    await page.keyboard.press("n");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.type("host:web-0001");
    await page.getByText(/Covers 1\shost and 2\sservices; 0\sproblems now/).waitFor();
    await tabTo(page, page.getByLabel(/^When/));
    await page.keyboard.press("Control+a");
    await page.keyboard.type("90 min");
    await tabTo(page, page.getByLabel("Comment"));
    await page.keyboard.type("kernel");
    await page.keyboard.press("Enter");
    await line(page).filter({ hasText: "Downtime set for host:web-0001" }).waitFor();

    const row = page.getByRole("row").filter({ hasText: /web-0001 with 2\sservices/ });
    await row.filter({ hasText: /in 1\sh\s(29|30)/ }).waitFor();
    await page.getByLabel("Hosts and services").fill("host:web-0002");
    await page.keyboard.press("Enter");
    await page.getByText("Nothing here of what the search finds").waitFor();
    await page.getByLabel("Hosts and services").fill("");
    await page.keyboard.press("Enter");
    await tabTo(page, row.getByRole("button", { name: /^Extend/ }));
    await page.keyboard.press("Enter");
    await row.filter({ hasText: /in 2\sh\s(29|30)/ }).waitFor();
    await tabTo(page, row.getByRole("button", { name: /^End/ }));
    await page.keyboard.press("Enter");
    await page.getByText("No downtimes").waitFor();

    const { result } = await asked(opened, `${vigie.url}/api/latest/monitoring/downtimes`);
    expect(result).toHaveLength(3);
    expect(
      result!.every(({ is_cancelled: isCancelled, comment }) => isCancelled === true && comment === "kernel"),
    ).toBe(true);
    expect(errors).toEqual([]);
  });

  test("of more resources than are read say so, and are not ended in part", async () => {
    const { page } = await openPage(browser(), vigie, "/events");
    // As for more than the page asks for.
    await page.route("**/api/downtimes?*", (route) =>
      route.continue({
        url: route
          .request()
          .url()
          .replace(/limit=\d+/, "limit=4"),
      }),
    );
    await page.request.post(`${vigie.url}/api/actions`, {
      data: {
        action: "schedule-downtime",
        on: ["h1", "h2"],
        options: { comment: "move", for: 600, services: true },
      },
      headers: { origin: vigie.url },
    });
    await page.goto(`${vigie.url}/downtimes`);

    await page.getByText(/The first 4 of 6\sdowntimes/).waitFor();
    const end = page.getByRole("table").getByRole("button", { name: /^End/ });
    expect(await end.getAttribute("title")).toMatch(/^Only a part of it is read/);
    expect(await end.getAttribute("aria-disabled")).toBe("true");
    await page.unroute("**/api/downtimes?*");
    await page.reload();
    await end.click();
    await page.getByText("No downtimes").waitFor();
  });

  test("are undone", async () => {
    const { page } = await openPage(browser(), vigie, "/downtimes");
    await page.getByText("No downtimes").waitFor();
    await page.keyboard.press("n");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.type("host:web-0002");
    await page.getByText(/Covers 1\shost/).waitFor();
    let find: () => void = () => {};
    const held = new Promise<void>((resolve) => (find = resolve));
    await page.route(/\/api\/resources\?/, async (route) => {
      await held;
      await route.continue();
    });
    await page.keyboard.press("Enter");
    // Sent, it cannot be sent again, nor seem to be cancelled.
    await page.getByRole("dialog").waitFor({ state: "detached" });
    find();
    await page
      .getByRole("row")
      .filter({ hasText: /web-0002 with 2\sservices/ })
      .waitFor();
    await page.keyboard.press("z");

    await line(page).filter({ hasText: "Undone for host:web-0002" }).waitFor();
    await page.getByText("No downtimes").waitFor();
  });

  test("are typed in the zone of the person, shown in that of the server too, and repeat", async () => {
    const opened = await openPage(browser(), vigie, "/downtimes", { zone: "Asia/Tokyo" });
    const { page } = opened;
    await page.getByText(/Asia\/Tokyo \(server: /).waitFor();
    await page.keyboard.press("n");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.type("host:web-000*");
    await page.getByLabel(/^When \(Asia\/Tokyo\)/).fill("2030-01-07 22:00-23:00");
    await page.getByText("7 Jan 2030, 22:00 – 23:00").waitFor();
    if (Intl.DateTimeFormat().resolvedOptions().timeZone === "UTC")
      await page.getByText("On the server (UTC): 7 Jan 2030, 13:00 – 14:00").waitFor();
    await page.getByLabel(/^When/).fill("2030-01-07 22:00-23:00 New York");
    await page.getByText("8 Jan 2030, 12:00 – 13:00").waitFor();
    await page.getByText("In America/New_York: 7 Jan 2030, 22:00 – 23:00").waitFor();
    await page.getByLabel(/^When/).fill("2030-01-07 22:00-23:00");
    await page.getByLabel("Repeats").selectOption("weekly");
    await page.getByText("2030-01-14 22:00 – 23:00 +09:00").waitFor();
    await page.getByLabel("Comment").fill("backup");
    await page.keyboard.press("Enter");
    await page.getByRole("row").filter({ hasText: "every Monday" }).waitFor();

    const { result } = await asked(opened, `${vigie.url}/api/recurring-downtimes`);
    expect(result).toMatchObject([
      {
        rrule: "FREQ=WEEKLY;BYDAY=MO",
        dtstart: "2030-01-07T22:00:00",
        zone: "Asia/Tokyo",
        duration_seconds: 3_600,
        comment: "backup",
        targets: { hosts: ["web-000*"], with_services: true },
        next: { start_time: "2030-01-07T13:00:00Z" },
      },
    ]);

    await page.goto(`${vigie.url}/downtimes/calendar?day=2030-01-16`);
    await page.getByText("web-000*").first().waitFor();
    await page.getByText(/14 Jan 2030, 22:00 – 23:00, planned, recurring/).waitFor({ state: "attached" });
    // An hour of a week is too narrow for a text, which stands beside it.
    const beside = page.getByRole("button", { name: /14 Jan 2030, 22:00/ }).locator("[aria-hidden]");
    expect(await beside.innerText()).toBe("22:00–23:00 admin: backup");
    expect((await beside.boundingBox())!.width).toBeGreaterThan(100);
    await page.keyboard.press("ArrowLeft");
    await page.waitForURL(/day=2030-01-07/);
    await page.keyboard.press("t");
    await page.waitForURL(/calendar$/);

    await page.goto(`${vigie.url}/downtimes`);
    await page.getByRole("button", { name: /^Delete/ }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete", exact: true }).click();
    await page.getByText("No downtimes").waitFor();
  });

  test("what cannot be read is said at its field, and nothing is sent", async () => {
    const { page } = await openPage(browser(), vigie, "/downtimes");
    await page.getByText("No downtimes").waitFor();
    await page.keyboard.press("n");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.type("host:nothing");
    await page.getByText("No resource matches").waitFor();
    await page.getByLabel(/^When/).fill("soon");
    await page.getByText(/^Not understood/).waitFor();
    await page.getByLabel(/^When/).fill("tomorrow 22:00");
    await page.getByText(/^Until when\?/).waitFor();
    await page.keyboard.press("Enter");

    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });
});
