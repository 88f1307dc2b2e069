import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ApiUnderTest, type As, openApi } from "../support/api-under-test.ts";
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
      skipped: [{ key: "h1", code: "no-problem", message: "web-01 is UP" }],
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
        },
      ],
      ids: { "s1.101": 1 },
      undo: null,
    });
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

  test.each([
    [{ for: 60, end: "2023-11-15T00:00:00Z" }, "options.end"],
    [{}, "options.end"],
    [{ fixed: false, for: 60 }, "options.end"],
    [{ fixed: false, end: "2023-11-15T00:00:00Z" }, "options.for"],
    [{ start: "2023-11-15T00:00:00Z", end: "2023-11-14T23:00:00Z" }, "options.end"],
    [{ start: "2023-11-14T00:00:00Z", for: 60 }, "options.for"],
    [{ end: "tomorrow" }, "options.end"],
    [{ for: 0 }, "options.for"],
    [{ for: 60, more: true }, "options.more"],
  ])("%j is refused with the name of the field", async (options, field) => {
    const refused = await act({ action: "schedule-downtime", on: ["h1"], options: { comment: "x", ...options } });

    expect(refused.status).toBe(400);
    expect((refused.body as { message: string }).message).toMatch(new RegExp(`^Error on '${field}': `));
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
        { key: "s1.101", code: "role-missing", message: "The contact operator has no service_acknowledgement right" },
      ],
    });
  });
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
      body: { message: "The request_id 01J belongs to another action of the last 10 minutes" },
    });
  });
});

test("is done once for a key that is named twice", async () => {
  expect((await act({ ...ACK, on: ["h2", "h2"] })).body).toMatchObject({ done: ["h2"], ids: { h2: 1 } });
});

test.each([
  [{}, "action"],
  [{ action: "explode", on: ["h1"] }, "action"],
  [ACK, "on"],
  [{ ...ACK, on: ["x1"] }, "on[0]"],
  [{ ...ACK, on: [] }, "on"],
  [{ ...ACK, on: Array.from({ length: 2_001 }, (_, index) => `h${index + 1}`) }, "on"],
  [{ ...ACK, on: ["h1"], options: {} }, "options.comment"],
  [{ ...ACK, on: ["h1"], request_id: "x".repeat(65) }, "request_id"],
  [{ ...ACK, ids: [1] }, "on"],
])("a body of %# is refused with the name of the field", async (body, field) => {
  const refused = await act(body);

  expect(refused.status).toBe(400);
  expect((refused.body as { message: string }).message).toContain(`Error on '${field}': `);
});

test("leaves audit events with the name of the caller", async () => {
  await act({ ...ACK, on: ["h2"] }, "operator");

  expect(await events()).toEqual(["acknowledged by operator over the API from 127.0.0.1"]);
  expect(api.clock.now()).toBe(NOW);
});
