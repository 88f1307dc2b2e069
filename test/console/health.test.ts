import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessibilityFaults, sidewaysOverflow } from "./support/accessibility.ts";
import { en } from "../../console/src/words/en.ts";
import { describeInBrowser } from "./support/chromium.ts";
import { type ConsoleUnderTest, openConsole, openPage, THEMES, untilLive } from "./support/console-under-test.ts";
import { type HttpReceiver, startHttpReceiver } from "../support/http-receiver.ts";
import { englishTexts } from "./support/english.ts";
import { showServers, WITHOUT_LEADER } from "./support/faked-cluster.ts";
import { ONE_HOST } from "./support/sites.ts";

const NOTIFIED = `define command {
  command_name  by-slack
  command_line  channel ops-slack
}
define contact {
  contact_name                   sal
  host_notification_period       24x7
  service_notification_period    24x7
  host_notification_options      d,u,r
  service_notification_options   w,u,c,r
  host_notification_commands     by-slack
  service_notification_commands  by-slack
}
define service {
  host_name              web-0001
  service_description    shop
  check_command          always-ok
  max_check_attempts     1
  check_period           24x7
  notification_period    24x7
  notification_options   w,u,c,r
  active_checks_enabled  0
  contacts               sal
}
`;

describeInBrowser("the page Health", (browser) => {
  let vigie: ConsoleUnderTest;
  let slack: HttpReceiver;
  beforeAll(async () => {
    slack = await startHttpReceiver();
    vigie = await openConsole({
      ...ONE_HOST,
      "notified.cfg": NOTIFIED,
      "vigie.yaml": `channels:\n  ops-slack:\n    kind: slack\n    url: ${slack.url}/hook\n`,
    });
  }, 180_000);
  afterAll(async () => {
    await vigie.close();
    await slack.stop();
  });

  const objects = (): string => join(vigie.site.configFolder, "objects.cfg");

  test("judges the numbers, and shows a broken reload with its line, then that it is mended", async () => {
    const { page, errors } = await openPage(browser(), vigie, "/health");
    await page.getByText(/^(Everything works|It works; keep an eye on what is marked ▲)/).waitFor();
    await page.getByText("✓ good").first().waitFor();
    await page.getByText("Read at the start").waitFor();
    await untilLive(page);

    const before = readFileSync(objects(), "utf8");
    appendFileSync(objects(), "\ndefine host {\n  host_name  broken\n  no_such_directive  1\n}\n");
    const line =
      readFileSync(objects(), "utf8")
        .split("\n")
        .findIndex((text) => text.includes("no_such")) + 1;
    await vigie.server.app.reload("by a test").catch(() => {});

    await page.getByText("The last reload was refused").waitFor();
    await page.getByText("It works; act on what is marked ◆").waitFor();
    await page.getByText(`objects.cfg:${line}`).first().waitFor();
    await page.getByRole("heading", { name: /^\d+\s+errors?$/ }).waitFor();
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme });
      expect([theme, await accessibilityFaults(page)]).toEqual([theme, []]);
    }
    const { page: french } = await openPage(browser(), vigie, "/health", { language: "fr-FR" });
    await french.getByText("no_such_directive: un objet host n’a pas cette directive").waitFor();
    expect(await englishTexts(french, (line) => line.endsWith("by a test"))).toEqual([]);

    writeFileSync(objects(), before);
    await vigie.server.app.reload("by a test");
    await page.getByText("Reloaded").waitFor();
    expect(errors).toEqual([]);
  });

  test("a notification that failed is tried again by hand, and the history has who did it", async () => {
    slack.answerNext(429, "slow down", { "retry-after": "3600" });
    const { page, context } = await openPage(browser(), vigie, "/resources");
    await untilLive(page);
    await page.getByText("All quiet").waitFor();
    await vigie.submit("web-0001", "shop", "CRITICAL", "no answer");
    // In an empty list nothing can move: it shows a problem at once.
    const row = page.locator('[role="row"][data-key]').filter({ hasText: "shop" });
    await row.waitFor();
    // To the same contact about the same: it waits for the first.
    const options = { comment: "still down", forced: true };
    await context.request.post(`${vigie.url}/api/actions`, {
      data: { action: "notify", on: [await row.getAttribute("data-key")], options },
    });
    await page.goto(`${vigie.url}/health`);
    await untilLive(page);
    await page.getByText(/1\s+attempt: .*429/).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(slack.requests).toHaveLength(1);

    await page.getByRole("listitem").filter({ hasText: "custom" }).getByRole("button", { name: "Try again" }).click();
    await page.getByText("No notification waits.").waitFor();

    expect(slack.requests).toHaveLength(3);
    const log = await context.request.get(`${vigie.url}/api/events/log?kind=operator-action&limit=1`);
    expect(((await log.json()) as { result: unknown[] }).result).toMatchObject([
      { by: "admin", reason: expect.stringMatching(/^notification to sal sent again by admin in the console/) },
    ]);

    // A problem that somebody has is none to handle; but quiet it is not.
    await page.goto(`${vigie.url}/resources`);
    await page.locator('[role="row"][data-active]').filter({ hasText: "shop" }).waitFor();
    await page.keyboard.press("a");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("Acknowledged web-0001").waitFor();
    await page.keyboard.press(".");
    await page.getByText(/^1\sproblem: acknowledged/).waitFor();
    await page.getByRole("link", { name: "Show the problems" }).click();
    await page.getByText("ack admin").waitFor();
    await context.close();
  });

  test.each([
    [{ delay_p99: 10, delay_is_more: true, pending: 4 }, /^less than 99 in 100 changes within 10\ss ?◆/],
    [{ delay_p99: null, pending: 4 }, /^nothing was stored in the last minute, and 4\schanges wait ?◆/],
    [{ delay_p99: null, pending: 0 }, /^nothing was stored in the last minute$/],
  ])("judges writes with %j", async (delays, words) => {
    const { page } = await openPage(browser(), vigie, "/overview");
    await page.route("**/api/server", async (route) => {
      const answer = await route.fetch();
      const server = (await answer.json()) as { readonly commits: object };
      await route.fulfill({ json: { ...server, commits: { ...server.commits, ...delays } } });
    });
    await page.goto(`${vigie.url}/health`);

    const figure = page.getByText("On disk", { exact: true }).locator("xpath=following-sibling::dd[1]");
    await expect.poll(async () => (await figure.textContent())?.replaceAll(/\s+/g, " ").trim()).toMatch(words);
  });

  test("leads to the servers that share a store: what is wrong with this one, and that none leads", async () => {
    const { page, errors } = await openPage(browser(), vigie, "/health");
    await page.getByRole("link", { name: "Pollers and servers" }).click();
    await page.getByText("This server checks everything itself.").waitFor();
    const servers = page.getByRole("region", { name: "Servers" });
    expect(await servers.count()).toBe(0);

    await showServers(page, en);
    for (const text of [
      /^vigie-a \(process 812\), http:\/\/vigie-a:8080, term 7 since /,
      "2\u00a0servers",
      "stands by, and answers reads",
      "4\u202f711",
      "0.01 s",
      "▲ Its files are not those that the leader has in effect. Bring the same files to all servers",
    ])
      await servers.getByText(text).waitFor();

    await showServers(page, en, WITHOUT_LEADER);
    for (const text of [
      "◆ No server is known to lead.",
      "Led last",
      /, silent for 12\ss$/,
      "not known: the database does not answer",
    ])
      await servers.getByText(text).waitFor();
    expect(errors).toEqual([]);
  });

  test("is in French, and fits a phone", async () => {
    const { page } = await openPage(browser(), vigie, "/health", { width: "phone", language: "fr-FR" });
    await page.getByText(/^(Tout f|F)onctionne/).waitFor();

    // Numbers are written as in the language, too.
    expect(await page.locator("#content").textContent()).not.toMatch(/\d\.\d+\u00a0/);
    expect(await sidewaysOverflow(page)).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});
