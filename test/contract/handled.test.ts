import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ApiUnderTest, type As, openApi } from "../support/api-under-test.ts";

let api: ApiUnderTest;
beforeEach(async () => {
  api = await openApi();
});
afterEach(() => api.close());

const act = (body: object) => api.post("/api/actions", body);

describe("downtimes in a range", () => {
  const schedule = (on: readonly string[], options: object) =>
    act({ action: "schedule-downtime", on, options: { comment: "kernel", ...options } });
  const listed = async (query = "", as: As = "admin") =>
    (await api.get(`/api/downtimes${query}`, as)).rows.map(({ id, name, status, start, end }) => ({
      id,
      name,
      status,
      start,
      end,
    }));
  const WEEKLY = {
    name: "backup",
    comment: "weekly",
    rrule: "FREQ=WEEKLY;BYDAY=SU",
    dtstart: "2023-11-12T02:00:00",
    zone: "Europe/Paris",
    duration_seconds: 7_200,
    targets: { host_groups: ["Front"], with_services: true },
  };

  test("of hosts and services together, with resource, author and times", async () => {
    await schedule(["s1.101"], { for: 600 });

    expect((await api.get("/api/downtimes")).rows).toEqual([
      {
        id: 1,
        key: "s1.101",
        type: "service",
        name: "HTTP",
        host: { key: "h1", name: "web-01" },
        state: "CRITICAL",
        status: "running",
        planned: false,
        start: "2023-11-14T22:13:20Z",
        end: "2023-11-14T22:23:20Z",
        fixed: true,
        for: null,
        author: "admin",
        comment: "kernel",
        since: "2023-11-14T22:13:20Z",
        recurring: null,
      },
    ]);
  });

  test("running, waiting, scheduled and ended ones, by their start; not one that was cancelled before it began", async () => {
    await schedule(["h1"], { start: "2023-11-16T00:00:00Z", for: 3_600 });
    await schedule(["h3"], { fixed: false, end: "2023-11-15T00:00:00Z", for: 600 });
    await schedule(["h2"], { for: 600 });
    await schedule(["h4"], { start: "2023-11-17T00:00:00Z", for: 3_600 });
    await act({ action: "cancel-downtime", ids: [4] });

    expect(await listed()).toEqual([
      { id: 2, name: "db-01", status: "waiting", start: "2023-11-14T22:13:20Z", end: "2023-11-15T00:00:00Z" },
      { id: 3, name: "web-02", status: "running", start: "2023-11-14T22:13:20Z", end: "2023-11-14T22:23:20Z" },
      { id: 1, name: "web-01", status: "scheduled", start: "2023-11-16T00:00:00Z", end: "2023-11-16T01:00:00Z" },
    ]);
    expect((await listed("?from=2023-11-16T00:30:00Z&to=2023-11-16T00:40:00Z")).map(({ id }) => id)).toEqual([1]);
    expect(await listed("?from=2023-11-16T01:00:00Z&to=2023-11-16T02:00:00Z")).toEqual([]);
    await act({ action: "cancel-downtime", ids: [3] });
    expect((await listed("?from=2023-11-14T22:00:00Z"))[1]).toMatchObject({ id: 3, status: "cancelled" });
  });

  test("occurrences of a recurring one without downtimes are one planned item each, over the change of the clocks too", async () => {
    await api.post("/api/recurring-downtimes", WEEKLY);
    const { rows } = await api.get("/api/downtimes?from=2024-03-20T00:00:00Z&to=2024-04-10T00:00:00Z");

    expect(rows.map(({ start, end, status, planned, id }) => ({ start, end, status, planned, id }))).toEqual(
      [
        ["2024-03-24T01:00:00Z", "2024-03-24T03:00:00Z"],
        // 02:00 is skipped in Paris.
        ["2024-03-31T01:00:00Z", "2024-03-31T03:00:00Z"],
        ["2024-04-07T00:00:00Z", "2024-04-07T02:00:00Z"],
      ].map(([start, end]) => ({ start, end, status: "planned", planned: true, id: null })),
    );
    expect(rows[0]).toMatchObject({
      key: null,
      name: null,
      author: "admin",
      recurring: { id: 1, name: "backup", rrule: WEEKLY.rrule, targets: { host_groups: ["Front"] }, resources: 6 },
    });
  });

  test("the next occurrence has downtimes and is not planned twice", async () => {
    await api.post("/api/recurring-downtimes", WEEKLY);
    const { rows } = await api.get("/api/downtimes?to=2023-11-27T00:00:00Z");

    expect(rows.filter(({ planned }) => planned === false)).toHaveLength(6);
    expect(rows.filter(({ planned }) => planned === true).map(({ start }) => start)).toEqual(["2023-11-26T01:00:00Z"]);
    expect(rows[0]).toMatchObject({ status: "scheduled", recurring: { id: 1, name: "backup" } });
  });

  test("without what is planned: it takes no place of the others", async () => {
    await api.post("/api/recurring-downtimes", WEEKLY);
    const { rows, meta } = await api.get("/api/downtimes?to=2023-11-27T00:00:00Z&without_planned=true");

    expect(rows.map(({ status }) => status)).toEqual(Array<string>(6).fill("scheduled"));
    expect(meta).toMatchObject({ total: 6 });
  });

  test("of what matches a search, recurring ones too", async () => {
    await api.post("/api/recurring-downtimes", WEEKLY);
    await schedule(["h3", "s1.101"], { for: 600 });
    const found = async (q: string) =>
      (await api.get(`/api/downtimes?to=2023-11-27T00:00:00Z&q=${encodeURIComponent(q)}`)).rows;

    expect((await found("host:db-01")).map(({ name }) => name)).toEqual(["db-01"]);
    expect((await found("service:HTTP host:web-01")).map(({ status }) => status)).toEqual([
      "running",
      "scheduled",
      "planned",
    ]);
    expect((await api.get("/api/downtimes?q=state:BROKEN")).status).toBe(400);
  });

  test("are hidden with their resource; a recurring one from all but its author", async () => {
    await api.post("/api/recurring-downtimes", WEEKLY);
    await schedule(["h3"], { for: 600 });

    const seen = await api.get("/api/downtimes?to=2023-11-27T00:00:00Z", "operator");
    expect(new Set(seen.rows.map(({ host }) => (host as { name: string }).name))).toEqual(
      new Set(["web-01", "web-02"]),
    );
    expect(seen.rows.every(({ planned, recurring }) => planned === false && recurring === null)).toBe(true);
    expect(await listed("", "stranger")).toEqual([]);
  });

  test.each([
    ["?from=yesterday", "from"],
    ["?from=2023-11-15T00:00:00Z&to=2023-11-15T00:00:00Z", "to"],
    ["?to=2024-11-15T00:00:00Z", "to"],
    ["?limit=0", "limit"],
  ])("%s is refused with the name of the parameter", async (query, field) => {
    const refused = await api.get(`/api/downtimes${query}`);

    expect(refused.status).toBe(400);
    expect((refused.body as { message: string }).message).toContain(`Error on '${field}': `);
  });

  test("a limit keeps the first ones and tells the number of all", async () => {
    await schedule(["h1", "h2", "h3"], { for: 600 });

    expect(await api.get("/api/downtimes?limit=2")).toMatchObject({ meta: { total: 3, limit: 2 } });
    expect((await api.get("/api/downtimes?limit=2")).rows).toHaveLength(2);
  });
});

describe("acknowledgements in effect", () => {
  beforeEach(async () => {
    const options = { comment: "on it", expires_at: "2023-11-15T08:00:00Z" };
    await act({ action: "acknowledge", on: ["s1.101", "h2"], options });
  });

  test("of hosts and services, the newest first", async () => {
    const { rows, meta } = await api.get("/api/acknowledgements");

    expect(meta).toEqual({ total: 2 });
    expect(rows).toEqual([
      {
        id: 2,
        key: "h2",
        type: "host",
        name: "web-02",
        host: { key: "h2", name: "web-02" },
        state: "DOWN",
        output: "CRITICAL - no reply",
        problem_since: "2023-11-14T21:58:20Z",
        author: "admin",
        comment: "on it",
        since: "2023-11-14T22:13:20Z",
        expires_at: "2023-11-15T08:00:00Z",
        stable_seconds: null,
        sticky: true,
        services: 1,
      },
      expect.objectContaining({ id: 1, key: "s1.101", name: "HTTP", services: null }),
    ]);
  });

  test("of what matches a search", async () => {
    expect((await api.get("/api/acknowledgements?q=type:host")).rows.map(({ key }) => key)).toEqual(["h2"]);
  });

  test("not one that ended, and not one of what the caller does not see", async () => {
    expect((await api.get("/api/acknowledgements", "stranger")).rows).toEqual([]);
    await act({ action: "end-acknowledgement", on: ["h2"] });

    expect((await api.get("/api/acknowledgements", "operator")).rows.map(({ key }) => key)).toEqual(["s1.101"]);
  });
});
