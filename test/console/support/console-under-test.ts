import type { Browser, BrowserContext, Page } from "playwright-core";
import { systemClock, type Clock } from "../../../src/lib/clock.ts";
import { ADMIN_PASSWORD, createSite, type ServerUnderTest, type Site } from "../../support/server-under-test.ts";
import { buildConsole } from "../../../scripts/build-console.ts";
import { keptContext } from "./browser-contexts.ts";

export const WIDTHS = { desk: { width: 1440, height: 900 }, phone: { width: 375, height: 740 } } as const;
export const THEMES = ["light", "dark"] as const;

/** A whole server with the built console, on a free port. */
export interface ConsoleUnderTest {
  readonly site: Site;
  readonly server: ServerUnderTest;
  readonly url: string;
  /** Submits a result of a service, as a plugin's. Resolves when it is visible. */
  submit(host: string, service: string, state: ServiceState, output: string): Promise<void>;
  close(): Promise<void>;
}

const STATES = ["OK", "WARNING", "CRITICAL", "UNKNOWN"] as const;
interface FoundService {
  readonly id: number;
  readonly host: { readonly id: number };
}

type ServiceState = (typeof STATES)[number];

export interface Opened {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the page wrote to the browser's console as errors, and what it threw. A test ends with none. */
  readonly errors: readonly string[];
}

export interface OpenOptions {
  /** Default: `desk`. */
  readonly width?: keyof typeof WIDTHS;
  /** Default: `light`. */
  readonly theme?: (typeof THEMES)[number];
  /** Default: `en-GB`. */
  readonly language?: "en-GB" | "fr-FR";
  /** IANA name. Default: `Europe/Paris`. */
  readonly zone?: string;
  /** Signs in by the API first; null: nobody. Default: the administrator. */
  readonly as?: { readonly login: string; readonly password: string } | null;
  /** Another origin than the server's own: that of a proxy. */
  readonly origin?: string;
  /**
   * In a browser of its own, with a new session. Otherwise pages that are opened with the same options are tabs of one
   * browser, also those of earlier tests.
   */
  readonly isOwn?: boolean;
}

export const ADMIN = { login: "admin", password: ADMIN_PASSWORD };

/** `files`: texts by name below the configuration folder. The clock is the system's unless a test moves one. */
export async function openConsole(
  files: Readonly<Record<string, string>>,
  clock: Clock = systemClock,
): Promise<ConsoleUnderTest> {
  buildConsole();
  const site = createSite(files);
  const server = await site.start(clock);
  return {
    site,
    server,
    url: server.app.url,
    async submit(host, service, state, output) {
      const search = JSON.stringify({ $and: [{ "host.name": host }, { "service.description": service }] });
      const { result } = await server.get<{ readonly result: readonly FoundService[] }>(
        `/monitoring/services?search=${encodeURIComponent(search)}`,
      );
      const [found] = result;
      if (found === undefined) throw new Error(`There is no service ${service} of ${host}`);
      const path = `/monitoring/hosts/${found.host.id}/services/${found.id}/submit`;
      const status = await server.send("POST", path, { status: STATES.indexOf(state), output });
      if (status !== 204) throw new Error(`POST ${path} was answered with ${status}`);
    },
    close: () => site.remove(),
  };
}

/** The browser for these options, signed in, and no page of it. */
export async function openBrowser(
  browser: Browser,
  { url }: Pick<ConsoleUnderTest, "url">,
  {
    width = "desk",
    theme = "light",
    language = "en-GB",
    zone = "Europe/Paris",
    as = ADMIN,
    origin = url,
    isOwn = as === null,
  }: OpenOptions = {},
): Promise<BrowserContext> {
  const make = async (): Promise<BrowserContext> => {
    const context = await browser.newContext({
      viewport: WIDTHS[width],
      colorScheme: theme,
      locale: language,
      timezoneId: zone,
      hasTouch: width === "phone",
      reducedMotion: "reduce",
    });
    context.setDefaultTimeout(60_000);
    if (as !== null) await signIn(context, origin, as);
    return context;
  };
  return isOwn ? make() : keptContext(browser, JSON.stringify([origin, width, theme, language, zone, as]), make);
}

/** A page at an address of the console, as a tab of the browser for these options. It may still be loading. */
export async function openPage(
  browser: Browser,
  server: Pick<ConsoleUnderTest, "url">,
  path: string,
  options: OpenOptions = {},
): Promise<Opened> {
  const context = await openBrowser(browser, server, options);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  await page.goto((options.origin ?? server.url) + path, { waitUntil: "commit" });
  return { page, context, errors };
}

/** Opens a web session as the console does; its cookie is then the browser's. */
export async function signIn(
  context: BrowserContext,
  origin: string,
  { login, password }: { readonly login: string; readonly password: string },
): Promise<void> {
  const response = await context.request.post(`${origin}/api/session`, { data: { login, password } });
  if (!response.ok()) throw new Error(`The session of ${login} was answered with ${response.status()}`);
}

/** Resolves once the page shows present data: the stream of its browser is connected. */
export const untilLive = (page: Page): Promise<void> => page.locator('[data-live="live"]').first().waitFor();
