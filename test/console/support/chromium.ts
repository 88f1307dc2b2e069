import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";
import { afterAll, beforeAll, describe } from "vitest";

const PATHS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
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

export function launchChromium(): Promise<Browser> {
  if (CHROMIUM === undefined) throw new Error("No chromium here: npm run doctor -- --install");
  return chromium.launch({ executablePath: CHROMIUM, headless: true, args: FLAGS });
}

/**
 * Tests in a real browser, one for the file. Without a Chromium they are skipped, and the name of the group says so;
 * where `CI` is set they fail instead.
 */
export function describeInBrowser(name: string, tests: (browser: () => Browser) => void): void {
  const isSkipped = CHROMIUM === undefined && process.env["CI"] === undefined;
  const title = isSkipped ? `${name} (skipped: no chromium here, see npm run doctor)` : name;
  describe.skipIf(isSkipped)(title, () => {
    let browser: Browser | undefined;
    beforeAll(async () => {
      browser = await launchChromium();
    });
    afterAll(() => browser?.close());
    tests(() => browser!);
  });
}
