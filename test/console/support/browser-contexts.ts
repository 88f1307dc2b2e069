import type { Browser, BrowserContext } from "playwright-core";

/** Contexts of a browser that are kept from test to test, with their session and what they have loaded. */
const kept = new WeakMap<Browser, Map<string, Promise<BrowserContext>>>();

/** The context of that name; made at the first use, and again where it was closed. */
export async function keptContext(
  browser: Browser,
  name: string,
  make: () => Promise<BrowserContext>,
): Promise<BrowserContext> {
  const contexts = kept.get(browser) ?? new Map<string, Promise<BrowserContext>>();
  kept.set(browser, contexts);
  const made = contexts.get(name) ?? make();
  contexts.set(name, made);
  const context = await made;
  context.once("close", () => contexts.delete(name));
  return context;
}

/** Closes all pages, and the contexts that are not kept. */
export async function closePages(browser: Browser): Promise<void> {
  const lasting = new Set(await Promise.all(kept.get(browser)?.values() ?? []));
  await Promise.all(
    browser.contexts().map(async (context) => {
      if (!lasting.has(context)) return context.close();
      await context.unrouteAll({ behavior: "ignoreErrors" });
      await Promise.all(context.pages().map((page) => page.close()));
    }),
  );
}
