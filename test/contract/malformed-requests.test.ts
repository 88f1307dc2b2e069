import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiUnderTest, type As, type Method, openApi } from "../support/api-under-test.ts";

type Line = readonly [method: Method, path: string, body: unknown, status: number, message: string, as?: As];

const V = "/centreon/api/beta";
const ACK_HOST = "/acknowledgments/hosts";
const ACK_SERVICE = "/acknowledgments/services";
const DOWNTIME = "/monitoring/hosts/1/downtimes";
const ack = { comment: "known", host_id: 1, is_notify_contacts: false, is_persistent_comment: true, is_sticky: true };
const serviceAck = { ...ack, service_id: 101 };
const laterAck = { comment: "known", is_notify_contacts: false, is_persistent_comment: true, is_sticky: true };
const downtime = {
  start_time: "2023-11-14T22:00:00Z",
  end_time: "2023-11-14T23:00:00Z",
  is_fixed: true,
  duration: 3600,
  comment: "upgrade",
};

const without = (body: object, field: string): object =>
  Object.fromEntries(Object.entries(body).filter(([name]) => name !== field));
/** Body as text, with the value of one field written as given. */
const written = (body: object, field: string, text: string): string =>
  JSON.stringify({ ...body, [field]: "@" }).replace('"@"', text);
const missing = (...fields: string[]): string =>
  fields.map((field) => `Error on '${field}': This field is missing.`).join("\n");
const required = (...fields: string[]): string =>
  fields.map((field) => `Error on '${field}': The property ${field} is required`).join("\n");
const badDate = (field: string, shown: string): string =>
  `Error on '${field}': Invalid date-time ${shown}, expected format YYYY-MM-DDThh:mm:ssZ or YYYY-MM-DDThh:mm:ss+hh:mm`;

const INVALID_JSON = "Invalid json message received";
const REPOSITORY = "An error has occurred in a repository";
const NULL_OPERATOR = 'The value "null" is only supported by the operators $eq and $neq';
const noRoute = (method: string, path: string): string => `No route found for "${method} ${path}"`;
const search = (value: unknown): string => `/monitoring/hosts?search=${encodeURIComponent(JSON.stringify(value))}`;

const ROUTES: readonly Line[] = [
  ["GET", "/centreon/api/v1/monitoring/hosts", undefined, 404, noRoute("GET", "/centreon/api/v1/monitoring/hosts")],
  ["GET", "/centreon/api/v3/monitoring/hosts", undefined, 404, noRoute("GET", "/centreon/api/v3/monitoring/hosts")],
  [
    "GET",
    "/centreon/api/v19.10/monitoring/hosts",
    undefined,
    404,
    noRoute("GET", "/centreon/api/v19.10/monitoring/hosts"),
  ],
  ["POST", "/centreon/api/2/login", "{", 404, noRoute("POST", "/centreon/api/2/login")],
  ["GET", "/monitoring/foo?x=1", undefined, 404, noRoute("GET", `${V}/monitoring/foo`), "nobody"],
  ["POST", "/monitoring/foo", "{", 404, noRoute("POST", `${V}/monitoring/foo`), "nobody"],
  ["GET", `${V}/`, undefined, 404, noRoute("GET", `${V}/`)],
  ["GET", "/monitoring/hosts/abc", undefined, 404, noRoute("GET", `${V}/monitoring/hosts/abc`)],
  ["GET", "/monitoring/hosts/-1", undefined, 404, noRoute("GET", `${V}/monitoring/hosts/-1`)],
  ["GET", "/monitoring/hosts/1.0", undefined, 404, noRoute("GET", `${V}/monitoring/hosts/1.0`)],
  ["GET", "/monitoring/hosts/0x1", undefined, 404, noRoute("GET", `${V}/monitoring/hosts/0x1`)],
  [
    "GET",
    "/monitoring/hosts/99999999999999999999",
    undefined,
    404,
    noRoute("GET", `${V}/monitoring/hosts/99999999999999999999`),
  ],
  [
    "GET",
    `/monitoring/hosts/${"9".repeat(500)}`,
    undefined,
    404,
    noRoute("GET", `${V}/monitoring/hosts/${"9".repeat(500)}`),
  ],
  ["GET", "/monitoring/hosts/1/services/abc", undefined, 404, noRoute("GET", `${V}/monitoring/hosts/1/services/abc`)],
  ["POST", "/monitoring/hosts/abc/downtimes", downtime, 404, noRoute("POST", `${V}/monitoring/hosts/abc/downtimes`)],
  ["DELETE", "/monitoring/downtimes/abc", undefined, 404, noRoute("DELETE", `${V}/monitoring/downtimes/abc`)],
  ["DELETE", "/acknowledgments/hosts/%20", undefined, 404, noRoute("DELETE", `${V}/acknowledgments/hosts/%20`)],
  ["GET", "/monitoring/hosts/%ff", undefined, 404, noRoute("GET", `${V}/monitoring/hosts/%ff`)],
  ["GET", "/monitoring/hosts/%", undefined, 404, noRoute("GET", `${V}/monitoring/hosts/%`)],
  ["POST", "/login/", {}, 404, noRoute("POST", `${V}/login/`)],
  ["GET", "/Monitoring/hosts", undefined, 404, noRoute("GET", `${V}/Monitoring/hosts`)],
  ["PUT", "/monitoring/hosts", "{", 405, `${noRoute("PUT", `${V}/monitoring/hosts`)}: Method Not Allowed (Allow: GET)`],
  [
    "DELETE",
    "/monitoring/hosts/1",
    undefined,
    405,
    `${noRoute("DELETE", `${V}/monitoring/hosts/1`)}: Method Not Allowed (Allow: GET)`,
  ],
  ["GET", "/login", undefined, 405, `${noRoute("GET", `${V}/login`)}: Method Not Allowed (Allow: POST)`, "nobody"],
  ["POST", "/logout", undefined, 405, `${noRoute("POST", `${V}/logout`)}: Method Not Allowed (Allow: GET)`, "nobody"],
  ["PATCH", ACK_HOST, undefined, 405, `${noRoute("PATCH", `${V}${ACK_HOST}`)}: Method Not Allowed (Allow: GET, POST)`],
  [
    "PUT",
    "/monitoring/downtimes/1",
    undefined,
    405,
    `${noRoute("PUT", `${V}/monitoring/downtimes/1`)}: Method Not Allowed (Allow: GET, DELETE)`,
  ],
];

const LOGINS: readonly Line[] = [
  ["POST", "/login", undefined, 401, "Invalid credentials"],
  ["POST", "/login", "", 401, "Invalid credentials"],
  ["POST", "/login", "{}", 401, "Invalid credentials"],
  ["POST", "/login", "[]", 401, "Invalid credentials"],
  ["POST", "/login", { security: "x" }, 401, "Invalid credentials"],
  ["POST", "/login", { security: { credentials: [] } }, 401, "Invalid credentials"],
  ["POST", "/login", { security: { credentials: { login: "admin" } } }, 401, "Invalid credentials"],
  ["POST", "/login", { security: { credentials: { login: "admin", password: "" } } }, 401, "Invalid credentials"],
  ["POST", "/login", { security: { credentials: { login: ["admin"], password: {} } } }, 401, "Invalid credentials"],
  ["POST", "/login", { security: { credentials: { login: 1, password: true } } }, 401, "Invalid credentials"],
  ["POST", "/login", "{", 500, INVALID_JSON],
  ["POST", "/login", "login=admin&password=x", 500, INVALID_JSON],
  ["POST", "/login", '"admin"', 500, INVALID_JSON],
  ["POST", "/login", "null", 500, INVALID_JSON],
];

const LISTINGS: readonly Line[] = [
  ["GET", "/monitoring/hosts?page=0", undefined, 500, REPOSITORY],
  ["GET", "/monitoring/hosts?page=-1", undefined, 500, REPOSITORY],
  ["GET", "/monitoring/hosts?page=abc", undefined, 500, REPOSITORY],
  ["GET", "/monitoring/hosts?page=", undefined, 500, REPOSITORY],
  ["GET", "/monitoring/hosts?page=1&page=0", undefined, 500, REPOSITORY],
  ["GET", "/monitoring/services?limit=-1", undefined, 500, REPOSITORY],
  ["GET", search({ foo: 1 }), undefined, 500, "The parameter 'foo' is not allowed"],
  ["GET", search({ __proto__x: 1 }), undefined, 500, "The parameter '__proto__x' is not allowed"],
  ["GET", '/monitoring/hosts?search={"__proto__":1}', undefined, 500, "The parameter '__proto__' is not allowed"],
  ["GET", search({ "host.state": { $gt: null } }), undefined, 500, NULL_OPERATOR],
  ["GET", search({ "host.name": {} }), undefined, 500, NULL_OPERATOR],
  ["GET", search({ "host.id": { $in: [] } }), undefined, 500, REPOSITORY],
  ["GET", search({ "host.name": { $rg: "(" } }), undefined, 500, "Bad regex format '('"],
  [
    "GET",
    `/monitoring/hosts?search=${"[".repeat(70)}${"]".repeat(70)}`,
    undefined,
    500,
    "The search is nested deeper than 64 levels",
  ],
  [
    "GET",
    '/monitoring/hosts/1/services?search={"host.name":"web-01"}',
    undefined,
    500,
    "The parameter 'host.name' is not allowed",
  ],
  [
    "GET",
    '/monitoring/hosts/1/downtimes?search={"actual_start_time":1}',
    undefined,
    500,
    "The parameter 'actual_start_time' is not allowed",
  ],
];

const ACKNOWLEDGEMENTS: readonly Line[] = [
  ["POST", ACK_HOST, "{", 500, INVALID_JSON],
  ["POST", ACK_HOST, "null", 500, INVALID_JSON],
  ["POST", ACK_HOST, "12", 500, INVALID_JSON],
  ["POST", ACK_HOST, "12.0", 500, INVALID_JSON],
  ["POST", ACK_HOST, '"x"', 500, INVALID_JSON],
  ["POST", ACK_HOST, "true", 500, INVALID_JSON],
  ["POST", ACK_HOST, '{"a":1}{"b":2}', 500, INVALID_JSON],
  ["POST", ACK_HOST, String.raw`{"comment":"\ud800"}`, 500, INVALID_JSON],
  ["POST", ACK_HOST, String.raw`{"\udc00":1}`, 500, INVALID_JSON],
  ["POST", ACK_HOST, `${"[".repeat(8_000)}${"]".repeat(8_000)}`, 500, INVALID_JSON],
  [
    "POST",
    ACK_HOST,
    undefined,
    500,
    missing("comment", "host_id", "is_notify_contacts", "is_persistent_comment", "is_sticky"),
  ],
  [
    "POST",
    ACK_HOST,
    {},
    500,
    missing("comment", "host_id", "is_notify_contacts", "is_persistent_comment", "is_sticky"),
  ],
  ["POST", ACK_HOST, without(ack, "comment"), 500, missing("comment")],
  ["POST", ACK_HOST, without(ack, "is_sticky"), 500, missing("is_sticky")],
  ["POST", ACK_HOST, { ...ack, comment: null }, 500, "Error on 'comment': This value should not be null."],
  ["POST", ACK_HOST, { ...ack, comment: 5 }, 500, "Error on 'comment': This value should be of type string."],
  ["POST", ACK_HOST, { ...ack, comment: ["a"] }, 500, "Error on 'comment': This value should be of type string."],
  ["POST", ACK_HOST, { ...ack, host_id: "1" }, 500, "Error on 'host_id': This value should be of type integer."],
  ["POST", ACK_HOST, written(ack, "host_id", "1.0"), 500, "Error on 'host_id': This value should be of type integer."],
  ["POST", ACK_HOST, written(ack, "host_id", "1e0"), 500, "Error on 'host_id': This value should be of type integer."],
  [
    "POST",
    ACK_HOST,
    written(ack, "host_id", "99999999999999999999"),
    500,
    "Error on 'host_id': This value should be of type integer.",
  ],
  ["POST", ACK_HOST, { ...ack, is_sticky: 1 }, 500, "Error on 'is_sticky': This value should be of type boolean."],
  [
    "POST",
    ACK_HOST,
    { ...ack, is_notify_contacts: "false" },
    500,
    "Error on 'is_notify_contacts': This value should be of type boolean.",
  ],
  ["POST", ACK_HOST, serviceAck, 500, "Error on 'service_id': This field was not expected."],
  [
    "POST",
    ACK_HOST,
    { ...without(ack, "host_id"), extra: 1, comment: null, is_sticky: 0 },
    500,
    [
      "Error on 'comment': This value should not be null.",
      "Error on 'host_id': This field is missing.",
      "Error on 'is_sticky': This value should be of type boolean.",
      "Error on 'extra': This field was not expected.",
    ].join("\n"),
  ],
  ["POST", ACK_HOST, { ...ack, host_id: 999 }, 500, "Host of acknowledgement not found"],
  ["POST", ACK_HOST, { ...ack, host_id: 0 }, 500, "Host of acknowledgement not found"],
  ["POST", ACK_HOST, { ...ack, host_id: -1 }, 500, "Host of acknowledgement not found"],
  ["POST", ACK_HOST, { ...ack, host_id: 2 ** 40 }, 500, "Host of acknowledgement not found"],
  ["POST", ACK_HOST, { ...ack, host_id: 3 }, 500, "Host of acknowledgement not found", "operator"],
  ["POST", ACK_HOST, { ...ack, host_id: 5 }, 500, "Host of acknowledgement not found"],
  ["POST", ACK_SERVICE, ack, 500, missing("service_id")],
  [
    "POST",
    ACK_SERVICE,
    { ...serviceAck, service_id: "101" },
    500,
    "Error on 'service_id': This value should be of type integer.",
  ],
  ["POST", ACK_SERVICE, { ...serviceAck, service_id: 0 }, 500, "Service of acknowledgement not found"],
  // The largest id plus one under host 1 would be the key of host 2.
  ["POST", ACK_SERVICE, { ...serviceAck, service_id: 2 ** 26 }, 500, "Service of acknowledgement not found"],
  ["POST", ACK_SERVICE, { ...serviceAck, service_id: 2 ** 26 + 101 }, 500, "Service of acknowledgement not found"],
  ["POST", ACK_SERVICE, { ...serviceAck, host_id: 999 }, 500, "Service of acknowledgement not found"],
  ["POST", ACK_SERVICE, { ...serviceAck, service_id: 103 }, 500, "Service of acknowledgement not found", "operator"],
  ["DELETE", "/acknowledgments/hosts/1", undefined, 500, "No acknowledgement found for this host"],
  ["DELETE", "/acknowledgments/hosts/1/services/101", undefined, 500, "No acknowledgement found for this service"],

  ["POST", "/monitoring/hosts/1/acknowledgements", laterAck, 500, missing("with_services")],
  [
    "POST",
    "/monitoring/hosts/1/acknowledgements",
    { ...laterAck, with_services: true, host_id: 1 },
    500,
    "Error on 'host_id': This field was not expected.",
  ],
  ["POST", "/monitoring/hosts/999/acknowledgements", { ...laterAck, with_services: false }, 404, "Host not found"],
  ["POST", "/monitoring/hosts/1/services/999/acknowledgements", laterAck, 404, "Service not found"],
  ["DELETE", "/monitoring/hosts/999/acknowledgements", undefined, 404, "Host not found"],
  ["POST", "/monitoring/hosts/acknowledgements", {}, 500, "Error on '': Object value found, but an array is required"],
  [
    "POST",
    "/monitoring/hosts/acknowledgements",
    undefined,
    500,
    "Error on '': NULL value found, but an array is required",
  ],
  [
    "POST",
    "/monitoring/hosts/acknowledgements",
    [{ ...laterAck, with_services: false, resource_id: 1 }, 5],
    500,
    "Error on '[1]': Integer value found, but an object is required",
  ],
  [
    "POST",
    "/monitoring/services/acknowledgements",
    [{ ...laterAck, resource_id: 101 }],
    500,
    "Error on '[0].parent_resource_id': This field is missing.",
  ],
];

const DOWNTIMES: readonly Line[] = [
  ["POST", DOWNTIME, undefined, 500, "Internal error"],
  ["POST", DOWNTIME, "{", 500, INVALID_JSON],
  ["POST", DOWNTIME, "5", 500, INVALID_JSON],
  ["POST", DOWNTIME, "[]", 500, "Error on '': Array value found, but an object is required"],
  ["POST", DOWNTIME, '[{"comment":1}]', 500, "Error on '': Array value found, but an object is required"],
  ["POST", DOWNTIME, {}, 500, required("start_time", "end_time", "is_fixed", "duration", "comment")],
  [
    "POST",
    "/monitoring/hosts/999/downtimes",
    {},
    500,
    required("start_time", "end_time", "is_fixed", "duration", "comment"),
  ],
  ["POST", DOWNTIME, without(downtime, "duration"), 500, required("duration")],
  [
    "POST",
    DOWNTIME,
    { ...downtime, duration: "8" },
    500,
    "Error on 'duration': String value found, but an integer is required",
  ],
  [
    "POST",
    DOWNTIME,
    { ...downtime, duration: 36.5 },
    500,
    "Error on 'duration': Double value found, but an integer is required",
  ],
  [
    "POST",
    DOWNTIME,
    written(downtime, "duration", "3600.0"),
    500,
    "Error on 'duration': Double value found, but an integer is required",
  ],
  [
    "POST",
    DOWNTIME,
    { ...downtime, is_fixed: "true" },
    500,
    "Error on 'is_fixed': String value found, but a boolean is required",
  ],
  [
    "POST",
    DOWNTIME,
    { ...downtime, is_fixed: 1 },
    500,
    "Error on 'is_fixed': Integer value found, but a boolean is required",
  ],
  [
    "POST",
    DOWNTIME,
    { ...downtime, comment: null },
    500,
    "Error on 'comment': NULL value found, but a string is required",
  ],
  [
    "POST",
    DOWNTIME,
    { ...downtime, comment: { a: 1 } },
    500,
    "Error on 'comment': Object value found, but a string is required",
  ],
  [
    "POST",
    DOWNTIME,
    { ...downtime, author_id: "x" },
    500,
    "Error on 'author_id': String value found, but an integer is required",
  ],
  [
    "POST",
    DOWNTIME,
    { ...downtime, with_services: null },
    500,
    "Error on 'with_services': NULL value found, but a boolean is required",
  ],
  [
    "POST",
    "/monitoring/hosts/1/services/101/downtimes",
    { ...downtime, with_services: 0 },
    500,
    "Error on 'with_services': Integer value found, but a boolean is required",
  ],
  ["POST", DOWNTIME, { ...downtime, start_time: "2024-01-03" }, 500, badDate("start_time", '"2024-01-03"')],
  [
    "POST",
    DOWNTIME,
    { ...downtime, start_time: "2024-01-03T10:16:01" },
    500,
    badDate("start_time", '"2024-01-03T10:16:01"'),
  ],
  [
    "POST",
    DOWNTIME,
    { ...downtime, end_time: "2024-02-30T10:16:01Z" },
    500,
    badDate("end_time", '"2024-02-30T10:16:01Z"'),
  ],
  ["POST", DOWNTIME, { ...downtime, end_time: "" }, 500, badDate("end_time", '""')],
  [
    "POST",
    DOWNTIME,
    { ...downtime, start_time: "2024-01-03t10:16:00z" },
    500,
    'Invalid datetime "2024-01-03t10:16:00z", expected format Y-m-d\\TH:i:sP.',
  ],
  [
    "POST",
    DOWNTIME,
    { ...downtime, start_time: 1_700_000_000 },
    500,
    `Error on 'start_time': Integer value found, but a string is required\n${badDate("start_time", "1700000000")}`,
  ],
  [
    "POST",
    DOWNTIME,
    written(downtime, "start_time", "1.50"),
    500,
    `Error on 'start_time': Double value found, but a string is required\n${badDate("start_time", "1.50")}`,
  ],
  [
    "POST",
    DOWNTIME,
    { start_time: 5, is_fixed: 7, comment: 9 },
    500,
    [
      required("end_time", "duration"),
      "Error on 'start_time': Integer value found, but a string is required",
      badDate("start_time", "5"),
      "Error on 'is_fixed': Integer value found, but a boolean is required",
      "Error on 'comment': Integer value found, but a string is required",
    ].join("\n"),
  ],
];

/** Below `/api` a client mistake is a 400, and the code of an error its name. */
const OUTSIDE_CONTRACT: Readonly<Record<string, readonly Line[]>> = {
  "invalid-json": [
    ["POST", "/api/recurring-downtimes", "{", 400, INVALID_JSON],
    ["POST", "/api/decisions/simulate", '"x"', 400, INVALID_JSON],
    ["PUT", "/api/recurring-downtimes/1", "null", 400, INVALID_JSON, "nobody"],
  ],
  "invalid-body": [
    ["POST", "/api/hosts/1/acknowledgement", undefined, 400, "A JSON body is needed"],
    ["POST", "/api/hosts/1/acknowledgement", {}, 400, missing("comment")],
    [
      "GET",
      "/api/hosts/1/decisions?limit=0",
      undefined,
      400,
      "Error on 'limit': This should be a whole number from 1 to 1000.",
    ],
  ],
  "list-page": [["GET", "/api/recurring-downtimes?page=0", undefined, 400, REPOSITORY]],
  "method-not-allowed": [
    ["GET", "/api/reload", undefined, 405, `${noRoute("GET", "/api/reload")}: Method Not Allowed (Allow: POST)`],
    [
      "DELETE",
      "/api/hosts/1/services/2/decisions",
      undefined,
      405,
      `${noRoute("DELETE", "/api/hosts/1/services/2/decisions")}: Method Not Allowed (Allow: GET)`,
    ],
    [
      "POST",
      "/api/recurring-downtimes/1",
      "{",
      405,
      `${noRoute("POST", "/api/recurring-downtimes/1")}: Method Not Allowed (Allow: GET, PUT, DELETE)`,
      "nobody",
    ],
  ],
  "no-route": [
    ["GET", "/api/recurring-downtimes/one", undefined, 404, noRoute("GET", "/api/recurring-downtimes/one")],
    ["POST", "/api/v2", undefined, 404, noRoute("POST", "/api/v2")],
  ],
};

let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

describe("malformed requests", () => {
  test.each([
    ...[...ROUTES, ...LOGINS, ...LISTINGS, ...ACKNOWLEDGEMENTS, ...DOWNTIMES].map((line) => ({
      line,
      code: line[3],
      title: titleOf(line),
    })),
    ...Object.entries(OUTSIDE_CONTRACT).flatMap(([code, lines]) =>
      lines.map((line) => ({ line, code, title: titleOf(line) })),
    ),
  ])("$title", async ({ line, code }) => {
    const [method, path, body, status, message, as = "admin"] = line;
    const answer = await api.call(method, path, { as, body });

    expect(answer.status).toBe(status);
    // Errors of own paths name their facts, too (docs/errors.md).
    const { params: _, ...told } = answer.body as Record<string, unknown>;
    expect(typeof code === "string" ? told : answer.body).toEqual({ code, message });
    expect(answer.headers["content-type"]).toBe("application/json");
    expect(answer.headers["api-version"]).toBe("2.0");
  });

  test("the methods of a path outside the contract are named", async () => {
    expect((await api.post("/api/recurring-downtimes/1", {})).headers["allow"]).toBe("GET, PUT, DELETE, HEAD");
    expect((await api.get("/api/decisions/simulate")).headers["allow"]).toBe("POST");
  });

  test("a malformed sort has code 400 under status 500, and is reported before authentication", async () => {
    const answer = await api.get("/monitoring/hosts?sort_by={bad", "nobody");

    expect(answer).toMatchObject({
      status: 500,
      body: { code: 400, message: "Bad format for the sort request parameter" },
    });
  });

  test("malformed JSON is reported before authentication, a wrong field after", async () => {
    expect((await api.post(ACK_HOST, "{", "nobody")).body).toEqual({ code: 500, message: INVALID_JSON });
    expect((await api.post(ACK_HOST, {}, "nobody")).status).toBe(403);
    expect((await api.post(ACK_HOST, {}, "viewer")).status).toBe(401);
  });

  test("none of these requests wrote anything", async () => {
    expect((await api.get("/acknowledgments/hosts")).meta["total"]).toBe(0);
    expect((await api.get("/acknowledgments/services")).meta["total"]).toBe(0);
    expect((await api.get("/monitoring/downtimes")).meta["total"]).toBe(0);
  });

  test("of very many wrong fields the first hundred are reported", async () => {
    const fields = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`x${index}`, 1]));
    const answer = await api.post(ACK_HOST, { ...ack, ...fields });

    expect((answer.body as { message: string }).message.split("\n")).toHaveLength(101);
    expect((answer.body as { message: string }).message).toMatch(/… and 900 more errors$/);
  });

  test("a long value is truncated in the message", async () => {
    const answer = await api.post(DOWNTIME, { ...downtime, start_time: "x".repeat(10_000) });

    expect(answer.status).toBe(500);
    expect(answer.text.length).toBeLessThan(400);
  });
});

function titleOf([method, path, body, , , as]: Line): string {
  const text = typeof body === "string" ? body : (JSON.stringify(body) ?? "no body");
  return `${method} ${path.slice(0, 90)} ${text.slice(0, 120)}${as === undefined ? "" : ` as ${as}`}`;
}
