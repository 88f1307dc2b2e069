import type { APIRequestContext, Page } from "playwright-core";
import { en } from "../../../console/src/words/en.ts";
import { fr } from "../../../console/src/words/fr.ts";
import { showServers, WITHOUT_LEADER } from "./faked-cluster.ts";

// What pictures of the console are taken of: every page, with its dialogs and menus.

type Words = typeof en;
export const WORDS = { "en-GB": en, "fr-FR": fr } as const;

export interface Pictured {
  readonly path: string;
  /** Opens something over the page. */
  readonly act?: (page: Page, words: Words) => Promise<void>;
  /** Nobody is signed in. */
  readonly isOutside?: boolean;
}

/** Keys of a service and a host that have a problem, and the secret of a wall screen. */
export interface Keys {
  readonly disk: string;
  readonly host: string;
}

const press =
  (...keys: readonly string[]) =>
  async (page: Page): Promise<void> => {
    await page.locator("[role=row][data-active], #content table, #content h1").first().waitFor();
    for (const key of keys) await page.keyboard.press(key);
    await page.getByRole("dialog").or(page.getByRole("menu")).first().waitFor({ timeout: 2_000 });
  };

export function picturedPages({ disk, host }: Keys, wall: string): Readonly<Record<string, Pictured>> {
  const list = (act: Pictured["act"]): Pictured => ({ path: "/resources?q=", ...(act !== undefined && { act }) });
  return {
    resources: { path: "/resources" },
    all: { path: "/resources?q=" },
    "no-match": { path: "/resources?q=host:nothing" },
    mistake: { path: "/resources?q=state:nothing" },
    details: { path: `/resources?open=${disk}` },
    why: { path: `/resources?open=${disk}&tab=why` },
    timeline: { path: `/resources?open=${disk}&tab=timeline` },
    graph: { path: `/resources?open=${disk}&tab=graph` },
    host: { path: `/hosts/${host}` },
    "host-timeline": { path: `/hosts/${host}?tab=timeline` },
    service: { path: `/services/${disk}` },
    "service-graph": { path: `/services/${disk}?tab=graph` },
    gone: { path: "/services/s9999.9999" },
    overview: { path: "/overview" },
    downtimes: { path: "/downtimes" },
    calendar: { path: "/downtimes/calendar" },
    acknowledgements: { path: "/acknowledgements" },
    notifications: { path: "/notifications" },
    simulate: { path: "/notifications/simulate" },
    simulated: { path: `/notifications/simulate?key=${disk}&state=CRITICAL` },
    events: { path: "/events" },
    groups: { path: "/groups" },
    group: { path: "/groups/host/1" },
    health: { path: "/health" },
    pollers: { path: "/pollers" },
    servers: { path: "/pollers", act: showServers },
    "servers-without-leader": {
      path: "/pollers",
      act: (page, words) => showServers(page, words, WITHOUT_LEADER),
    },
    profile: { path: "/profile" },
    "no-page": { path: "/nothing" },
    wall: { path: "/resources?wall=1" },
    "wall-overview": { path: "/overview?wall=1" },
    "wall-link": { path: wall, isOutside: true },
    "wall-over": { path: `/wall/${"0".repeat(32)}`, isOutside: true },
    "sign-in": { path: "/sign-in", isOutside: true },
    welcome: { path: "/welcome", isOutside: true },
    "dialog-acknowledge": { path: "/resources", act: press("a") },
    "dialog-downtime": list(press("d")),
    "dialog-comment": list(press("c")),
    "dialog-columns": list(press("Shift+C")),
    "dialog-sort": list(press("s")),
    "dialog-views": list(press("v")),
    "dialog-filters": list(press("f")),
    "dialog-keys": list(press("?")),
    palette: list(press("Control+k")),
    "palette-typed": list(async (page) => {
      await press("Control+k")(page);
      await page.keyboard.type("web-0", { delay: 20 });
      await page.getByRole("option").first().waitFor();
    }),
    "row-menu": { path: "/resources", act: press("Shift+M") },
    selected: list(async (page) => {
      await page.locator("[role=row][data-active]").first().waitFor();
      for (const key of ["x", "j", "x", "j", "x"]) await page.keyboard.press(key);
    }),
    "dialog-new-downtime": { path: "/downtimes", act: press("n") },
    "dialog-delete-rule": {
      path: "/downtimes",
      act: (page, { downtimes }) =>
        page
          .getByRole("button", { name: downtimes.deleteOf("") })
          .first()
          .click(),
    },
    completions: list(async (page) => {
      await page.keyboard.press("/");
      await page.keyboard.type("state:", { delay: 20 });
      await page.getByRole("option").first().waitFor({ timeout: 2_000 });
    }),
  };
}

/** What operators have done by then: downtimes, acknowledgements, comments, a saved search. Answers the path of a wall. */
export async function actAsOperators(
  request: APIRequestContext,
  url: string,
  now: number,
  { disk, host }: Keys,
  others: readonly string[],
): Promise<string> {
  const post = async <Answer>(path: string, data: object): Promise<Answer> => {
    const answer = await request.post(url + path, { data });
    if (!answer.ok()) throw new Error(`POST ${path} was answered with ${answer.status()} ${await answer.text()}`);
    return (await answer.json().catch(() => undefined)) as Answer;
  };
  const act = (action: string, on: readonly string[], options: object) => post("/api/actions", { action, on, options });
  const at = (hours: number): string => new Date((now + hours * 3_600) * 1_000).toISOString();
  await act("acknowledge", others.slice(0, 1), { comment: "Anna looks at it", expires_at: at(5) });
  await act("acknowledge", others.slice(1, 2), { comment: "known since the move", expires_at: null });
  await act("comment", [disk], { comment: "Third time this month: the log of the proxy is not rotated." });
  await act("schedule-downtime", others.slice(2, 3), { comment: "kernel", for: 5_400, services: true });
  await act("schedule-downtime", [host], {
    comment: "new power supply, by the data centre's people; the switch above is not touched",
    start: at(30),
    end: at(34),
  });
  await post("/api/recurring-downtimes", {
    name: "backup",
    rrule: "FREQ=DAILY",
    dtstart: "2026-01-01T02:00:00",
    zone: "Europe/Paris",
    duration_seconds: 7_200,
    comment: "backup of the night",
    targets: { hosts: ["web-0*1"], with_services: true },
  });
  await post("/api/me/views", { name: "Web", q: "host:web-*", sort: "-severity,since", columns: [], shared: true });
  await post("/api/me/tokens", { name: "graphs", expires_at: null });
  const { url: link } = await post<{ readonly url: string }>("/api/wall-links", {
    label: "Hall",
    view: { q: "is:unhandled", sort: "-severity,since" },
    hours: null,
  });
  return new URL(link, url).pathname;
}
