import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Change } from "../../src/model/change.ts";
import { hostKey, SERVER_KEY, serviceKey, type ResourceKey } from "../../src/model/resource-key.ts";
import { type ApiUnderTest, type As, openApi } from "../support/api-under-test.ts";
import { sampleEvent } from "../support/record-samples.ts";

const eventOf = (key: ResourceKey, reason: string): Change => ({
  kind: "event",
  event: { ...sampleEvent(key), reason },
});

let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApi({
    before: [
      eventOf(hostKey(1), "host"),
      eventOf(serviceKey(1, 101), "HTTP"),
      eventOf(hostKey(3), "hidden from the operator"),
      eventOf(SERVER_KEY, "server"),
      eventOf(serviceKey(1, 101), "HTTP again"),
      eventOf(hostKey(900), "removed"),
    ],
  });
});
afterAll(() => api.close());

const reasons = async (path: string, as?: As): Promise<readonly unknown[]> =>
  (await api.get(path, as)).rows.map(({ reason }) => reason);

describe("GET /api/events", () => {
  test("lists everything newest first, with names, and the server's own without", async () => {
    const { rows } = await api.get("/api/events?limit=100");

    expect(rows.map(({ reason }) => reason)).toEqual([
      "removed",
      "HTTP again",
      "server",
      "hidden from the operator",
      "HTTP",
      "host",
    ]);
    expect(rows[0]).toMatchObject({ host: { id: 900, name: null } });
    expect(rows[1]).toMatchObject({
      time: "1970-01-01T00:00:50Z",
      kind: "soft-state",
      host: { id: 1, name: "web-01" },
      service: { id: 101, name: "HTTP" },
      state: 2,
      state_type: 0,
      check_attempt: 1,
    });
    expect(rows[2]).toMatchObject({ host: null, service: null, state: null, state_type: null, check_attempt: null });
  });

  test("shows a limited account what it sees, and nothing of the server", async () => {
    expect(await reasons("/api/events?limit=9", "operator")).toEqual(["HTTP again", "HTTP", "host"]);
    expect(await reasons("/api/events?limit=9", "stranger")).toEqual([]);
  });

  test("is paged by before, to the end", async () => {
    const first = await api.get("/api/events?limit=4");
    const second = await api.get(`/api/events?limit=4&before=${String(first.meta["next_before"])}`);

    expect([first.rows.length, second.rows.map(({ reason }) => reason), second.meta["next_before"]]).toEqual([
      4,
      ["HTTP", "host"],
      null,
    ]);
  });

  test("is followed by after, also over events that the caller does not see", async () => {
    const { meta } = await api.get("/api/events?limit=1", "operator");
    await api.store.commit([eventOf(hostKey(3), "hidden"), eventOf(hostKey(1), "new"), eventOf(hostKey(3), "hidden")]);

    const next = await api.get(`/api/events?limit=9&after=${String(meta["last_id"])}`, "operator");

    expect(next.rows.map(({ reason }) => reason)).toEqual(["new"]);
    expect(await reasons(`/api/events?limit=9&after=${String(next.meta["last_id"])}`, "operator")).toEqual([]);
  });

  test.each(["limit=0", "limit=1001", "limit=many", "before=-1", "after=1.5", "before=1&after=1"])(
    "refuses %s by its name",
    async (query) => {
      expect(await api.get(`/api/events?${query}`)).toMatchObject({
        status: 400,
        body: { code: "invalid-body", message: expect.stringContaining(/limit|before|after/.exec(query)![0]) },
      });
    },
  );
});

test("the events of one service, page by page", async () => {
  const path = "/api/hosts/1/services/101/events";
  const { meta } = await api.get(`${path}?limit=1`);

  expect(await reasons(path)).toEqual(["HTTP again", "HTTP"]);
  expect(await reasons(`${path}?before=${String(meta["next_before"])}`)).toEqual(["HTTP"]);
});
