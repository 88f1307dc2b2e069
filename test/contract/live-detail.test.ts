import Type from "typebox";
import { Value } from "typebox/value";
import { detailAnswer } from "../../src/interfaces/api/live-detail/schema.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Change } from "../../src/model/change.ts";
import type { HistoryEvent } from "../../src/model/history-event.ts";
import { newState } from "../../src/model/initial-state.ts";
import type { Resource } from "../../src/model/objects.ts";
import { hostKey, type ResourceKey } from "../../src/model/resource-key.ts";
import type { StateFields } from "../../src/model/state-fields.ts";
import { type ApiUnderTest, type As, openApi } from "../support/api-under-test.ts";
import { HTTP, inventedInventory, inventedStates, NOW } from "../support/invented-site.ts";
import { sampleComment, sampleDowntime, sampleEvent } from "../support/record-samples.ts";
import { stateWith } from "../support/state-with.ts";

const HOUR = 3_600;
const SECRET = "hunter2hunter2";

const event = (key: ResourceKey, at: number, changes: Partial<HistoryEvent>): Change => ({
  kind: "event",
  event: { ...sampleEvent(key), stateType: 1, at, ...changes },
});
const state = (key: ResourceKey, changes: Partial<StateFields>): Change => ({
  kind: "state",
  key,
  state: stateWith(inventedStates.get(key) ?? newState(4), changes),
});

const service = inventedInventory.services.find(({ key }) => key === HTTP)!;
const changed: Resource = {
  ...service,
  checkCommand: { name: "check_http", args: [SECRET], raw: `check_http!${SECRET}` },
  customVariables: new Map([
    ["PASSWORD", SECRET],
    ["URL", `https://u:${SECRET}@shop.example/`],
    ["TIER", "1"],
  ]),
  notes: "<b>Call the shop</b>",
  notesUrl: "https://wiki.example/$HOSTNAME$?s=$SERVICEDESC$",
  actionUrl: "javascript:alert(1)",
  contacts: ["operator"],
  checkInterval: 5,
};

const host: Resource = {
  ...inventedInventory.hosts.find(({ hostId }) => hostId === 2)!,
  checkCommand: { name: "check_ping", args: [SECRET], raw: `check_ping!${SECRET}` },
  customVariables: new Map([["SNMPCOMMUNITY", SECRET]]),
};

let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApi({
    resources: [changed, host],
    before: [
      state(HTTP, {
        output: "CRITICAL - 500\nbody: <html>\n",
        perfdata: "time=1.9s;1;3;0;10 load=40%;@10:20 ok=U x",
        commandLine: `/opt/check_http -p ${SECRET}`,
      }),
      event(HTTP, NOW - 30 * HOUR, { kind: "recovery", state: 0, reason: "CRITICAL before, OK now: it is over" }),
      event(HTTP, NOW - 10 * HOUR, { kind: "hard-state", state: 1, reason: "OK before, WARNING now: it is hard" }),
      event(HTTP, NOW - 9 * HOUR, { kind: "downtime-started", state: 1, reason: "downtime 4 starts as planned" }),
      event(HTTP, NOW - 8 * HOUR, { kind: "downtime-ended", state: 1, reason: "downtime 4 ran its time" }),
      event(HTTP, NOW - 2 * HOUR, { kind: "hard-state", state: 2, reason: "WARNING before, CRITICAL now: it is hard" }),
      event(HTTP, NOW - HOUR, { kind: "comment-added", state: 2, output: "on it", reason: "comment 3 added by ada" }),
      event(hostKey(900), NOW - 900, { kind: "object-removed", state: 0, reason: "removed by a reload" }),
      {
        kind: "downtime",
        record: { ...sampleDowntime(7, HTTP), startTime: NOW + 60, endTime: NOW + 120, isStarted: false },
      },
      { kind: "comment", record: { ...sampleComment(3, HTTP), text: "on it" } },
    ],
  });
});
afterAll(() => api.close());

const read = async (path: string, as?: As) => (await api.get(`/api/resources/${path}`, as)).body;

describe("GET /api/resources/{key}", () => {
  test("shows everything about a service beside its row", async () => {
    expect(await read("s1.101")).toMatchObject({
      key: "s1.101",
      type: "service",
      name: "HTTP",
      host: { key: "h1", name: "web-01", state: "UP" },
      state: "CRITICAL",
      output: "CRITICAL - 500",
      long_output: "CRITICAL - 500\nbody: <html>\n",
      perfdata: [
        {
          label: "time",
          value: 1.9,
          unit: "s",
          warning: { low: 0, high: 1, inside: false },
          critical: { low: 0, high: 3, inside: false },
          min: 0,
          max: 10,
          percent: 19,
        },
        { label: "load", value: 40, unit: "%", warning: { low: 10, high: 20, inside: true }, percent: 40 },
        { label: "ok", value: null, percent: null },
      ],
      perfdata_faults: [{ at: 40, reason: "no equals sign after the label" }],
      check: {
        source: "active",
        interval_seconds: 300,
        execution_time: 0.25,
        last: "2023-11-14T22:12:20Z",
        results: 0,
      },
      notification: { number: 0, last: null, next: null, enabled: true },
      groups: [{ name: "Web", alias: "Web" }],
      contacts: [{ name: "operator" }],
      notes: "<b>Call the shop</b>",
      comments: [{ id: 3, text: "on it", type: "user" }],
      downtimes: [{ id: 7, start: "2023-11-14T22:14:20Z", started: false }],
      zone: expect.any(String),
    });
  });

  test("shows no secret in command lines and custom variables, whoever asks", async () => {
    const answer = await api.get("/api/resources/s1.101");

    expect(answer.text).not.toContain(SECRET);
    expect(answer.body).toMatchObject({
      command: { configured: "check_http!$_SERVICEPASSWORD$", line: "/opt/check_http -p $_SERVICEPASSWORD$" },
      variables: [
        { name: "PASSWORD", value: null, secret: true },
        { name: "URL", value: "https://u:$_SERVICEPASSWORD$@shop.example/", secret: false },
        { name: "TIER", value: "1", secret: false },
      ],
    });
  });

  test.each(["beta", "v2", "v21.10", "latest"])("shows none under the Centreon paths of %s either", async (version) => {
    const path = "hosts/1/services/101";
    for (const as of ["admin", "operator", "viewer"] as const) {
      const service = await api.get(`/centreon/api/${version}/monitoring/${path}`, as);
      const details = await api.get(`/centreon/api/${version}/monitoring/resources/${path}`, as);

      expect(service.body).toMatchObject({ id: 101, check_command: "check_http!$_SERVICEPASSWORD$" });
      expect(details.body).toMatchObject({ id: 101 });
      expect(service.text + details.text).not.toContain(SECRET);
    }
    expect((await api.get(`/centreon/api/${version}/monitoring/${path}`)).body).toMatchObject({
      command_line: "/opt/check_http -p $_SERVICEPASSWORD$",
    });
    expect((await api.get(`/centreon/api/${version}/monitoring/hosts/2`)).body).toMatchObject({
      check_command: "check_ping!$_HOSTSNMPCOMMUNITY$",
    });
  });

  test.each(["s1.101", "s1.102", "h1", "h2", "h4"])("answers for %s exactly as its schema says", async (key) => {
    const body = await read(key);
    const schema = Type.Unsafe<unknown>(detailAnswer);

    expect([...Value.Errors(schema, body)]).toEqual([]);
    expect(Value.Clean(schema, structuredClone(body))).toEqual(body);
  });

  test("links only to http and https, with macros replaced", async () => {
    expect(await read("s1.101")).toMatchObject({
      links: [{ kind: "notes", url: "https://wiki.example/web-01?s=HTTP" }],
    });
  });

  test("tells the hard states of the last day", async () => {
    expect(await read("s1.101")).toMatchObject({
      last_24h: [
        [NOW - 24 * HOUR, "OK"],
        [NOW - 10 * HOUR, "WARNING"],
        [NOW - 2 * HOUR, "CRITICAL"],
      ],
    });
  });

  test("tells what the rules answer now, and where administrators find the definition", async () => {
    const now = {
      contact: null,
      outcome: "waiting",
      code: "soft",
      definition: { type: "service", name: "web-01/Disk" },
    };

    const [ofAdmin] = ((await read("s1.102")) as { decisions_now: object[] }).decisions_now;
    const [ofViewer] = ((await read("s1.102", "viewer")) as { decisions_now: object[] }).decisions_now;

    expect(ofAdmin).toMatchObject({ ...now, definition: { ...now.definition, file: service.source.file } });
    expect(ofViewer).toMatchObject({ ...now, definition: { ...now.definition, file: null, line: null } });
  });

  test("lists what the caller may do, and shows the command line to those with the role", async () => {
    expect(await read("s1.101", "operator")).toMatchObject({
      allowed: [
        "acknowledge",
        "end-acknowledgement",
        "schedule-downtime",
        "extend-downtime",
        "cancel-downtime",
        "check",
        "comment",
        "delete-comment",
        "submit",
      ],
      command: { line: expect.any(String) },
      defined: null,
    });
    expect(await read("s1.101", "viewer")).toMatchObject({
      allowed: [],
      command: { configured: "check_http", line: null },
    });
    expect(await read("s1.101", "submitter")).toMatchObject({ allowed: ["submit"] });
  });

  test("shows a host with its groups", async () => {
    expect(await read("h1", "viewer")).toMatchObject({
      key: "h1",
      type: "host",
      alias: "The web-01",
      groups: [{ name: "Front" }],
      services: { total: 2 },
      parents: { total: 0, items: [] },
    });
  });

  test.each(["s1.103", "h3", "h999", "s1.999", "x1", "s1", "h0", "h99999999", "s1.101.1"])(
    "%s is the same 404 whether it is hidden, missing or no key",
    async (key) => {
      expect(await api.get(`/api/resources/${key}`, "viewer")).toMatchObject({
        status: 404,
        body: { code: "not-found", message: "Resource not found" },
      });
    },
  );
});

describe("GET /api/resources/{key}/events", () => {
  const kinds = async (query: string) =>
    (await api.get(`/api/resources/s1.101/events${query}`)).rows.map(({ kind }) => kind);

  test("is newest first, paged by id", async () => {
    const first = await api.get("/api/resources/s1.101/events?limit=2");

    expect(first.rows).toMatchObject([
      {
        kind: "comment-added",
        key: "s1.101",
        host: { name: "web-01" },
        service: { name: "HTTP" },
        by: "ada",
        output: "on it",
      },
      { kind: "hard-state", state_name: "CRITICAL", state_type: 1, by: null, time: "2023-11-14T20:13:20Z" },
    ]);
    expect(await kinds(`?limit=3&before=${String(first.meta["next_before"])}`)).toEqual([
      "downtime-ended",
      "downtime-started",
      "hard-state",
    ]);
    expect((await api.get("/api/resources/s1.101/events")).meta).toEqual({ limit: 100, next_before: null });
  });

  test("is filtered by kind", async () => {
    expect(await kinds("?kind=hard-state,recovery")).toEqual(["hard-state", "hard-state", "recovery"]);
    expect(await api.get("/api/resources/s1.101/events?kind=strange")).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("kind") },
    });
  });

  test("shows administrators the history of a removed resource; nobody one that never was", async () => {
    expect((await api.get("/api/resources/h900/events")).rows).toMatchObject([
      { kind: "object-removed", host: { name: null } },
    ]);
    expect(await api.get("/api/resources/h900/events", "operator")).toMatchObject({ status: 404 });
    expect(await api.get("/api/resources/h901/events")).toMatchObject({ status: 404 });
    expect(await api.get("/api/resources/s1.103/events", "operator")).toMatchObject({ status: 404 });
  });
});

describe("GET /api/resources/{key}/metrics", () => {
  const from = NOW - 12 * HOUR;

  test("has values, thresholds, states and downtimes of the same range", async () => {
    await api.timeSeries().status();
    for (let minute = 0; minute < 60; minute += 5)
      api.timeSeries().accept(
        HTTP,
        stateWith(newState(0), {
          lastCheck: NOW + HOUR + minute * 60,
          state: 0,
          perfdata: `time=${minute / 100}s;${minute < 30 ? 1 : 2};3;0 hits=${minute * 300}c`,
        }),
      );
    const answer = (await read(`s1.101/metrics?from=${NOW + HOUR}&to=${NOW + 2 * HOUR}&points=4`)) as {
      step: number;
      metrics: { label: string; unit: string; points: number[][]; thresholds: unknown[] }[];
    };
    const past = await read(`s1.101/metrics?from=${from}`);

    expect(answer.metrics.map(({ label, unit }) => [label, unit])).toEqual([
      ["time", "s"],
      ["hits", "/s"],
    ]);
    expect(answer.metrics[0]).toMatchObject({ warning: { high: 2 }, critical: { high: 3 }, min: 0, max: null });
    expect(answer.metrics[0]!.thresholds).toMatchObject([{ warning: { high: 1 } }, { warning: { high: 2 } }]);
    for (const [, least, average, greatest] of answer.metrics[0]!.points) {
      expect(least).toBeLessThanOrEqual(average!);
      expect(average).toBeLessThanOrEqual(greatest!);
    }
    expect(answer.metrics[0]!.points.length).toBeGreaterThan(2);
    // 1,500 more every five minutes.
    expect(answer.metrics[1]!.points.at(-1)!.slice(1)).toEqual([5, 5, 5]);
    expect(past).toMatchObject({
      states: [
        [from, "OK"],
        [NOW - 10 * HOUR, "WARNING"],
        [NOW - 2 * HOUR, "CRITICAL"],
      ],
      downtimes: [[NOW - 9 * HOUR, NOW - 8 * HOUR]],
    });
  });

  test.each([
    ["from=2023-11-14T22:00:00Z&to=2023-11-14T21:00:00Z", "from"],
    ["points=1001", "points"],
    ["from=never", "from"],
    ["from=1&to=999999999", "from"],
  ])("refuses %s by its field", async (query, field) => {
    expect(await api.get(`/api/resources/s1.101/metrics?${query}`)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining(field) },
    });
  });
});
