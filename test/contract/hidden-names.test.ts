import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Change } from "../../src/model/change.ts";
import { skippedReason } from "../../src/model/history-event.ts";
import type { Decision } from "../../src/model/notification-decision.ts";
import type { ResourceKey } from "../../src/model/resource-key.ts";
import { type ApiUnderTest, type As, headersOf, openApi } from "../support/api-under-test.ts";
import { DB_01, DISK, HTTP, NOW, WEB_02 } from "../support/invented-site.ts";
import { sampleEvent } from "../support/record-samples.ts";
import { openStreamClient } from "../support/stream-client.ts";

// The operator sees web-01 and web-02, and nothing of db-01.

const decision = (key: ResourceKey, changes: Partial<Decision>): Change => ({
  kind: "decision",
  decision: {
    key,
    at: NOW - 60,
    kind: "problem",
    state: 1,
    contact: null,
    outcome: "not-told",
    code: "host-down",
    reason: "",
    params: null,
    until: null,
    ...changes,
  },
});
const skipped = (key: ResourceKey, why: string, named: string): Change => ({
  kind: "event",
  event: { ...sampleEvent(key), at: NOW - 60, kind: "check-skipped", reason: skippedReason(why, named, "DOWN") },
});

let api: ApiUnderTest;
let url: string;
beforeAll(async () => {
  api = await openApi({
    inventory: {
      dependencies: [
        {
          kind: "notification",
          dependent: HTTP,
          master: DB_01,
          failOn: new Set([0]),
          inheritsParent: false,
          period: null,
          source: { file: "objects.cfg", line: 1 },
        },
      ],
    },
    before: [
      decision(HTTP, {
        code: "dependency-failed",
        reason: "depends on service db-01/MySQL, which has a problem",
        params: { resource: "service db-01/MySQL" },
      }),
      decision(HTTP, {
        code: "named-with-host",
        reason: "named in the message about host db-01, which is DOWN",
        params: { host: "db-01" },
      }),
      decision(HTTP, {
        reason: "host web-01 is DOWN",
        params: { host: "web-01", state: "DOWN", is_behind: false },
      }),
      decision(WEB_02, {
        reason: "behind host db-01, which is DOWN",
        params: { host: "db-01", state: "DOWN", is_behind: true },
      }),
      decision(WEB_02, { reason: "behind host db-01, which is DOWN" }),
      skipped(DISK, "it depends on others, and ", "host db-01"),
      skipped(DISK, "it has parents, and ", "service db-01/MySQL"),
      skipped(DISK, "", "host web-01"),
    ],
  });
  url = await api.app.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(() => api.close());

const READS = [
  "/api/decisions",
  "/api/hosts/1/services/101/decisions",
  "/api/resources/s1.101",
  "/api/events?limit=50",
  "/api/events/log",
  "/api/hosts/1/services/102/events",
  "/api/resources/s1.102/events",
];
const told = async (path: string, as?: As, member = "reason") =>
  (await api.get(path, as)).rows.map((one) => one[member]);

describe("a host or service that an account does not see is not named by the reasons of those that it sees", () => {
  test.each(READS)("GET %s", async (path) => {
    expect((await api.get(path)).text).toContain("db-01");
    expect((await api.get(path, "operator")).text).not.toContain("db-01");
  });

  test("decisions say that it is another one, and what is seen is named", async () => {
    expect(await told("/api/decisions", "operator")).toEqual([
      "another host or service has a problem",
      "behind another host, which is DOWN",
      "host web-01 is DOWN",
      "named in the message about another host, which is DOWN",
      "depends on another resource, which has a problem",
    ]);
    expect(await told("/api/decisions", "operator", "text")).toContain(
      "not notified: depends on another resource, which has a problem",
    );
    expect(await told("/api/decisions?key=s1.101", "operator", "params")).toEqual([
      { host: "web-01", state: "DOWN", is_behind: false },
      { host: null },
      { resource: null },
    ]);
  });

  test("a simulation", async () => {
    const simulate = (as: As) =>
      api.post("/api/decisions/simulate", { host_id: 1, service_id: 101, state: "CRITICAL" }, as);

    expect((await simulate("admin")).text).toContain("depends on host db-01");
    expect((await simulate("operator")).rows[0]).toMatchObject({
      code: "dependency-failed",
      params: { resource: null },
      text: "not notified: depends on another resource, which has a problem",
    });
  });

  test("the history, also as CSV", async () => {
    const expected = [
      "not checked: host web-01 is DOWN",
      "not checked: it has parents, and another resource is DOWN",
      "not checked: it depends on others, and another resource is DOWN",
    ];
    expect(await told("/api/events/log?kind=check-skipped", "operator")).toEqual(expected);

    const csv = await api.call("GET", "/api/events/log", { as: "operator", headers: { accept: "text/csv" } });
    expect(csv.text).toContain(expected[2]);
    expect(csv.text).not.toContain("db-01");
  });

  test("a search by text finds no event by a name that its reason hides", async () => {
    expect(await told("/api/events/log?host=web-01&search=db-01")).toHaveLength(2);
    expect(await told("/api/events/log?host=web-01&search=db-01", "operator")).toEqual([]);
    expect(await told("/api/events/log?host=web-01&kind=check-skipped&search=db-01", "operator")).toEqual([]);
  });

  test("the live stream", async () => {
    const client = await openStreamClient(url, { headers: headersOf("operator"), after: 0 });
    const last = await client.until(({ data }) => JSON.stringify(data).includes("host web-01 is DOWN"));

    expect(last.event).toBe("change");
    expect(client.changes().filter(({ kind }) => kind === "check-skipped")).toHaveLength(3);
    expect(JSON.stringify(client.events)).not.toContain("db-01");
    client.close();
  });
});
