import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ApiUnderTest, type As, openApi, PASSWORD } from "../support/api-under-test.ts";
import { NOW } from "../support/invented-site.ts";

let api: ApiUnderTest;
beforeEach(async () => {
  api = await openApi();
});
afterEach(() => api.close());

const act = (body: object, as: As = "admin") => api.post("/api/actions", body, as);
const ACK = { action: "acknowledge", options: { comment: "on it" } };
const events = async (): Promise<readonly unknown[]> =>
  (await api.get("/api/events/log?kind=operator-action")).rows.map(({ reason }) => reason);

describe("acknowledge", () => {
  test("tells on which it was done, on which not and why, and how to undo it", async () => {
    const { status, body } = await act({ ...ACK, on: ["s1.101", "h1", "h2"] });

    expect(status).toBe(200);
    expect(body).toEqual({
      done: ["s1.101", "h2"],
      skipped: [
        {
          key: "h1",
          code: "no-problem",
          message: "web-01 is UP",
          params: { resource: "web-01", record: null, state: "UP" },
        },
      ],
      ids: { "s1.101": 1, h2: 2 },
      undo: { action: "end-acknowledgement", ids: [1, 2] },
    });
    const [record] = (await api.get("/monitoring/services/acknowledgements")).rows;
    expect(record).toMatchObject({ id: 1, comment: "on it", is_sticky: true, is_notify_contacts: false });
  });

  test("its undo ends exactly those acknowledgements", async () => {
    const { body } = await act({ ...ACK, on: ["s1.101", "h2"] });
    await act({ ...ACK, on: ["h2"] });

    expect((await act((body as { undo: object }).undo)).body).toEqual({
      done: ["s1.101"],
      skipped: [
        {
          key: "h2",
          id: 2,
          code: "acknowledgement-not-found",
          message: "The acknowledgement 2 of web-02 has ended",
          params: { resource: "web-02", record: 2 },
        },
      ],
      ids: { "s1.101": 1 },
      undo: null,
    });
  });

  test("its undo leaves what was acknowledged before", async () => {
    await act({ ...ACK, on: ["h2"] }, "operator");
    const { body } = await act({ ...ACK, on: ["s1.101", "h2"] });
    expect(body).toMatchObject({
      done: ["s1.101", "h2"],
      ids: { "s1.101": 2, h2: 3 },
      undo: { action: "end-acknowledgement", ids: [2] },
    });

    await act((body as { undo: object }).undo);
    expect((await api.get("/api/resources?q=is:acknowledged")).rows.map(({ key }) => key)).toEqual(["h2"]);
  });

  test("cannot be undone where all was acknowledged before", async () => {
    await act({ ...ACK, on: ["h2"] }, "operator");

    expect((await act({ ...ACK, on: ["h2"] })).body).toMatchObject({ done: ["h2"], undo: null });
  });

  test("an expiry that is past is refused", async () => {
    const options = { comment: "on it", expires_at: "2023-11-14T22:13:20Z" };
    expect(await act({ ...ACK, on: ["h2"], options })).toMatchObject({
      status: 400,
      body: { message: "Error on 'options.expires_at': This should be in the future." },
    });
  });
});

describe("check", () => {
  test("is asked for and recorded", async () => {
    expect((await act({ action: "check", on: ["s1.101", "h1"] })).body).toEqual({
      done: ["s1.101", "h1"],
      skipped: [],
      ids: {},
      undo: null,
    });
  });
});

describe("schedule-downtime", () => {
  test("with the services of a host", async () => {
    const options = { comment: "kernel", for: 7_200, services: true };
    const { body } = await act({ action: "schedule-downtime", on: ["h1"], options });

    expect(body).toEqual({
      done: ["h1", "s1.101", "s1.102", "s1.103"],
      skipped: [],
      ids: { h1: 1, "s1.101": 2, "s1.102": 3, "s1.103": 4 },
      undo: { action: "cancel-downtime", ids: [1, 2, 3, 4] },
    });
    const { rows } = await api.get("/monitoring/downtimes");
    expect(rows).toHaveLength(4);
    expect(rows[0]).toMatchObject({ is_fixed: true, is_started: true, duration: 7_200 });
  });
});

const DOWNTIME = { action: "schedule-downtime", on: ["h1", "s1.101"], options: { comment: "kernel", for: 1_800 } };

describe("downtimes", () => {
  test("are cancelled by id, and once", async () => {
    const undo = ((await act(DOWNTIME)).body as { undo: object }).undo;

    expect((await act(undo)).body).toEqual({
      done: ["h1", "s1.101"],
      skipped: [],
      ids: { h1: 1, "s1.101": 2 },
      undo: null,
    });
    const over = (key: string, id: number, name: string) => ({
      key,
      id,
      code: "downtime-already-cancelled",
      message: `The downtime ${id} of ${name} is over`,
    });
    expect((await act(undo)).body).toMatchObject({
      done: [],
      skipped: [over("h1", 1, "web-01"), over("s1.101", 2, "web-01/HTTP")],
    });
  });

  test("are cancelled by resource: all that run", async () => {
    await act(DOWNTIME);
    await act({ ...DOWNTIME, on: ["h1"] });

    expect((await act({ action: "cancel-downtime", on: ["h1", "h2"] })).body).toMatchObject({
      done: ["h1"],
      skipped: [{ key: "h2", code: "downtime-already-cancelled", message: "web-02 is in no downtime" }],
    });
    expect((await api.get("/monitoring/hosts/downtimes")).rows.map((row) => row["is_cancelled"])).toEqual([true, true]);
  });

  test("are extended without an end in between, and get their end back", async () => {
    await act(DOWNTIME);
    const end = async () => (await api.get("/monitoring/downtimes/1")).body as Record<string, unknown>;
    const { body } = await act({ action: "extend-downtime", ids: [1, 2], options: { by: 1_800 } });

    expect(body).toEqual({
      done: ["h1", "s1.101"],
      skipped: [],
      ids: { h1: 1, "s1.101": 2 },
      undo: { action: "extend-downtime", ids: [1, 2], options: { until: "2023-11-14T22:43:20Z" } },
    });
    expect(await end()).toMatchObject({ end_time: "2023-11-14T23:13:20Z", duration: 3_600, is_started: true });
    await api.clock.advanceBy(1_800);
    expect(await end()).toMatchObject({ deletion_time: null });
    await api.clock.advanceBy(1_800);
    await expect.poll(end).toMatchObject({ deletion_time: "2023-11-14T23:13:20Z", is_cancelled: false });
  });

  test("an extended one ends earlier after its undo", async () => {
    await act(DOWNTIME);
    const { undo } = (await act({ action: "extend-downtime", ids: [1], options: { until: "2023-11-15T06:00:00Z" } }))
      .body as { undo: object };
    await act(undo);
    await api.clock.advanceBy(1_800);

    await expect
      .poll(async () => (await api.get("/monitoring/downtimes/1")).body)
      .toMatchObject({ deletion_time: "2023-11-14T22:43:20Z" });
  });

  test("an end is not moved before the start, nor beyond 2100", async () => {
    const later = { comment: "kernel", start: "2023-11-15T02:00:00Z", end: "2023-11-15T03:00:00Z" };
    await act({ action: "schedule-downtime", on: ["h1"], options: later });
    const asked = async () => (await api.get("/monitoring/downtimes/1")).body;
    const extend = (options: object) => act({ action: "extend-downtime", ids: [1], options });

    expect((await extend({ until: "2023-11-15T02:00:00Z" })).body).toEqual({
      done: [],
      skipped: [
        {
          key: "h1",
          id: 1,
          code: "downtime-ends-before-start",
          message: "web-01: The downtime would end before its start",
          params: { resource: "web-01", record: 1 },
        },
      ],
      ids: {},
      undo: null,
    });
    expect((await extend({ by: -7_200 })).body).toMatchObject({ done: [] });
    expect(await asked()).toMatchObject({ end_time: "2023-11-15T03:00:00Z", duration: 3_600 });

    for (let year = 2023; year < 2100; year++) await extend({ by: 366 * 86_400 });
    expect(await asked()).toMatchObject({ end_time: "2100-01-01T00:00:00Z", duration: 366 * 86_400 });
  });

  test("a running occurrence of a recurring one gets another downtime beside it, a later one is left to its rule", async () => {
    await api.post("/api/recurring-downtimes", {
      name: "nightly",
      comment: "backup",
      rrule: "FREQ=DAILY",
      dtstart: "2023-11-14T22:00:00",
      zone: "UTC",
      duration_seconds: 3_600,
      targets: { hosts: ["web-01"] },
    });
    const { body } = await act({ action: "extend-downtime", ids: [1, 2], options: { by: 3_600 } });

    expect(body).toEqual({
      done: ["h1"],
      skipped: [
        {
          key: "h1",
          id: 2,
          code: "downtime-recurs",
          message: "web-01: The recurring downtime 1 decides its end",
          params: { resource: "web-01", record: 2, recurring_downtime: 1 },
        },
      ],
      ids: { h1: 3 },
      undo: { action: "cancel-downtime", ids: [3] },
    });
    expect((await api.get("/monitoring/downtimes/3")).body).toMatchObject({
      start_time: "2023-11-14T22:13:20Z",
      end_time: "2023-11-15T00:00:00Z",
      is_started: true,
    });
  });
});

describe("comment", () => {
  const COMMENT = { action: "comment", on: ["h1", "s1.101"], options: { comment: "disk ordered" } };

  test("is undone by its author", async () => {
    const { body } = await act(COMMENT, "operator");

    expect(body).toEqual({
      done: ["h1", "s1.101"],
      skipped: [],
      ids: { h1: 1, "s1.101": 2 },
      undo: { action: "delete-comment", ids: [1, 2] },
    });
    expect((await act((body as { undo: object }).undo, "operator")).body).toMatchObject({ done: ["h1", "s1.101"] });
    expect((await api.get("/api/comments")).rows).toEqual([]);
  });

  test("of somebody else is deleted by administrators only", async () => {
    await act(COMMENT);

    expect((await act({ action: "delete-comment", ids: [1, 9] }, "operator")).body).toMatchObject({
      done: [],
      skipped: [
        { key: null, id: 9, code: "not-found", message: "There is no 9" },
        { key: "h1", id: 1, code: "administrators-only", message: "Comment 1 is by admin: administrators only" },
      ],
    });
  });
});

describe("submit", () => {
  const submit = (state: string, on: readonly string[]) =>
    act({ action: "submit", on, options: { state, output: "by hand", perfdata: "a=1" } });

  test("is the state from now on; one of the other kind is skipped", async () => {
    expect((await submit("OK", ["s1.101", "h2"])).body).toEqual({
      done: ["s1.101"],
      skipped: [
        {
          key: "h2",
          code: "state-of-other-kind",
          message: "web-02: a host is UP, DOWN or UNREACHABLE",
          params: { resource: "web-02", record: null, type: "host" },
        },
      ],
      ids: {},
      undo: null,
    });
    expect((await api.get("/monitoring/hosts/1/services/101")).body).toMatchObject({ state: 0, output: "by hand\n" });
    expect((await submit("DOWN", ["h1"])).body).toMatchObject({ done: ["h1"] });
    expect((await api.get("/monitoring/hosts/1")).body).toMatchObject({ state: 1 });
  });

  test("an unknown state is refused", async () => {
    expect((await submit("BROKEN", ["h1"])).status).toBe(400);
  });
});

describe("notify and set", () => {
  const NOTIFY = { action: "notify", on: ["h2"], options: { comment: "back at 4" } };
  const SET = { action: "set", on: ["h1", "h2"], options: { notifications: false } };

  test("a custom notification is asked for and recorded", async () => {
    expect((await act(NOTIFY)).body).toMatchObject({ done: ["h2"], undo: null });
    expect(await events()).toEqual(["custom notification requested by admin over the API from 127.0.0.1"]);
  });

  test("a setting is switched, and back where it was not so before", async () => {
    await act({ ...SET, on: ["h2"] });

    expect((await act(SET)).body).toEqual({
      done: ["h1", "h2"],
      skipped: [],
      ids: {},
      undo: { action: "set", on: ["h1"], options: { notifications: true } },
    });
  });

  test.each([NOTIFY, SET])("are for administrators", async (body) => {
    const { done, skipped } = (await act(body, "operator")).body as { done: unknown; skipped: readonly object[] };
    expect(done).toEqual([]);
    expect(skipped[0]).toMatchObject({
      code: "administrators-only",
      message: expect.stringContaining(": the contact operator is no administrator"),
    });
  });
});

describe("rights", () => {
  test("a hidden resource is skipped in the words of a missing one", async () => {
    const skipped = (key: string) => ({ key, code: "not-found", message: `There is no ${key}` });

    expect((await act({ ...ACK, on: ["s1.103", "h3", "h99"] }, "operator")).body).toMatchObject({
      done: [],
      skipped: [skipped("s1.103"), skipped("h3"), skipped("h99")],
    });
  });

  test("the role is tested for each resource", async () => {
    const limited = await openApi({ operatorRoles: ["host_acknowledgement"] });
    const { body } = await limited.post("/api/actions", { ...ACK, on: ["h2", "s1.101"] }, "operator");
    await limited.close();

    expect(body).toMatchObject({
      done: ["h2"],
      skipped: [
        {
          key: "s1.101",
          code: "role-missing",
          message: "web-01/HTTP: the contact operator has no service_acknowledgement right",
        },
      ],
    });
  });
});

describe("a view", () => {
  const viewOf = async (q: string, as: As = "admin"): Promise<string> =>
    ((await api.get(`/api/resources?q=${encodeURIComponent(q)}`, as)).meta as { view: string }).view;

  test("stands for all that it showed, but for some", async () => {
    const view = await viewOf("host:web-*");
    const { body } = await act({ ...ACK, on: { view, except: ["s1.101"] } });

    expect(body).toMatchObject({ done: expect.arrayContaining(["h2", "s1.102", "s2.101"]) });
    expect((body as { done: unknown[] }).done).toHaveLength(3);
    expect((body as { skipped: { key: string }[] }).skipped.map(({ key }) => key).toSorted()).toEqual(["h1", "s1.103"]);
  });

  test("of another caller is not found, and an unknown one has ended", async () => {
    const view = await viewOf("host:web-*");

    expect((await act({ ...ACK, on: { view } }, "operator")).status).toBe(404);
    expect((await act({ ...ACK, on: { view: "v-none" } })).status).toBe(410);
  });
});

describe("a preview", () => {
  test("counts what the action would be on, and does nothing", async () => {
    const options = { comment: "kernel", for: 600, services: true };
    const preview = (as: As) =>
      api.post("/api/actions/preview", { action: "schedule-downtime", on: ["h1", "h3"], options }, as);

    expect((await preview("admin")).body).toEqual({ hosts: 2, services: 5, problems: 2, skipped: 0 });
    expect((await preview("operator")).body).toEqual({ hosts: 1, services: 2, problems: 2, skipped: 1 });
    expect((await api.get("/monitoring/downtimes")).rows).toEqual([]);
  });
});

test("in the console is recorded as such", async () => {
  const { headers } = await api.post("/api/session", { login: "operator", password: PASSWORD }, "nobody");
  const cookie = String(headers["set-cookie"]).split(";")[0]!;
  await api.call("POST", "/api/actions", { as: "nobody", headers: { cookie }, body: { ...ACK, on: ["h2"] } });

  expect(await events()).toEqual(["acknowledged by operator in the console from 127.0.0.1"]);
});

describe("request_id", () => {
  const body = { ...ACK, on: ["h2"], request_id: "01J" };

  test("the same request is answered with the first answer and not done again", async () => {
    const [first, second] = await Promise.all([act(body), act(body)]);
    await api.clock.advanceBy(599);
    const third = await act(body);

    expect([second.body, third.body]).toEqual([first.body, first.body]);
    expect((await api.get("/monitoring/hosts/acknowledgements")).rows).toHaveLength(1);
  });

  test("after ten minutes it is done again", async () => {
    await act(body);
    await api.clock.advanceBy(600);

    expect((await act(body)).body).toMatchObject({ ids: { h2: 2 } });
  });

  test("belongs to its contact, and to one action", async () => {
    await act(body);

    expect((await act(body, "operator")).body).toMatchObject({ ids: { h2: 2 } });
    expect(await act({ ...body, on: ["s1.101"] })).toMatchObject({
      status: 409,
      body: { message: "The request_id 01J belongs to another request of the last 10 minutes" },
    });
  });
});

test("is done once for a key that is named twice", async () => {
  expect((await act({ ...ACK, on: ["h2", "h2"] })).body).toMatchObject({ done: ["h2"], ids: { h2: 1 } });
});

test("leaves audit events with the name of the caller", async () => {
  await act({ ...ACK, on: ["h2"] }, "operator");

  expect(await events()).toEqual(["acknowledged by operator over the API from 127.0.0.1"]);
  expect(api.clock.now()).toBe(NOW);
});
