import { afterEach, describe, expect, test } from "vitest";
import type { Role } from "../../src/access/caller.ts";
import { type ApiUnderTest, type As, openApi } from "../support/api-under-test.ts";

const ACKNOWLEDGE = "/monitoring/resources/acknowledge";
const CANCEL = "/monitoring/resources/acknowledgements";
const DOWNTIME = "/monitoring/resources/downtime";
const CHECK = "/monitoring/resources/check";
const COMMENTS = "/monitoring/resources/comments";
const TOKENS = ["v2", "v20.04", "v21.10", "v22.10", "latest"];

// The clock is at 2023-11-14T22:13:20Z. web-02 (2) is DOWN, HTTP (1/101) CRITICAL, Disk (1/102) WARNING, HTTP of web-02
// (2/101) UNKNOWN; the others are UP or OK. db-01 (3) and Load (1/103) are hidden from the operator.
const host = (id: number, parent: unknown = null) => ({ type: "host", id, parent });
const service = (hostId: number, id: number) => ({ type: "service", id, parent: { id: hostId } });
const QUIET = { comment: "seen", force_active_checks: false };
const TIMES = {
  start_time: "2023-11-14T22:00:00Z",
  end_time: "2023-11-14T23:00:00Z",
  is_fixed: true,
  duration: 3600,
  comment: "kernel",
};

let api: ApiUnderTest;
const open = async (operatorRoles?: readonly Role[]): Promise<void> => {
  api = await openApi(operatorRoles === undefined ? {} : { operatorRoles });
};
afterEach(() => api.close());

const placeOf = ({ id, parent }: Readonly<Record<string, unknown>>): string =>
  parent === null ? String(id) : `${(parent as { readonly id: number }).id}/${String(id)}`;
/** Resources of which the list says so. */
const listedAs = async (flag: "is_acknowledged" | "is_in_downtime"): Promise<readonly string[]> =>
  (await api.get("/centreon/api/latest/monitoring/resources?limit=99")).rows
    .filter((row) => row[flag] === true)
    .map(placeOf)
    .toSorted();
const acknowledged = () => listedAs("is_acknowledged");
const downtimes = async (): Promise<readonly string[]> =>
  (await api.get("/monitoring/downtimes?limit=99")).rows
    .map((row) => (row["service_id"] === null ? String(row["host_id"]) : `${row["host_id"]}/${row["service_id"]}`))
    .toSorted();
/** Audit events of checks, by resource. */
const checks = async (): Promise<readonly string[]> =>
  (await api.get("/api/events/log?limit=99")).rows
    .filter(({ reason }) => /^check (forced|scheduled)/.test(String(reason)))
    .map((row) => {
      const {
        host: of,
        service: on,
        reason,
      } = row as {
        host: { id: number };
        service: { id: number } | null;
        reason: string;
      };
      return `${of.id}${on === null ? "" : `/${on.id}`} ${reason}`;
    })
    .toSorted();
const comments = async () =>
  (await api.get("/api/comments")).rows
    .filter(({ type }) => type === "user")
    .map(({ comment, author, entry_time, persistent }) => [comment, author, entry_time, persistent]);
const send = (body: unknown, path: string, as: As = "admin", token = "latest") =>
  api.post(`/centreon/api/${token}${path}`, body, as);
const cancel = (body: unknown, as: As = "admin") => api.call("DELETE", CANCEL, { body, as });
const DONE = { status: 204, text: "" };

describe("POST …/resources/acknowledge (later versions §7.1)", () => {
  test.each(TOKENS)("acknowledges hosts and services, visible to the next read, under %s", async (token) => {
    await open();

    expect(
      await send({ resources: [host(2), service(1, 101)], acknowledgement: QUIET }, ACKNOWLEDGE, "operator", token),
    ).toMatchObject(DONE);

    expect(await acknowledged()).toEqual(["1/101", "2"]);
    expect((await api.get("/monitoring/hosts/acknowledgements")).rows[0]).toMatchObject({
      host_id: 2,
      author_id: 2,
      comment: "seen",
      is_sticky: true,
      is_notify_contacts: true,
      is_persistent_comment: true,
    });
  });

  test("takes each member that is sent", async () => {
    await open();
    const acknowledgement = {
      ...QUIET,
      is_sticky: false,
      is_notify_contacts: false,
      is_persistent_comment: false,
      with_services: false,
    };

    await send({ resources: [host(2)], acknowledgement }, ACKNOWLEDGE);

    expect(await acknowledged()).toEqual(["2"]);
    expect((await api.get("/monitoring/hosts/acknowledgements")).rows[0]).toMatchObject({
      is_sticky: false,
      is_notify_contacts: false,
      is_persistent_comment: false,
    });
  });

  test("without a comment it names the caller; an empty one acknowledges nothing (contract §8.2)", async () => {
    await open();

    await send({ resources: [host(2)], acknowledgement: { is_sticky: true } }, ACKNOWLEDGE);
    await send({ resources: [service(1, 101)], acknowledgement: { comment: "" } }, ACKNOWLEDGE);

    expect(await acknowledged()).toEqual(["2"]);
    expect((await api.get("/monitoring/hosts/acknowledgements")).rows[0]).toMatchObject({
      comment: "Acknowledged by admin",
    });
  });

  test("with_services adds the services of hosts, each resource once", async () => {
    await open();
    const resources = [host(1), host(2), service(2, 101), host(2)];

    await send({ resources, acknowledgement: { ...QUIET, with_services: true } }, ACKNOWLEDGE);

    expect(await acknowledged()).toEqual(["1/101", "1/102", "2", "2/101"]);
    expect((await api.get("/monitoring/hosts/acknowledgements")).rows.length).toBe(1);
    expect((await api.get("/monitoring/services/acknowledgements")).rows.length).toBe(3);
  });

  test("20.04 spells the member acknowledgment", async () => {
    await open();

    expect(await send({ resources: [host(2)], acknowledgment: QUIET }, ACKNOWLEDGE, "admin", "v20.04")).toMatchObject(
      DONE,
    );
    expect(await acknowledged()).toEqual(["2"]);
  });

  test.each([
    ["null", null],
    ["an id of null", { id: null }],
    ["its own id", { id: 2 }],
  ])("the parent of a host may be %s", async (_case, parent) => {
    await open();

    await send({ resources: [host(2, parent)], acknowledgement: QUIET }, ACKNOWLEDGE);

    expect(await acknowledged()).toEqual(["2"]);
  });

  test.each([
    ["default", {}, ["1/101 check forced by admin over the API from 127.0.0.1"]],
    ["true", { force_active_checks: true }, ["1/101 check forced by admin over the API from 127.0.0.1"]],
    ["false", { force_active_checks: false }, []],
  ])("force_active_checks %s", async (_case, more, expected) => {
    await open();

    await send({ resources: [service(1, 101)], acknowledgement: { comment: "seen", ...more } }, ACKNOWLEDGE);

    expect(await checks()).toEqual(expected);
  });
});

describe("the cancellation of acknowledgements (later versions §7.1)", () => {
  const prepare = async (): Promise<void> => {
    const resources = [host(2), service(2, 101), service(1, 101)];
    await send({ resources, acknowledgement: QUIET }, ACKNOWLEDGE);
  };

  test("DELETE with a body; what is not acknowledged is skipped", async () => {
    await open();
    await prepare();

    const resources = [host(2), host(1), service(1, 102), host(999)];
    expect(await cancel({ resources, disacknowledgement: { with_services: false } })).toMatchObject(DONE);
    expect(await acknowledged()).toEqual(["1/101", "2/101"]);

    // The host once more: already cancelled.
    expect(await cancel({ resources: [host(2)], disacknowledgement: { with_services: true } })).toMatchObject(DONE);
    expect(await acknowledged()).toEqual(["1/101"]);
  });

  test("DELETE needs its body", async () => {
    await open();
    const message = "Error when decoding your sent data";

    expect(await api.delete(CANCEL)).toMatchObject({ status: 500, body: { message } });
    expect(await cancel({ resources: [] })).toMatchObject({
      status: 500,
      body: { message: "[disacknowledgement] The property disacknowledgement is required\n" },
    });
  });

  test("POST …/disacknowledge of 20.04 takes the bare array", async () => {
    await open();
    await prepare();

    expect(await send([host(2), service(1, 101)], "/monitoring/resources/disacknowledge")).toMatchObject(DONE);
    expect(await acknowledged()).toEqual(["2/101"]);
    expect(await send({ resources: [] }, "/monitoring/resources/disacknowledge")).toMatchObject({
      status: 500,
      body: { message: "Object value found, but an array is required\n" },
    });
  });
});

describe("POST …/resources/downtime (later versions §7.1)", () => {
  test.each(TOKENS)("schedules it for each resource once, with the services of hosts, under %s", async (token) => {
    await open();
    const downtime = { ...TIMES, with_services: true, author_id: 17 };

    expect(
      await send({ resources: [host(2), service(2, 101), service(1, 102)], downtime }, DOWNTIME, "operator", token),
    ).toMatchObject(DONE);

    expect(await downtimes()).toEqual(["1/102", "2", "2/101"]);
    expect((await api.get("/monitoring/downtimes")).rows[0]).toMatchObject({ author_id: 2, comment: "kernel" });
    expect(await listedAs("is_in_downtime")).toEqual(["1/102", "2", "2/101"]);
  });

  test.each([
    [
      "an unknown member",
      { ...TIMES, foo: 1 },
      "[downtime] The property foo is not defined and the definition does not allow additional properties\n",
    ],
    ["no start", { ...TIMES, start_time: undefined }, "[downtime.start_time] The property start_time is required\n"],
    [
      "a time without a zone",
      { ...TIMES, start_time: "2023-11-14T22:00:00" },
      '[downtime.start_time] Invalid date-time "2023-11-14T22:00:00", expected format YYYY-MM-DDThh:mm:ssZ or YYYY-MM-DDThh:mm:ss+hh:mm\n',
    ],
    ["nothing", {}, "[downtime] Array value found, but an object is required\n"],
  ])("%s is refused under every token (§3.3)", async (_case, downtime, message) => {
    await open();

    for (const token of TOKENS)
      expect(await send({ resources: [host(2)], downtime }, DOWNTIME, "admin", token)).toMatchObject({
        status: 500,
        body: { code: 500, message },
      });
    expect(await downtimes()).toEqual([]);
  });

  test.each(["2023-11-14T22:00:00+0000", "2023-11-14T23:00:00.250+01:00"])("takes the time %s", async (start_time) => {
    await open();

    await send({ resources: [host(2)], downtime: { ...TIMES, start_time } }, DOWNTIME);

    expect((await api.get("/monitoring/downtimes")).rows[0]).toMatchObject({ start_time: "2023-11-14T22:00:00Z" });
  });
});

describe("POST …/resources/check (later versions §7.1)", () => {
  test.each([
    ["default", undefined, "forced"],
    ["forced", { is_forced: true }, "forced"],
    ["ordinary", { is_forced: false }, "scheduled"],
  ])("%s, with an audit event and the new time of the next check", async (_case, check, word) => {
    await open();

    expect(await send({ resources: [host(1), service(1, 101), host(1)], check }, CHECK)).toMatchObject(DONE);

    const by = "by admin over the API from 127.0.0.1";
    expect(await checks()).toEqual([`1 check ${word} ${by}`, `1/101 check ${word} ${by}`]);
    expect((await api.get("/monitoring/hosts/1")).body).toMatchObject({ next_check: "2023-11-14T22:13:20Z" });
  });
});

describe("POST …/resources/comments (later versions §7.1)", () => {
  test.each(TOKENS)("adds persistent comments at their time, under %s", async (token) => {
    await open();
    const resources = [
      { ...host(1), comment: "on the host", date: "2023-11-01T10:00:00+01:00" },
      { ...service(1, 101), comment: "on the service", date: null },
      { ...host(2), comment: "", date: null },
      { ...host(999), comment: "nowhere", date: null },
    ];

    expect(await send({ resources }, COMMENTS, "operator", token)).toMatchObject(DONE);

    expect(await comments()).toEqual([
      ["on the service", "operator", "2023-11-14T22:13:20Z", true],
      ["on the host", "operator", "2023-11-01T09:00:00Z", true],
    ]);
  });

  test("a time in the future is now (ours)", async () => {
    await open();

    await send({ resources: [{ ...host(1), comment: "soon", date: "2100-01-01T00:00:00Z" }] }, COMMENTS);

    expect(await comments()).toEqual([["soon", "admin", "2023-11-14T22:13:20Z", true]]);
  });

  test.each([
    ["no date", { comment: "x" }, "[resources[0].date] The property date is required\n"],
    [
      "a comment of null",
      { comment: null, date: null },
      "[resources[0].comment] NULL value found, but a string is required\n",
    ],
    [
      "a comment that is too long",
      { comment: "x".repeat(4_097), date: null },
      "[resources[0].comment] Must be at most 4096 characters long\n",
    ],
  ])("%s is refused (§3.3)", async (_case, more, message) => {
    await open();

    expect(await send({ resources: [{ ...host(1), ...more }] }, COMMENTS)).toMatchObject({
      status: 500,
      body: { message },
    });
  });
});

describe("the body of an action on several resources (later versions §3.3)", () => {
  const required = "[acknowledgement] The property acknowledgement is required\n";
  const unknown = (name: string) =>
    `The property ${name} is not defined and the definition does not allow additional properties\n`;
  test.each([
    ["empty", "", "Error when decoding your sent data"],
    ["no JSON", "{", "Error when decoding your sent data"],
    ["an array", [host(2)], "Array value found, but an object is required\n"],
    ["flat", { resources: [host(2)], comment: "x" }, `${required}${unknown("comment")}`],
    ["of another action", { resources: [host(2)], downtime: {} }, `${required}${unknown("downtime")}`],
    ["without resources", { acknowledgement: QUIET }, "[resources] The property resources is required\n"],
    [
      "null instead of resources",
      { resources: null, acknowledgement: QUIET },
      "[resources] NULL value found, but an array is required\n",
    ],
    [
      "an empty acknowledgement",
      { resources: [host(2)], acknowledgement: {} },
      "[acknowledgement] Array value found, but an object is required\n",
    ],
    [
      "wrong members",
      {
        resources: [{ type: "host", id: "2", parent: { id: "1" }, name: "x" }],
        acknowledgement: { foo: 1, is_sticky: 1 },
      },
      "[acknowledgement.is_sticky] Integer value found, but a boolean is required\n" +
        `[acknowledgement] ${unknown("foo")}` +
        "[resources[0].id] String value found, but an integer is required\n" +
        "[resources[0].parent.id] String value found, but an integer or a null is required\n" +
        `[resources[0]] ${unknown("name")}`,
    ],
    [
      "without parent",
      { resources: [{ type: "host", id: 2 }], acknowledgement: QUIET },
      "[resources[0].parent] The property parent is required\n",
    ],
    [
      "too many",
      { resources: Array.from({ length: 2_001 }, () => host(2)), acknowledgement: QUIET },
      "[resources] There must be a maximum of 2000 items in the array\n",
    ],
  ])("%s", async (_case, body, message) => {
    await open();

    for (const token of TOKENS)
      expect(await send(body, ACKNOWLEDGE, "admin", token)).toMatchObject({
        status: 500,
        body: { code: 500, message },
      });
    expect(await acknowledged()).toEqual([]);
  });

  test("may be posted as another type, or none", async () => {
    await open();
    const body = { resources: [host(2)], acknowledgement: QUIET };

    expect(
      await api.call("POST", ACKNOWLEDGE, { body, headers: { "content-type": "application/x-www-form-urlencoded" } }),
    ).toMatchObject(DONE);
    expect(await acknowledged()).toEqual(["2"]);
  });
});

describe("targets (later versions §3.5)", () => {
  const BODIES = [
    [ACKNOWLEDGE, { acknowledgement: { ...QUIET, force_active_checks: true } }, {}],
    [DOWNTIME, { downtime: TIMES }, {}],
    [CHECK, {}, {}],
    [COMMENTS, {}, { comment: "x", date: null }],
    ["/monitoring/resources/submit", {}, { status: 0 }],
  ] as const;

  test.each(BODIES)("%s skips what is missing or hidden, and meta services", async (path, more, item) => {
    await open();
    const unseen = [
      host(999),
      host(3),
      service(1, 103),
      service(999, 101),
      { type: "service", id: 101, parent: null },
      { type: "metaservice", id: 1, parent: null },
      { type: "metaservice", id: 1, parent: { id: 1 } },
    ];

    for (const token of TOKENS) {
      const resources = unseen.map((each) => ({ ...each, ...item }));
      expect(await send({ resources, ...more }, path, "operator", token)).toMatchObject(DONE);
      expect(await send({ resources: [], ...more }, path, "operator", token)).toMatchObject(DONE);
    }

    expect([await acknowledged(), await downtimes(), await checks(), await comments()]).toEqual([[], [], [], []]);
  });

  test.each(BODIES)("%s refuses an unknown type for all", async (path, more, item) => {
    await open();
    const resources = [host(2), { ...host(2), type: "Host" }].map((each) => ({ ...each, ...item }));

    expect(await send({ resources, ...more }, path)).toMatchObject({
      status: 500,
      body: { code: 500, message: "Incorrect Resource type: Host" },
    });
    expect([await acknowledged(), await downtimes(), await checks(), await comments()]).toEqual([[], [], [], []]);
  });
});

describe("roles (later versions §3.4)", () => {
  const all = [host(2), service(1, 101)];

  test("a resource without the role is skipped", async () => {
    await open(["service_acknowledgement", "service_schedule_downtime", "service_schedule_check", "service_comment"]);

    expect(await send({ resources: all, acknowledgement: QUIET }, ACKNOWLEDGE, "operator")).toMatchObject(DONE);
    expect(await send({ resources: all, downtime: TIMES }, DOWNTIME, "operator")).toMatchObject(DONE);
    expect(await send({ resources: all }, CHECK, "operator")).toMatchObject(DONE);
    const said = all.map((resource) => ({ ...resource, comment: "x", date: null }));
    expect(await send({ resources: said }, COMMENTS, "operator")).toMatchObject(DONE);
    expect(await cancel({ resources: all, disacknowledgement: { with_services: true } }, "operator")).toMatchObject(
      DONE,
    );

    expect(await acknowledged()).toEqual(["1/101"]);
    expect(await downtimes()).toEqual(["1/101"]);
    expect(await checks()).toEqual(["1/101 check scheduled by operator over the API from 127.0.0.1"]);
    expect((await comments()).length).toBe(1);
  });

  test("none of the roles: nothing is done, 204, and only comments and results need one", async () => {
    await open();

    expect(await send({ resources: all, acknowledgement: { comment: "x" } }, ACKNOWLEDGE, "viewer")).toMatchObject(
      DONE,
    );
    expect(await send({ resources: all, downtime: TIMES }, DOWNTIME, "viewer")).toMatchObject(DONE);
    expect(await send({ resources: all }, CHECK, "viewer")).toMatchObject(DONE);
    for (const [token, status] of [
      ["v2", 401],
      ["v21.10", 401],
      ["v22.04", 403],
      ["latest", 403],
    ] as const)
      for (const path of [COMMENTS, "/monitoring/resources/submit"])
        expect((await send({ resources: [] }, path, "viewer", token)).status).toBe(status);

    expect([await acknowledged(), await downtimes(), await checks(), await comments()]).toEqual([[], [], [], []]);
  });

  test("without the role on services, with_services leaves them out", async () => {
    await open(["host_acknowledgement", "host_disacknowledgement", "host_schedule_downtime"]);
    const acknowledgement = { ...QUIET, with_services: true };

    await send({ resources: [host(2)], acknowledgement }, ACKNOWLEDGE, "operator");
    await send({ resources: [service(2, 101)], acknowledgement: QUIET }, ACKNOWLEDGE, "admin");
    await send({ resources: [host(2)], downtime: { ...TIMES, with_services: true } }, DOWNTIME, "operator");
    expect([await acknowledged(), await downtimes()]).toEqual([["2", "2/101"], ["2"]]);

    await cancel({ resources: [host(2)], disacknowledgement: { with_services: true } }, "operator");
    expect(await acknowledged()).toEqual(["2/101"]);
  });

  test.each([
    ["v2", ["2", "2/101"]],
    ["latest", ["2"]],
  ])("of a downtime of one host it does under later tokens: %s (contract §6.3)", async (token, expected) => {
    await open(["host_schedule_downtime"]);

    await send({ ...TIMES, with_services: true }, "/monitoring/hosts/2/downtimes", "operator", token);

    expect(await downtimes()).toEqual(expected);
  });

  test("of acknowledgements of one host and of a list, too", async () => {
    await open(["host_acknowledgement"]);
    const body = {
      comment: "x",
      is_notify_contacts: false,
      is_persistent_comment: false,
      is_sticky: false,
      with_services: true,
    };

    await send(body, "/monitoring/hosts/2/acknowledgements", "operator");
    await send([{ ...body, resource_id: 1 }], "/monitoring/hosts/acknowledgements", "operator");

    expect(await acknowledged()).toEqual(["2"]);
  });

  test.each<[string, readonly Role[], boolean, string | null]>([
    ["both roles, forced", ["host_schedule_check", "host_schedule_forced_check"], true, "forced"],
    ["both roles, ordinary", ["host_schedule_check", "host_schedule_forced_check"], false, "scheduled"],
    ["without the role for forced checks, forced", ["host_schedule_check"], true, "scheduled"],
    ["only the role for forced checks, forced", ["host_schedule_forced_check"], true, "forced"],
    ["only the role for forced checks, ordinary", ["host_schedule_forced_check"], false, null],
    ["roles on services, forced", ["service_schedule_check", "service_schedule_forced_check"], true, null],
  ])("checks with %s", async (_case, roles, is_forced, word) => {
    await open(roles);

    const many = await send({ resources: [host(1)], check: { is_forced } }, CHECK, "operator");
    const one = await send({ is_forced }, "/monitoring/hosts/2/check", "operator");

    const done = ["1", "2"].map((id) => `${id} check ${word} by operator over the API from 127.0.0.1`);
    expect(await checks()).toEqual(word === null ? [] : done);
    expect([many.status, one.status]).toEqual([204, word === null ? 403 : 204]);
  });

  test("comments need the role on their kind, and others' stay", async () => {
    await open(["host_comment"]);

    expect((await api.post("/api/hosts/1/comments", { comment: "x" }, "operator")).status).toBe(201);
    expect((await api.post("/api/hosts/1/services/101/comments", { comment: "x" }, "operator")).status).toBe(403);
    expect((await api.post("/api/hosts/1/comments", { comment: "y" })).status).toBe(201);
    expect((await api.delete("/api/comments/2", "operator")).status).toBe(403);
    expect((await api.delete("/api/comments/1", "operator")).status).toBe(204);
    expect((await comments()).length).toBe(1);
  });
});
