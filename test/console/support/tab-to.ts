import type { Locator, Page } from "playwright-core";

const MOST = 60;

/** Presses Tab until the focus is there, as somebody without a pointer does. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let pressed = 0; pressed < MOST; pressed++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab led nowhere near ${String(target)}`);
}
