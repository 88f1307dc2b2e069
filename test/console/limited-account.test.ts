import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addAccounts } from "./support/accounts.ts";
import { describeInBrowser } from "./support/chromium.ts";
import { type ConsoleUnderTest, openBrowser, openConsole, openPage, untilLive } from "./support/console-under-test.ts";
import { DISK, SHOP, submitDisk, untilNotified } from "./support/shop.ts";

// carl sees web-01 and its group. Beside it is a vault, of which nothing may reach his browser.

const CARL = { login: "carl", password: "seven quiet yellow boats" };
const VAULT = `define host {
  host_name              vault-9
  alias                  Crown jewels
  address                198.51.100.77
  check_command          up
  check_interval         60
  max_check_attempts     1
  check_period           24x7
  notification_period    24x7
}
define service {
  host_name              vault-9
  service_description    ledger
  check_command          up
  active_checks_enabled  0
  max_check_attempts     1
  check_period           24x7
  notification_period    24x7
  notification_options   w,u,c,r
  contacts               anna
}
define hostgroup {
  hostgroup_name  treasury
  members         vault-9
}
define hostgroup {
  hostgroup_name  front
  members         web-01
}
`;
const LEDGER = "s3.3";
const TRACES = /vault|ledger|treasury|jewels|198\.51\.100\.77|s3\.3|"h3"|gold is gone|guards/i;
const accessTo = (groups: string): string => `access_groups:
  - id: 1
    name: front
    contacts: [carl]
    host_groups: [${groups}]
    roles: [service_acknowledgement, service_comment]
`;

/** Everything that the server answers to pages of a browser, and how many answers are under way. */
async function answersTo(context: BrowserContext) {
  const texts: string[] = [];
  let waiting = 0;
  await context.route("**/api/**", async (route) => {
    waiting++;
    try {
      const response = await route.fetch();
      texts.push(`${response.url()} ${await response.text()}`);
      await route.fulfill({ response });
    } finally {
      waiting--;
    }
  });
  return { texts, waiting: () => waiting };
}

describeInBrowser("a limited account", (browser) => {
  let vigie: ConsoleUnderTest;
  const act = async (action: string, on: readonly string[], options: object): Promise<void> => {
    const { request } = await openBrowser(browser(), vigie);
    const answer = await request.post(`${vigie.url}/api/actions`, { data: { action, on, options } });
    expect(await answer.json()).toMatchObject({ done: on });
  };
  const happenInTheVault = async (): Promise<void> => {
    await act("submit", [LEDGER], { state: "CRITICAL", output: "LEDGER CRITICAL - the gold is gone" });
    await act("acknowledge", [LEDGER], { comment: "the guards are on it" });
    await act("schedule-downtime", [LEDGER], { comment: "the guards count", for: 600 });
    await act("comment", [LEDGER], { comment: "guards called" });
    await act("submit", [LEDGER], { state: "OK", output: "LEDGER OK" });
  };

  beforeAll(async () => {
    vigie = await openConsole({ ...SHOP, "z-vault.cfg": VAULT, "access.yaml": accessTo("front") });
    await addAccounts(vigie.site, [CARL]);
    const { request } = await openBrowser(browser(), vigie);
    await submitDisk(request, vigie.url, "CRITICAL");
    await untilNotified(request, vigie.url);
    await happenInTheVault();
  }, 180_000);
  afterAll(() => vigie.close());

  test("has exactly its roles: other actions are off with the reason, and refused if they are sent", async () => {
    const { page, context } = await openPage(browser(), vigie, `/services/${DISK}`, { as: CARL });
    await untilLive(page);
    const button = (name: RegExp) => page.locator("#content").getByRole("button", { name });
    await button(/^Acknowledge/).waitFor();
    expect(await button(/^Acknowledge/).getAttribute("aria-disabled")).toBeNull();
    expect(await button(/^Downtime/).getAttribute("aria-disabled")).toBe("true");
    expect(await button(/^Downtime/).getAttribute("title")).toBe(
      "Your account lacks the role service_schedule_downtime.",
    );

    const { request } = context;
    const sent = await request.post(`${vigie.url}/api/actions`, {
      data: { action: "schedule-downtime", on: [DISK], options: { comment: "mine", for: 600 } },
    });
    expect(await sent.json()).toMatchObject({
      done: [],
      skipped: [{ key: DISK, code: "role-missing", params: { contact: "carl", role: "service_schedule_downtime" } }],
    });
    expect((await request.post(`${vigie.url}/api/reload`)).status()).toBe(403);
    for (const [action, options] of [
      ["comment", { comment: "seen" }],
      ["acknowledge", { comment: "mine" }],
    ] as const) {
      const answer = await request.post(`${vigie.url}/api/actions`, { data: { action, on: [DISK], options } });
      expect(await answer.json()).toMatchObject({ done: [DISK] });
    }
    await button(/^End acknowledgement/).waitFor();
    expect(await button(/^End acknowledgement/).getAttribute("aria-disabled")).toBe("true");
    await act("end-acknowledgement", [DISK], {});
  });

  test("sees no trace of other hosts on any page, in any answer, completion or count", async () => {
    const answers = await answersTo(await openBrowser(browser(), vigie, { as: CARL }));
    const { page } = await openPage(browser(), vigie, "/resources?q=", { as: CARL });
    await untilLive(page);
    for (const path of [
      "/resources?q=",
      `/resources?q=&open=${DISK}`,
      `/services/${DISK}?tab=why`,
      `/services/${DISK}?tab=timeline`,
      "/hosts/h2",
      "/hosts/h3",
      `/services/${LEDGER}?tab=timeline`,
      "/overview",
      "/groups",
      "/groups/host/1",
      "/groups/host/2",
      "/downtimes",
      "/downtimes/calendar",
      "/acknowledgements",
      "/notifications?range=all",
      `/notifications/simulate?key=${LEDGER}`,
      "/events?range=all",
      "/health",
      "/profile",
    ]) {
      await page.goto(vigie.url + path, { waitUntil: "commit" });
      await page.locator("#content h1").waitFor();
      await expect.poll(answers.waiting).toBe(0);
      const shown = (await page.locator("body").innerText()).replaceAll(/\bs3\.3\b|\bh3\b/g, "");
      expect({ path, trace: TRACES.exec(shown) }).toEqual({ path, trace: null });
    }
    await page.goto(`${vigie.url}/resources?q=`);
    for (const text of ["host:", "vau", "group:tre", "contact:"]) {
      const completed = page.waitForResponse((response) => response.url().includes("/complete?"));
      await page.keyboard.press("/");
      await page.getByRole("combobox").fill(text);
      await completed;
    }
    const told = answers.texts
      .join("\n")
      .replaceAll(new RegExp(`(?:/|key=)(?:h3|${LEDGER.replace(".", "\\.")})\\b`, "g"), "");
    const trace = TRACES.exec(told);
    expect(trace === null ? null : told.slice(Math.max(0, trace.index - 200), trace.index + 100)).toBe(null);

    // The same in other eyes: the traces are there.
    const { request } = await openBrowser(browser(), vigie);
    for (const url of ["/api/resources?q=", "/api/groups?kind=host", "/api/decisions", "/api/events/log"])
      expect([url, TRACES.test(await (await request.get(vigie.url + url)).text())]).toEqual([url, true]);
  }, 180_000);

  test("hears nothing of them, and loses what is taken away while it looks", async () => {
    const { page, context } = await openPage(browser(), vigie, `/resources?q=&open=${DISK}`, { as: CARL });
    await untilLive(page);
    await page.locator('[role="row"][data-key]').first().waitFor();
    const [cookie] = await context.cookies();
    const ended = new AbortController();
    const stream = await fetch(`${vigie.url}/api/events?q=`, {
      headers: { cookie: `vigie_session=${cookie!.value}` },
      signal: ended.signal,
    });
    let heard = "";
    const listening = stream.body!.pipeThrough(new TextDecoderStream()).pipeTo(
      new WritableStream({
        write(text) {
          heard += text;
        },
      }),
    );
    await happenInTheVault();
    const { request } = await openBrowser(browser(), vigie);
    await submitDisk(request, vigie.url, "CRITICAL", "DISK CRITICAL - 99% used");
    await page.locator("[role=row]", { hasText: "99% used" }).waitFor();
    await expect.poll(() => heard).toContain("99% used");
    expect(TRACES.exec(heard)).toBe(null);

    writeFileSync(join(vigie.site.configFolder, "access.yaml"), accessTo(""));
    expect((await request.post(`${vigie.url}/api/reload`)).status()).toBe(200);
    await page.locator('[role="row"][data-key]').first().waitFor({ state: "detached" });
    await page
      .locator("aside")
      .getByText(/^Removed \d|your account does not see it/)
      .waitFor();
    expect(await page.locator("aside").innerText()).not.toContain("DISK CRITICAL");
    await expect.poll(() => heard).toContain("rights-changed");
    const before = heard.length;
    await submitDisk(request, vigie.url, "OK");
    await act("comment", [DISK], { comment: "seen by others" });
    await page.getByRole("link", { name: "Overview" }).click();
    await page.getByText("Nothing is monitored yet").waitFor();
    expect(heard.slice(before)).not.toMatch(/web-01|disk|seen by others/);
    ended.abort();
    await listening.catch(() => {});
  }, 180_000);
});
