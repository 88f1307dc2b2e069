import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Decision } from "../../src/model/notification-decision.ts";
import { serviceKey } from "../../src/model/resource-key.ts";
import { type ApiUnderTest, openApi } from "../support/api-under-test.ts";
import { NOW } from "../support/invented-site.ts";
import type { Change } from "../../src/model/change.ts";

const notNotified = (at: number, reason: string): Change => {
  const decision: Decision = {
    key: serviceKey(1, 101),
    at,
    kind: "problem",
    state: 2,
    contact: null,
    outcome: "not-told",
    code: "acknowledged",
    reason,
    params: { author: reason.slice("acknowledged by ".length) },
    until: null,
  };
  return { kind: "decision", decision };
};

let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApi({
    before: [notNotified(NOW - 20, "acknowledged by first"), notNotified(NOW - 10, "acknowledged by second")],
  });
});
afterAll(() => api.close());

describe("GET /api/hosts/1/services/101/decisions", () => {
  const path = "/api/hosts/1/services/101/decisions";

  test("returns the newest first, at most as many as requested", async () => {
    expect((await api.get(path)).rows.map(({ text }) => text)).toEqual([
      "not notified: acknowledged by second",
      "not notified: acknowledged by first",
    ]);
    expect((await api.get(`${path}?limit=1`)).rows).toMatchObject([
      {
        time: new Date((NOW - 10) * 1000).toISOString().replace(".000", ""),
        kind: "problem",
        state: 2,
        contact: null,
        outcome: "not-told",
        code: "acknowledged",
        params: { author: "second" },
        messages: [],
      },
    ]);
  });

  test.each(["0", "1001", "many", "-1", "1.5"])("refuses a limit of %s by its name", async (limit) => {
    expect(await api.get(`${path}?limit=${limit}`)).toMatchObject({
      status: 400,
      body: { code: "invalid-body", message: expect.stringContaining("limit") },
    });
  });

  test.each(["/api/hosts/999/decisions", "/api/hosts/1/services/999/decisions", "/api/hosts/99999999999/decisions"])(
    "reports that there is no %s",
    async (missing) => {
      expect(await api.get(missing)).toMatchObject({ status: 404, body: { code: "not-found" } });
    },
  );
});

test("a simulation for a resource that the contact does not see finds nothing", async () => {
  const body = { host_id: 1, service_id: 101, state: "CRITICAL" };

  expect(await api.post("/api/decisions/simulate", body)).toMatchObject({ status: 200 });
  expect(await api.post("/api/decisions/simulate", body, "stranger")).toMatchObject({ status: 404 });
});
