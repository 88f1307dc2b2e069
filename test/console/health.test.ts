import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessibilityFaults, sidewaysOverflow } from "./support/accessibility.ts";
import { describeInBrowser } from "./support/chromium.ts";
import { type ConsoleUnderTest, openConsole, openPage, THEMES, untilLive } from "./support/console-under-test.ts";
import { ONE_HOST } from "./support/sites.ts";

describeInBrowser("the page Health", (browser) => {
  let vigie: ConsoleUnderTest;
  beforeAll(async () => {
    vigie = await openConsole(ONE_HOST);
  }, 120_000);
  afterAll(() => vigie.close());

  const objects = (): string => join(vigie.site.configFolder, "objects.cfg");

  test("judges the numbers, and shows a broken reload with its line, then that it is mended", async () => {
    const { page, errors } = await openPage(browser(), vigie, "/health");
    await page.getByText("Everything works").waitFor();
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
    await page.getByText(`objects.cfg:${line}`).first().waitFor();
    await page.getByRole("heading", { name: /^\d+\s+errors?$/ }).waitFor();
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme });
      expect([theme, await accessibilityFaults(page)]).toEqual([theme, []]);
    }

    writeFileSync(objects(), before);
    await vigie.server.app.reload("by a test");
    await page.getByText("Reloaded").waitFor();
    expect(errors).toEqual([]);
  });

  test("is in French, and fits a phone", async () => {
    const { page } = await openPage(browser(), vigie, "/health", { width: "phone", language: "fr-FR" });
    await page.getByText("Tout fonctionne").waitFor();

    expect(await sidewaysOverflow(page)).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});
