import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Change } from "../../src/model/change.ts";
import type { HistoryEvent } from "../../src/model/history-event.ts";
import { SERVER_KEY, type ResourceKey } from "../../src/model/resource-key.ts";
import { type Answer, type ApiUnderTest, type As, openApi } from "../support/api-under-test.ts";
import { DISK, HTTP, HTTP_02, NOW, WEB_01, WEB_02 } from "../support/invented-site.ts";

const HOUR_MS = 3_600_000;
const at = (time: string): number => Date.parse(`2023-11-${time}Z`) / 1000;

const event = (
  key: ResourceKey,
  time: string,
  kind: HistoryEvent["kind"],
  fields: Partial<HistoryEvent> = {},
): Change => ({
  kind: "event",
  event: { key, at: at(time), kind, state: 0, stateType: 1, checkAttempt: 1, output: "", reason: "", ...fields },
});
const configured = (key: ResourceKey, time: string): Change => event(key, time, "object-configured", { state: 4 });

let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApi({
    before: [
      event(SERVER_KEY, "01T00:00", "monitoring-started"),
      ...[WEB_01, WEB_02, HTTP, HTTP_02, DISK].flatMap((key) => [
        configured(key, "01T00:00"),
        event(key, "01T00:00", "first-result"),
      ]),
      // Since the day before the report.
      event(HTTP, "09T22:00", "hard-state", { state: 2, output: "500" }),
      event(HTTP, "10T01:00", "acknowledgement-set", { reason: "acknowledged by ann", output: 'on it, "soon"' }),
      event(WEB_01, "10T02:00", "downtime-started", { reason: "downtime 7 starts as planned" }),
      event(WEB_01, "10T03:00", "downtime-ended", { reason: "downtime 7 ran its time" }),
      event(HTTP, "10T04:00", "recovery"),
      event(HTTP, "10T04:00", "acknowledgement-ended"),
      event(HTTP_02, "10T03:00", "hard-state", { state: 3 }),
      event(HTTP_02, "10T06:00", "recovery"),
      event(SERVER_KEY, "10T10:00", "monitoring-stopped"),
      event(SERVER_KEY, "10T12:00", "monitoring-started"),
      event(DISK, "12T00:00", "soft-state", { state: 1, stateType: 0 }),
    ],
  });
});
afterAll(() => api.close());

const DAY = "from=2023-11-10&to=2023-11-11&zone=UTC";
const report = (query: string, as?: As): Promise<Answer> => api.get(`/api/availability?${query}`, as);

interface Reported {
  readonly group: Readonly<Record<string, unknown>> | null;
  readonly report: Readonly<Record<string, unknown>>;
  readonly result: readonly {
    readonly table: readonly { status: string; outside_downtime_ms: number; in_downtime_ms: number }[];
    readonly outages: readonly unknown[];
    readonly service_time_ms: number;
  }[];
}
const hoursOf = (answer: Answer, index = 0): Readonly<Record<string, readonly [number, number]>> =>
  Object.fromEntries(
    (answer.body as Reported).result[index]!.table.map(
      (row) => [row.status, [row.outside_downtime_ms / HOUR_MS, row.in_downtime_ms / HOUR_MS]] as const,
    ).filter(([, [outside, inside]]) => outside + inside > 0),
  );

describe("GET /api/availability", () => {
  test("counts a service: a problem of the day before, downtime of its host, and a time without a server", async () => {
    const answer = await report(`host_id=1&service_id=101&${DAY}`);

    expect(answer.status).toBe(200);
    expect(hoursOf(answer)).toEqual({ critical: [3, 1], ok: [18, 0], unmonitored: [2, 0] });
    expect(answer.body).toMatchObject({
      report: { start: "2023-11-10T00:00:00Z", end: "2023-11-11T00:00:00Z", is_final: true, period: null, zone: "UTC" },
      group: null,
      result: [
        {
          host: { id: 1, name: "web-01" },
          service: { id: 101, name: "HTTP" },
          service_time_ms: 24 * HOUR_MS,
          good_ms: 18 * HOUR_MS,
          bad_ms: 3 * HOUR_MS,
          excluded_ms: 3 * HOUR_MS,
          availability: 18 / 21,
          failures: 1,
          mttr_ms: 3 * HOUR_MS,
          mtbf_ms: 18 * HOUR_MS,
          acknowledged_ms: 3 * HOUR_MS,
          unmonitored_beyond_ms: 360_000,
          outages_total: 1,
          outages: [
            {
              start: "2023-11-10T00:00:00Z",
              end: "2023-11-10T04:00:00Z",
              statuses: ["critical"],
              duration_ms: 4 * HOUR_MS,
              in_downtime_ms: HOUR_MS,
              bad_ms: 3 * HOUR_MS,
              began_before: true,
              continues_after: false,
              acknowledgements: [{ time: "2023-11-10T01:00:00Z", by: "ann", comment: 'on it, "soon"' }],
            },
          ],
        },
      ],
    });
  });

  test("counts by the policy, which is part of the answer", async () => {
    const answer = await report(`host_id=1&service_id=101&${DAY}&policy=downtime=counted,unmonitored=bad`);

    expect(answer.body).toMatchObject({
      report: { policy: { critical: { in_downtime: "bad" }, unmonitored: { outside_downtime: "bad" } } },
      result: [{ good_ms: 18 * HOUR_MS, bad_ms: 6 * HOUR_MS, excluded_ms: 0, availability: 0.75 }],
    });
  });

  test("counts the days of the zone, and at most to the present", async () => {
    const answer = await report("host_id=1&from=2023-11-14&to=2023-11-16&zone=America/Sao_Paulo");

    expect(answer.body).toMatchObject({
      report: { start: "2023-11-14T03:00:00Z", end: "2023-11-14T22:13:20Z", is_final: false },
    });
    expect((answer.body as Reported).result[0]!.service_time_ms).toBe((NOW - at("14T03:00")) * 1000);
  });

  test.each([
    ["all", 17 * HOUR_MS, 5 * HOUR_MS, 17 / 22],
    ["1", 21 * HOUR_MS, HOUR_MS, 21 / 22],
    ["2", 17 * HOUR_MS, 5 * HOUR_MS, 17 / 22],
    ["any", 21 * HOUR_MS, HOUR_MS, 21 / 22],
    ["mean", 37 * HOUR_MS, 6 * HOUR_MS, 37 / 43],
  ])("counts a service group as %s", async (mode, good, bad, availability) => {
    const answer = await report(`servicegroup_id=1&${DAY}&group=${mode}`);

    expect(answer.body).toMatchObject({
      group: { kind: "servicegroup", id: 1, name: "Web", mode, good_ms: good, bad_ms: bad, availability },
      result: [{ service: { name: "HTTP" }, outages: [], outages_total: 1 }, { host: { name: "web-02" } }],
    });
  });

  test("has only what the caller sees", async () => {
    expect((await report(`servicegroup_id=1&${DAY}`, "operator")).body).toMatchObject({ result: [{}, {}] });
    expect((await report(`servicegroup_id=2&${DAY}`, "operator")).status).toBe(404);
    expect((await report(`hostgroup_id=1&${DAY}`, "stranger")).status).toBe(404);
    expect((await report(`host_id=1&service_id=103&${DAY}`, "operator")).status).toBe(404);
    expect((await report(`host_id=1&service_id=103&${DAY}`)).status).toBe(200);
  });

  test("is written as CSV, a line for each member and for the group", async () => {
    const answer = await report(`servicegroup_id=1&${DAY}&format=csv&group=any`);
    const [header = "", ...lines] = answer.text.trimEnd().split("\r\n");
    const cells = lines.map((line) => {
      const values = line.match(/("([^"]|"")*"|[^,]*)(,|$)/g)!.map((text) => text.replace(/,$/, ""));
      return Object.fromEntries(header.split(",").map((name, index) => [name, values[index]]));
    });

    expect(answer.headers["content-type"]).toBe("text/csv; charset=utf-8");
    expect(cells).toMatchObject([
      {
        kind: "service",
        host: "web-01",
        service: "HTTP",
        group: "Web",
        critical_ms: "10800000",
        critical_in_downtime_ms: "3600000",
      },
      { kind: "service", host: "web-02", service: "HTTP", unknown_ms: "10800000", up_ms: "" },
      {
        kind: "servicegroup",
        host: "",
        group: "Web",
        group_mode: "any",
        availability: String(21 / 22),
        is_final: "true",
      },
    ]);
    expect(cells[0]!["policy"]).toMatch(/^"ok=good,downtime\.ok=excluded,/);
  });

  test.each([
    ["", ["'from'", "'to'", "Name one of"]],
    ["host_id=1&hostgroup_id=1&from=2023-11-10&to=2023-11-11", ["Name one of"]],
    ["service_id=1&from=2023-11-10&to=2023-11-11", ["Name one of"]],
    ["host_id=one&from=2023-11-10&to=2023-11-11", ["'host_id'"]],
    ["host_id=1&from=2023-11-31&to=2023-12-01", ["'from'"]],
    ["host_id=1&from=2023-11-10&to=2023-11-10", ["'to'", "after from"]],
    ["host_id=1&from=2003-11-10&to=2023-11-10", ["'to'", "at most 3660 days"]],
    [`host_id=1&${DAY}&zone=Paris`, ["'zone'"]],
    [`host_id=1&${DAY}&period=never-heard`, ["'period'"]],
    [`host_id=1&${DAY}&policy=ok=perfect`, ["'policy'", "good, bad, excluded"]],
    [`host_id=1&${DAY}&policy=fine=good`, ["'policy'", "'fine' is none of"]],
    [`host_id=1&${DAY}&policy=${"a".repeat(1001)}`, ["'policy'", "1000 characters"]],
    [`host_id=1&${DAY}&group=some&soft=maybe&format=xml`, ["'group'", "'soft'", "'format'"]],
  ])("refuses %s", async (query, texts) => {
    const answer = await report(query);

    expect(answer.status).toBe(400);
    for (const text of texts) expect(answer.text).toContain(text);
  });
});
