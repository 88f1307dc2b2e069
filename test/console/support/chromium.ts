import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe } from "vitest";
import { closePages } from "./browser-contexts.ts";

// The first has no window of its own around a page: the same engine, at a quarter of the processor time a page.
const PATHS = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];
export const CHROMIUM = PATHS.find((path) => existsSync(path));

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function launchChromium(flags: readonly string[] = []): Promise<Browser> {
  if (CHROMIUM === undefined) throw new Error("No chromium here: npm run doctor -- --install");
  return chromium.launch({ executablePath: CHROMIUM, headless: true, args: [...FLAGS, ...flags] });
}

/**
 * Tests in a real browser, one for the file; the pages of a test are closed after it. Without a Chromium they are skipped, and the name of the group says so.
 */
export function describeInBrowser(name: string, tests: (browser: () => Browser) => void): void {
  const isSkipped = CHROMIUM === undefined;
  const title = isSkipped ? `${name} (skipped: no chromium here, see npm run doctor)` : name;
  describe.skipIf(isSkipped)(title, () => {
    let browser: Browser | undefined;
    beforeAll(async () => {
      browser = await launchChromium();
    });
    afterEach(() => closePages(browser!));
    afterAll(() => browser?.close());
    tests(() => browser!);
  });
}
