import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { en } from "../../console/src/words/en.ts";
import { fr } from "../../console/src/words/fr.ts";
import { accessibilityFaults, colourFaults, hostileTraces, sidewaysOverflow } from "./support/accessibility.ts";
import { addAccounts } from "./support/accounts.ts";
import { describeInBrowser } from "./support/chromium.ts";
import {
  ADMIN,
  type ConsoleUnderTest,
  openBrowser,
  openConsole,
  openPage,
  type OpenOptions,
} from "./support/console-under-test.ts";
import { englishTexts } from "./support/english.ts";
import { showServers, WITHOUT_LEADER } from "./support/faked-cluster.ts";
import { fillSite, FULL_SITE, HOSTILE_SERVICE, LONG_SERVICE, NOBODY, READER } from "./support/full-site.ts";
import { DISK, WEB_01 } from "./support/shop.ts";

// Every page in each of its states: in both themes axe finds nothing, in a window and on a phone (in French) nothing is
// wider than the screen and nothing in English but what others have written, which is text that hides nothing.

type Words = typeof en;
type Faults = Record<string, unknown>;
type VisitOptions = OpenOptions & { /** Default: the content of the shell. */ readonly within?: string };

interface Visit {
  readonly path: string;
  /** What is there once the page is in that state, within its content. */
  readonly shows: string | ((words: Words) => string);
  /** Brings the state about on the page that is there. */
  readonly act?: (page: Page, words: Words) => Promise<void>;
  /** State that exists at this width only. */
  readonly only?: "desk" | "phone";
}

const FILLED: Readonly<Record<string, Visit>> = {
  resources: { path: "/resources?q=", shows: "[role=row][data-key]" },
  "resources, while it searches": {
    path: "/resources?q=host:web-01",
    shows: "[role=row][data-key]",
    act: async (page, { resources }) => {
      await page.route(/\/api\/resources\?/, () => {}, { times: 1 });
      await page.getByRole("link", { name: resources.tabs.all }).click();
      await page.getByText(resources.rowsOfBefore).waitFor();
    },
  },
  "panel, details": { path: `/resources?q=&open=${LONG_SERVICE}`, shows: "aside pre" },
  "panel, why": { path: `/resources?q=&open=${DISK}&tab=why`, shows: "aside [data-occasion]" },
  "hostile, details": { path: `/services/${HOSTILE_SERVICE}`, shows: "pre" },
  "hostile, graph": { path: `/services/${HOSTILE_SERVICE}?tab=graph`, shows: "canvas" },
  "service, details": { path: `/services/${DISK}`, shows: "pre" },
  "service, why": { path: `/services/${DISK}?tab=why`, shows: "[data-occasion]" },
  "service, timeline": { path: `/services/${DISK}?tab=timeline`, shows: "li[data-kind]" },
  "service, graph": { path: `/services/${DISK}?tab=graph`, shows: "canvas" },
  host: { path: `/hosts/${WEB_01}`, shows: "[role=rowheader], th[scope=row]" },
  overview: { path: "/overview", shows: "[data-unhandled]" },
  downtimes: { path: "/downtimes", shows: "table" },
  calendar: { path: "/downtimes/calendar", shows: ({ calendar }) => calendar.today },
  acknowledgements: { path: "/acknowledgements", shows: "table" },
  notifications: { path: "/notifications", shows: "[data-outcome=failed]" },
  simulation: { path: `/notifications/simulate?key=${DISK}&state=CRITICAL`, shows: "[data-outcome=told]" },
  events: { path: "/events", shows: "[role=row] a" },
  groups: { path: "/groups", shows: "a[href^='/groups/']" },
  group: { path: "/groups/host/1", shows: "ul a" },
  health: { path: "/health", shows: ({ health }) => health.checks },
  pollers: {
    path: "/pollers",
    shows: "form",
    act: async (page, { pollers }) => {
      await page.getByLabel(pollers.newName).fill("paris");
      await page.getByRole("button", { name: pollers.add }).click();
      await page.locator("table").waitFor();
    },
  },
  servers: { path: "/pollers", shows: "form", act: showServers },
  "servers, none leads": {
    path: "/pollers",
    shows: "form",
    act: (page, words) => showServers(page, words, WITHOUT_LEADER),
  },
  profile: { path: "/profile", shows: "table" },
};

/** For somebody who sees nothing. */
const EMPTY: Readonly<Record<string, Visit>> = {
  resources: { path: "/resources", shows: ({ resources }) => resources.nothingYet },
  service: { path: `/services/${DISK}`, shows: ({ resource }) => resource.unknown },
  overview: { path: "/overview", shows: ({ overview }) => overview.nothing },
  downtimes: { path: "/downtimes", shows: ({ downtimes }) => downtimes.empty },
  calendar: { path: "/downtimes/calendar", shows: ({ calendar }) => calendar.empty },
  acknowledgements: { path: "/acknowledgements", shows: ({ acknowledgements }) => acknowledgements.empty },
  notifications: { path: "/notifications", shows: ({ notifications }) => notifications.none },
  simulation: { path: "/notifications/simulate", shows: "form, [role=group], input" },
  events: { path: "/events", shows: ({ events }) => events.none },
  groups: { path: "/groups", shows: ({ groups }) => groups.none },
  group: { path: "/groups/host/1", shows: ({ group }) => group.gone },
  health: { path: "/health", shows: ({ health }) => health.checks },
  profile: { path: "/profile", shows: ({ profile }) => profile.noTokens },
  "no such page": { path: "/resources/web-01", shows: ({ shell }) => shell.toResources },
};

const press =
  (key: string) =>
  async (page: Page): Promise<void> => {
    await page.keyboard.press(key);
    await page.getByRole("dialog").waitFor();
  };
const RESOURCES = { path: "/resources?q=", shows: "[role=row][data-active]" } as const;
const DIALOGS: Readonly<Record<string, Visit>> = {
  acknowledge: { ...RESOURCES, path: `/resources?q=host:web-01`, act: press("a") },
  downtime: { ...RESOURCES, act: press("d") },
  comment: { ...RESOURCES, act: press("c") },
  columns: { ...RESOURCES, act: press("Shift+C"), only: "desk" },
  order: { ...RESOURCES, act: press("s") },
  "saved searches": { ...RESOURCES, act: press("v") },
  filters: { ...RESOURCES, act: press("f"), only: "phone" },
  palette: { ...RESOURCES, act: press("Control+k") },
  keys: { ...RESOURCES, act: press("?") },
  "new downtime": { path: "/downtimes", shows: "table", act: press("n") },
  "deletes a rule": {
    path: "/downtimes",
    shows: "table",
    act: (page, { downtimes }) =>
      page
        .getByRole("button", { name: downtimes.deleteOf("") })
        .first()
        .click(),
  },
};

/** In names, outputs and comments of the site. */
const isWritten = (line: string): boolean => WRITTEN.some((text) => line.includes(text));
const WRITTEN = [
  "replication-of-the-orders-database",
  "REPLICATION CRITICAL",
  "/srv/logs is",
  "anna looks at it",
  "Rotate the logs first.",
  "a comment that is as long",
  "tell-in-vain",
  "is:unhandled",
] as const;

async function note(faults: Faults, where: string, found: Promise<number | readonly string[]>): Promise<void> {
  const result = await found;
  if (result !== 0 && (typeof result === "number" || result.length > 0)) faults[where] = result;
}

const OVERLOADED = { code: "too-many-requests", message: "The server has too much to do" };

describeInBrowser("every page", (browser) => {
  let vigie: ConsoleUnderTest;
  beforeAll(async () => {
    vigie = await openConsole(FULL_SITE);
    await addAccounts(vigie.site, [READER, NOBODY]);
    const { request } = await openBrowser(browser(), vigie);
    await fillSite(request, vigie.url);
  }, 180_000);
  afterAll(() => vigie.close());

  /** Faults of the pages in a window, by page. */
  const faultsOf = async (
    visits: Readonly<Record<string, Visit>>,
    { within = "#content", ...options }: VisitOptions = {},
  ): Promise<Faults> => {
    const { width = "desk", theme = "light" } = options;
    const words = options.language === "fr-FR" ? fr : en;
    const faults: Faults = {};
    const { page } = await openPage(browser(), vigie, "/sign-in", options);
    for (const [name, { path, shows, act, only = width }] of Object.entries(visits)) {
      if (only !== width) continue;
      await page.goto(vigie.url + path, { waitUntil: "commit" });
      const place = page.locator(within);
      const shown = typeof shows === "string" ? place.locator(shows) : place.getByText(shows(words));
      await shown.first().waitFor();
      // Nothing is on its way.
      await place.locator("[role=status][aria-label]").first().waitFor({ state: "detached" });
      await act?.(page, words);
      await note(faults, `${name}, ${theme}`, accessibilityFaults(page));
      await note(faults, `${name}: wider than the screen`, sidewaysOverflow(page));
      await note(faults, `${name}: taken as more than text`, hostileTraces(page));
      if (words === fr) await note(faults, `${name}: in English`, englishTexts(page, isWritten));
      const other = theme === "light" ? "dark" : "light";
      await page.emulateMedia({ colorScheme: other });
      await note(faults, `${name}, ${other}`, colourFaults(page));
      await page.emulateMedia({ colorScheme: theme });
    }
    return faults;
  };
  /** On a phone of somebody who reads French. */
  const onPhone = { width: "phone", language: "fr-FR", theme: "dark" } as const;

  test.each([{}, onPhone])(
    "with something to show: %o",
    async (options) => {
      expect(await faultsOf(FILLED, options)).toEqual({});
    },
    90_000,
  );

  test.each([{}, onPhone])(
    "with a dialog over it: %o",
    async (options) => {
      expect(await faultsOf(DIALOGS, options)).toEqual({});
    },
    60_000,
  );

  test("with nothing to show", async () => {
    expect(await faultsOf(EMPTY, { ...onPhone, as: NOBODY })).toEqual({});
  }, 180_000);

  test("for somebody who may do nothing", async () => {
    const { overview, acknowledgements, downtimes, "service, details": service } = FILLED;
    const visits = { overview, acknowledgements, downtimes, service } as Record<string, Visit>;
    expect(await faultsOf(visits, { as: READER })).toEqual({});
  }, 180_000);

  test("with a server that refuses everything", async () => {
    const visits = Object.entries(FILLED).map(([name, { path }]) => [name, { path, shows: "[role=alert]" }] as const);
    const context = await openBrowser(browser(), vigie, { width: "phone" });
    await context.route(/\/api\/(?!session|me\/preferences|events(\?|$))/, (route) =>
      route.fulfill({ status: 429, json: OVERLOADED }),
    );
    expect(await faultsOf(Object.fromEntries(visits), { width: "phone" })).toEqual({});
  }, 180_000);

  test.each([{}, onPhone])(
    "outside of the shell: %o",
    async (options) => {
      const visits: Readonly<Record<string, Visit>> = {
        "sign-in": {
          path: "/sign-in",
          shows: "form",
          act: async (page, { signIn }) => {
            await page.getByLabel(signIn.login).fill(ADMIN.login);
            await page.getByLabel(signIn.password).fill("wrong");
            await page.keyboard.press("Enter");
            await page.getByText(signIn.wrong).waitFor();
          },
        },
        welcome: { path: "/welcome", shows: "h1" },
        "no wall": { path: `/wall/${"0".repeat(32)}`, shows: ({ wall }) => wall.over },
        "no secret of a wall": { path: `/wall/${"0".repeat(100)}`, shows: ({ wall }) => wall.over },
      };
      expect(await faultsOf(visits, { ...options, as: null, within: "body" })).toEqual({});
    },
    60_000,
  );
});
