import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Change } from "../../src/model/change.ts";
import type { HistoryEvent } from "../../src/model/history-event.ts";
import { hostKey, SERVER_KEY, serviceKey, type ResourceKey } from "../../src/model/resource-key.ts";
import { type ApiUnderTest, type As, openApi } from "../support/api-under-test.ts";
import { NOW } from "../support/invented-site.ts";
import { sampleEvent } from "../support/record-samples.ts";
import { isOnPostgres } from "../support/test-store.ts";

const DAY = 86_400;
const HTTP = serviceKey(1, 101);

/** `daysAgo` of more than two are moved to the months by the time of the tests. */
const eventOf = (
  key: ResourceKey,
  daysAgo: number,
  reason: string,
  kind: HistoryEvent["kind"] = "soft-state",
): Change => ({ kind: "event", event: { ...sampleEvent(key), at: NOW - daysAgo * DAY, reason, kind } });

let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApi({
    before: [
      eventOf(hostKey(1), 80, "host, long ago", "hard-state"),
      eventOf(HTTP, 70, "disk is full"),
      eventOf(hostKey(900), 65, "removed"),
      eventOf(hostKey(3), 50, "hidden from the operator"),
      eventOf(SERVER_KEY, 40, "server", "monitoring-started"),
      eventOf(HTTP, 1, "disk was 100% full", "recovery"),
      eventOf(hostKey(1), 0, "host, now", "hard-state"),
    ],
  });
  api.history.start();
  await api.clock.advanceBy(60);
  await api.history.settled();
});
afterAll(() => api.close());

const reasons = async (query: string, as?: As): Promise<readonly unknown[]> =>
  (await api.get(`/api/events/log?${query}`, as)).rows.map(({ reason }) => reason);
const time = (daysAgo: number): string => new Date((NOW - daysAgo * DAY) * 1000).toISOString();

const ALL = [
  "host, now",
  "disk was 100% full",
  "server",
  "hidden from the operator",
  "removed",
  "disk is full",
  "host, long ago",
];

describe("GET /api/events/log", () => {
  test("lists both places newest first, also page by page", async () => {
    // PostgreSQL keeps all of them in one place.
    expect((await api.store.readNewestEvents(9)).length).toBe(isOnPostgres ? ALL.length : 2);
    expect(await reasons("")).toEqual(ALL);

    const seen: unknown[] = [];
    for (let cursor: unknown = "", pages = 0; cursor !== null && pages < 9; pages++) {
      const page = await api.get(`/api/events/log?limit=2${cursor === "" ? "" : `&cursor=${String(cursor)}`}`);
      seen.push(...page.rows.map(({ reason }) => reason));
      cursor = page.meta["next"];
    }
    expect(seen).toEqual(ALL);
  });

  test.each([
    ["kind=hard-state", ["host, now", "host, long ago"]],
    ["kind=hard-state,monitoring-started", ["host, now", "server", "host, long ago"]],
    ["host=web-01", ["host, now", "disk was 100% full", "disk is full", "host, long ago"]],
    ["host=web-01&service=HTTP", ["disk was 100% full", "disk is full"]],
    ["host=web-01&kind=recovery", ["disk was 100% full"]],
    ["host=web-01&search=IS%20FULL", ["disk is full"]],
    ["host=web-01&search=0%25%20f", ["disk was 100% full"]],
    ["host=web-01&search=%25", ["disk was 100% full"]],
  ])("filters by %s", async (query, expected) => {
    expect(await reasons(query)).toEqual(expected);
  });

  test("takes the place of the next page as before, too, and names the parameter of a mistake", async () => {
    const { meta } = await api.get("/api/events/log?limit=2");

    expect(await reasons(`before=${String(meta["next"])}`)).toEqual(ALL.slice(2));
    expect(await api.get("/api/events/log?before=7")).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("before") },
    });
  });

  test("says whose events these are, in what state, and by whom", async () => {
    const [first] = (await api.get("/api/events/log?kind=recovery")).rows;
    const [server] = (await api.get("/api/events/log?kind=monitoring-started")).rows;

    expect(first).toMatchObject({ key: "s1.101", state_name: "CRITICAL", by: null });
    expect(server).toMatchObject({ key: null, state_name: null });
    expect((await api.get("/api/events/log")).meta).toMatchObject({ kept_days: 730 });
  });

  test("is streamed as CSV, all pages at once, with the same filters and rights", async () => {
    const csv = async (as: As, query = "") =>
      await api.call("GET", `/api/events/log?limit=1${query}`, { as, headers: { accept: "text/csv" } });
    const all = await csv("admin");

    expect(all.headers["content-type"]).toBe("text/csv; charset=utf-8");
    expect(all.text.split("\r\n")[0]).toBe("id,time,kind,host,service,state,state_type,attempt,output,reason,by");
    expect(all.text.split("\r\n").length - 2).toBe(ALL.length);
    expect(all.text).toContain(",recovery,web-01,HTTP,CRITICAL,SOFT,1,");
    expect((await csv("operator")).text).not.toContain("hidden");
    expect((await csv("admin", "&kind=hard-state")).text.split("\r\n").length - 2).toBe(2);
    expect((await api.get("/api/events/log?format=csv&kind=recovery")).text).toContain(",recovery,web-01,HTTP,");
    const json = await api.call("GET", "/api/events/log", { headers: { accept: "application/json, text/csv" } });
    expect(json.rows.length).toBe(ALL.length);
  });

  test("filters by a search of resources, also together with a host", async () => {
    expect(await reasons("q=service:HTTP")).toEqual(["disk was 100% full", "disk is full"]);
    expect(await reasons("q=type:host&host=web-01")).toEqual(["host, now", "host, long ago"]);
    expect(await reasons("q=host:db-01")).toEqual(["hidden from the operator"]);
    expect(await reasons("q=host:db-01", "operator")).toEqual([]);
    expect(await api.get("/api/events/log?q=is:strange")).toMatchObject({ status: 400 });
  });

  test("filters by a half-open window of time", async () => {
    expect(await reasons(`from=${time(65)}&to=${time(40)}`)).toEqual(["hidden from the operator", "removed"]);
    expect(await reasons(`from=${time(70)}&to=${time(45)}&search=full`)).toEqual(["disk is full"]);
  });

  test("takes Unix seconds as well, and a host without its services", async () => {
    expect(await reasons(`from=${NOW - 70 * DAY}&to=${NOW - 50 * DAY}`)).toEqual(
      await reasons(`from=${time(70)}&to=${time(50)}`),
    );
    expect(await reasons("host=web-01&service=")).toEqual(["host, now", "host, long ago"]);
  });

  test("filters by a host group", async () => {
    const [group] = (await api.get("/monitoring/hostgroups?show_host=true")).rows as unknown as readonly {
      readonly name: string;
      readonly hosts: readonly { readonly id: number }[];
    }[];
    const ofHosts = new Set(group!.hosts.map(({ id }) => id));

    const { rows } = await api.get(`/api/events/log?hostgroup=${encodeURIComponent(group!.name)}`);

    const expected = (await api.get("/api/events/log")).rows.filter(({ host }) =>
      ofHosts.has((host as { readonly id: number } | null)?.id ?? 0),
    );
    expect(rows).toEqual(expected);
    expect(rows.length).toBeGreaterThan(0);
  });

  test("shows a limited account what it sees, and counts only that", async () => {
    const { rows, meta } = await api.get("/api/events/log?with_total=true", "operator");

    expect(rows.map(({ reason }) => reason)).toEqual([
      "host, now",
      "disk was 100% full",
      "disk is full",
      "host, long ago",
    ]);
    expect(meta).toMatchObject({ total: 4, total_is_more: false });
    expect(await reasons("", "stranger")).toEqual([]);
    expect((await api.get("/api/events/log?host=db-01", "stranger")).status).toBe(404);
  });

  test.each([
    ["limit=0", "limit"],
    ["limit=1001", "limit"],
    ["kind=nosuch", "kind"],
    ["service=HTTP", "service"],
    ["host=web-01&hostgroup=x", "hostgroup"],
    ["from=yesterday", "from"],
    [`from=${time(1)}&to=${time(2)}`, "to"],
    ["cursor=5", "cursor"],
    ["search=full", "search"],
    [`from=${time(80)}&search=full`, "search"],
    ["host=web-01&search=", "search"],
    [`host=web-01&search=${"x".repeat(201)}`, "search"],
  ])("refuses %s, naming the parameter", async (query, field) => {
    const { status, text } = await api.get(`/api/events/log?${query}`);

    expect([status, text]).toEqual([400, expect.stringContaining(`'${field}'`)]);
  });

  test.each(["host=nosuch", "host=web-01&service=nosuch", "hostgroup=nosuch"])("answers 404 to %s", async (query) => {
    expect((await api.get(`/api/events/log?${query}`)).status).toBe(404);
  });
});

describe("with full_text", () => {
  test("finds words in all months, in the running one, and in the store", async () => {
    const withWords = await openApi({
      hasFullText: true,
      before: [
        eventOf(HTTP, 70, "Überlast: disk full"),
        eventOf(HTTP, 69, "disk fuller"),
        eventOf(HTTP, 5, "the DISK is full"),
        eventOf(HTTP, 1, "full, the disk"),
      ],
    });
    try {
      withWords.history.start();
      await withWords.clock.advanceBy(60);
      await withWords.history.settled();

      const found = async (search: string): Promise<readonly unknown[]> =>
        (await withWords.get(`/api/events/log?search=${encodeURIComponent(search)}`)).rows.map(({ reason }) => reason);
      expect(await found("disk full")).toEqual(["full, the disk", "the DISK is full", "Überlast: disk full"]);
      expect(await found("uberlast")).toEqual(["Überlast: disk full"]);
      expect(await found("nowhere")).toEqual([]);
      expect((await withWords.get("/api/events/log?search=-")).status).toBe(400);
    } finally {
      await withWords.close();
    }
  });
});
