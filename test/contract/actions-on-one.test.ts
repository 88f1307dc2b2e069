import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ApiUnderTest, type As, openApi } from "../support/api-under-test.ts";

const ORIGINAL_TOKENS = ["v2", "beta"];
const LATER_TOKENS = ["v20.04", "v21.10", "v22.10", "latest"];
const TOKENS = [...ORIGINAL_TOKENS, ...LATER_TOKENS];
const HOST = "/monitoring/hosts/1";
const SERVICE = "/monitoring/hosts/1/services/101";
// The clock is at 2023-11-14T22:13:20Z.
const NOW = "2023-11-14T22:13:20Z";
const DOWNTIME = {
  start_time: "2023-11-14T22:00:00Z",
  end_time: "2023-11-14T23:00:00Z",
  is_fixed: true,
  duration: 3600,
  comment: "kernel",
};

let api: ApiUnderTest;
beforeEach(async () => {
  api = await openApi();
});
afterEach(() => api.close());

const send = (body: unknown, path: string, token = "latest", as: As = "admin") =>
  api.post(`/centreon/api/${token}${path}`, body, as);
const checks = async (): Promise<readonly unknown[]> =>
  (await api.get("/api/events/log?limit=99")).rows
    .filter(({ reason }) => /^check (forced|scheduled)/.test(String(reason)))
    .map((row) => [
      (row["host"] as { id: number }).id,
      (row["service"] as { id: number } | null)?.id ?? 0,
      /^check (\w+)/.exec(String(row["reason"]))![1],
    ])
    .toSorted();
const downtimes = async (): Promise<readonly string[]> =>
  (await api.get("/monitoring/downtimes?limit=99")).rows
    .map((row) => `${String(row["host_id"])}/${String(row["service_id"])} ${String(row["comment"])}`)
    .toSorted();
const comments = async () =>
  (await api.get("/api/comments")).rows.map(({ comment, author, entry_time }) => [comment, author, entry_time]);
const DONE = { status: 204, text: "" };

describe("a check of one host or service (later versions §7.3)", () => {
  test.each(TOKENS)("is forced unless it says otherwise, and visible to the next read, under %s", async (token) => {
    expect(await send({}, `${HOST}/check`, token, "operator")).toMatchObject(DONE);
    expect(await send({ is_forced: false }, `${SERVICE}/check`, token, "operator")).toMatchObject(DONE);

    expect(await checks()).toEqual([
      [1, 0, "forced"],
      [1, 101, "scheduled"],
    ]);
    expect((await api.get(HOST)).body).toMatchObject({ next_check: NOW });
    expect((await api.get(SERVICE)).body).toMatchObject({ next_check: NOW });
  });

  test.each([
    {},
    { "content-type": "application/json" },
    { "content-type": "application/json", "content-length": "0" },
  ])("may have an empty body: %j", async (headers) => {
    expect(await api.call("POST", `${HOST}/check`, { headers })).toMatchObject(DONE);
    expect(await checks()).toEqual([[1, 0, "forced"]]);
  });

  test("of what cannot be checked actively is 204, too", async () => {
    expect(await send({ is_forced: true }, "/monitoring/hosts/6/services/101/check")).toMatchObject(DONE);
  });
});

describe("several of one kind (later versions §7.3)", () => {
  test("checks", async () => {
    const hosts = [{ resource_id: 1 }, { resource_id: 2, is_forced: false }, { resource_id: 999 }, { resource_id: 3 }];
    const services = [
      { resource_id: 101, parent_resource_id: 1, is_forced: true },
      { resource_id: 103, parent_resource_id: 1 },
      { resource_id: 101, parent_resource_id: 999 },
    ];

    expect(await send(hosts, "/monitoring/hosts/check", "latest", "operator")).toMatchObject(DONE);
    expect(await send(services, "/monitoring/services/check", "latest", "operator")).toMatchObject(DONE);

    expect(await checks()).toEqual([
      [1, 0, "forced"],
      [1, 101, "forced"],
      [2, 0, "scheduled"],
    ]);
  });

  test.each(TOKENS)("downtimes, each with its own members, under %s", async (token) => {
    const hosts = [
      { ...DOWNTIME, resource_id: 1, comment: "one" },
      { ...DOWNTIME, resource_id: 2, comment: "two", with_services: true },
      { ...DOWNTIME, resource_id: 3 },
    ];
    const services = [
      { ...DOWNTIME, resource_id: 102, parent_resource_id: 1, comment: "three", with_services: true },
      { ...DOWNTIME, resource_id: 103, parent_resource_id: 1 },
    ];

    expect(await send(hosts, "/monitoring/hosts/downtimes", token, "operator")).toMatchObject(DONE);
    expect(await send(services, "/monitoring/services/downtimes", token, "operator")).toMatchObject(DONE);

    expect(await downtimes()).toEqual(["1/102 three", "1/null one", "2/101 two", "2/null two"]);
  });

  test.each([
    [
      "hosts/check",
      [{ resource_id: "1" }, 7],
      "[[0].resource_id] String value found, but an integer is required\n[[1]] Integer value found, but an object is required\n",
    ],
    [
      "services/check",
      [{ resource_id: 101 }],
      "[[0].parent_resource_id] The property parent_resource_id is required\n",
    ],
    [
      "hosts/downtimes",
      [
        { ...DOWNTIME, resource_id: 1 },
        { ...DOWNTIME, resource_id: 1, foo: 1 },
      ],
      "[[1]] The property foo is not defined and the definition does not allow additional properties\n",
    ],
    ["services/downtimes", { resources: [] }, "Object value found, but an array is required\n"],
    ["hosts/check", "", "Error when decoding your sent data"],
  ])("a wrong %s is refused for all", async (path, body, message) => {
    expect(await send(body, `/monitoring/${path}`)).toMatchObject({ status: 500, body: { code: 500, message } });
    expect([await checks(), await downtimes()]).toEqual([[], []]);
  });

  test("without the role they are refused as one is (§1.2)", async () => {
    for (const path of ["hosts/check", "services/check", "hosts/downtimes", "services/downtimes"]) {
      expect(await send([], `/monitoring/${path}`, "v21.10", "viewer")).toMatchObject({ status: 401, text: "" });
      expect(await send([], `/monitoring/${path}`, "latest", "viewer")).toMatchObject({ status: 403 });
      expect(await send([], `/monitoring/${path}`, "latest", "operator")).toMatchObject(DONE);
    }
  });
});

describe("a comment on one host or service (later versions §7.3)", () => {
  test.each(TOKENS)("is visible to the next read, under %s", async (token) => {
    const date = "2023-11-01T10:00:00+0100";

    expect(await send({ comment: "on the host" }, `${HOST}/comments`, token, "operator")).toMatchObject(DONE);
    expect(await send({ comment: "on the service", date }, `${SERVICE}/comments`, token)).toMatchObject(DONE);
    expect(await send({ comment: "now", date: null }, `${SERVICE}/comments`, token)).toMatchObject(DONE);

    expect(await comments()).toEqual([
      ["now", "admin", NOW],
      ["on the service", "admin", "2023-11-01T09:00:00Z"],
      ["on the host", "operator", NOW],
    ]);
  });
});

describe("a missing or hidden target (later versions §7.3)", () => {
  test.each([
    ["/monitoring/hosts/999/check", "Host not found"],
    ["/monitoring/hosts/3/check", "Host not found"],
    ["/monitoring/hosts/1/services/103/check", "Service not found"],
    ["/monitoring/hosts/999/comments", "Host not found"],
    ["/monitoring/hosts/1/services/103/comments", "Service not found"],
    ["/monitoring/hosts/999/submit", "Host 999 not found"],
    ["/monitoring/metaservices/1/check", "Metaservice not found"],
    ["/monitoring/metaservices/1/submit", "Metaservice not found"],
    ["/monitoring/metaservices/1/comments", "Metaservice not found"],
    ["/monitoring/metaservices/1/acknowledgements", "Metaservice not found"],
    ["/monitoring/metaservices/1/downtimes", "Metaservice not found"],
  ])("%s: 404 %s", async (path, message) => {
    const action = path.split("/").at(-1)!;
    const bodies: Readonly<Record<string, unknown>> = {
      check: { is_forced: true },
      submit: { status: 0 },
      comments: { comment: "x" },
      acknowledgements: { comment: "x", is_notify_contacts: false, is_persistent_comment: false, is_sticky: false },
      downtimes: DOWNTIME,
    };

    for (const token of TOKENS)
      expect(await send(bodies[action], path, token, "operator")).toMatchObject({
        status: 404,
        body: { code: 404, message },
      });
  });
});

describe("mistakes in the body of an action on one resource (later versions §1.2, §3.3)", () => {
  const required = "The property start_time is required";
  const { start_time: _, ...withoutStart } = DOWNTIME;
  const UNKNOWN = "The property foo is not defined and the definition does not allow additional properties";
  test.each<[string, unknown, string | null, string]>([
    [`${HOST}/downtimes`, withoutStart, `Error on 'start_time': ${required}`, `[start_time] ${required}\n`],
    [`${SERVICE}/downtimes`, { ...DOWNTIME, foo: 1, author_id: 7 }, null, `${UNKNOWN}\n`],
    [
      `${HOST}/downtimes`,
      { ...withoutStart, duration: "1", end_time: "2023-11-14" },
      `Error on 'start_time': ${required}\n` +
        `Error on 'end_time': Invalid date-time "2023-11-14", expected format YYYY-MM-DDThh:mm:ssZ or YYYY-MM-DDThh:mm:ss+hh:mm\n` +
        "Error on 'duration': String value found, but an integer is required",
      `[start_time] ${required}\n` +
        `[end_time] Invalid date-time "2023-11-14", expected format YYYY-MM-DDThh:mm:ssZ or YYYY-MM-DDThh:mm:ss+hh:mm\n` +
        "[duration] String value found, but an integer is required\n",
    ],
    [
      `${HOST}/downtimes`,
      [],
      "Error on '': Array value found, but an object is required",
      "Array value found, but an object is required\n",
    ],
    [`${HOST}/downtimes`, "", "Internal error", "Error when decoding your sent data"],
    [`${HOST}/downtimes`, "{", "Invalid json message received", "Error when decoding your sent data"],
    [
      `${HOST}/check`,
      { is_forced: 1 },
      "Error on 'is_forced': Integer value found, but a boolean is required",
      "[is_forced] Integer value found, but a boolean is required\n",
    ],
    [`${SERVICE}/check`, { foo: true }, `Error on '': ${UNKNOWN}`, `${UNKNOWN}\n`],
    [
      `${HOST}/check`,
      [],
      "Error on '': Array value found, but an object is required",
      "Array value found, but an object is required\n",
    ],
    [
      `${SERVICE}/submit`,
      { output: "x" },
      "Error on 'status': The property status is required",
      "[status] The property status is required\n",
    ],
    [
      `${HOST}/comments`,
      { date: null },
      "Error on 'comment': The property comment is required",
      "[comment] The property comment is required\n",
    ],
    [
      `${SERVICE}/comments`,
      { comment: "x", date: "today" },
      `Error on 'date': Invalid date-time "today", expected format YYYY-MM-DDThh:mm:ssZ or YYYY-MM-DDThh:mm:ss+hh:mm`,
      `[date] Invalid date-time "today", expected format YYYY-MM-DDThh:mm:ssZ or YYYY-MM-DDThh:mm:ss+hh:mm\n`,
    ],
  ])("%s %j", async (path, body, original, later) => {
    for (const token of ORIGINAL_TOKENS)
      expect(await send(body, path, token)).toMatchObject(
        original === null ? DONE : { status: 500, body: { code: 500, message: original } },
      );
    for (const token of LATER_TOKENS)
      expect(await send(body, path, token)).toMatchObject({ status: 500, body: { code: 500, message: later } });
    expect([await checks(), await comments()].flat().length).toBe(0);
  });
});
