import fastify from "fastify";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import type { Access } from "../../src/access/access.ts";
import { OPERATIONS } from "../../src/interfaces/api/all-operations.ts";
import { operationId } from "../../src/interfaces/api/operation.ts";
import { enforceRights } from "../../src/interfaces/api/rights.ts";
import { SURFACES } from "../../src/interfaces/api/surfaces.ts";
import { type ApiUnderTest, type As, openApi } from "../support/api-under-test.ts";
import {
  CALLERS,
  CANCEL,
  COMMAND,
  COOKIE_CALLERS,
  type Line,
  PUBLIC,
  READ,
  READ_ONE,
  READ_ONE_OWN,
  READ_OWN,
} from "./rights-lines.ts";
import { CONSOLE_ACTION_RIGHTS } from "./rights-of-console-actions.ts";
import { CONSOLE_LIST_RIGHTS } from "./rights-of-console-lists.ts";
import { POLLER_RIGHTS } from "./rights-of-pollers.ts";
import { CONSOLE_DETAIL_RIGHTS } from "./rights-of-console-detail.ts";
import { ACTION_RIGHTS } from "./rights-of-actions.ts";
import { LIST_RIGHTS } from "./rights-of-lists.ts";
import { METRICS_RIGHTS } from "./rights-of-metrics.ts";
import { STREAM_RIGHTS } from "./rights-of-console-stream.ts";
import { SESSION_RIGHTS } from "./rights-of-console-session.ts";
import { USER_RIGHTS } from "./rights-of-users.ts";
import { CONFIGURATION_RIGHTS } from "./rights-of-configuration.ts";
import { RESOURCE_RIGHTS } from "./rights-of-resources.ts";
import { DISK, HTTP, inventedStates, NOW, WEB_01 } from "../support/invented-site.ts";
import { sampleDowntime, sampleRecurringDowntime } from "../support/record-samples.ts";
import { stateWith } from "../support/state-with.ts";

const TABLE: Readonly<Record<string, Line>> = {
  ...USER_RIGHTS,
  health: { method: "GET", path: "/api/health", statuses: PUBLIC },
  "openapi-document": { method: "GET", path: "/api/openapi.json", statuses: PUBLIC },
  console: { method: "GET", path: "/", statuses: PUBLIC },
  // Not built here: 404 means that access was granted.
  "console-file": { method: "GET", path: "/assets/none.js", statuses: [404, 404, 404, 404, 404, 404, 404] },
  favicon: { method: "GET", path: "/favicon.ico", statuses: PUBLIC },
  "centreon-page": { method: "GET", path: "/centreon/main.php?p=20301", statuses: [302, 302, 302, 302, 302, 302, 302] },
  "documentation-index": { method: "GET", path: "/docs/", statuses: PUBLIC },
  documentation: { method: "GET", path: "/docs/README.md", statuses: PUBLIC },
  "documentation-file": { method: "GET", path: "/docs/documentation.css", statuses: PUBLIC },
  "docs-page": { method: "GET", path: "/api/docs", statuses: PUBLIC },
  // The server of this test cannot reload, and is still starting: 503 means that access was granted.
  reload: { method: "POST", path: "/api/reload", statuses: [503, 403, 403, 403, 403, 401, 403] },
  "get-cluster": { method: "GET", path: "/api/cluster", statuses: [200, 403, 403, 403, 403, 401, 403] },
  "hand-over": { method: "POST", path: "/api/cluster/hand-over", statuses: [503, 403, 403, 403, 403, 401, 403] },
  "redirect-trailing-slash": {
    method: "GET",
    path: "/monitoring/hosts/",
    statuses: [301, 301, 301, 301, 301, 301, 301],
  },
  login: { method: "POST", path: "/login", statuses: [401, 401, 401, 401, 401, 401, 401] },
  "open-session": {
    method: "POST",
    path: "/centreon/authentication/providers/configurations/local",
    statuses: [401, 401, 401, 401, 401, 401, 401],
    byCookie: [401, 401, 401, 403],
  },
  // Last, since they delete the token or the session. A cookie is not a token, and a token is not a session.
  logout: {
    method: "GET",
    path: "/logout",
    statuses: [200, 200, 200, 200, 200, 403, 403],
    byCookie: [403, 403, 403, 403, 403, 403, 403, 403],
  },
  "close-session": {
    method: "POST",
    path: "/centreon/authentication/logout",
    statuses: [403, 403, 403, 403, 403, 403, 403],
    byCookie: [200, 200, 200, 403],
  },

  "list-hosts": { method: "GET", path: "/monitoring/hosts", statuses: READ },
  "get-host": { method: "GET", path: "/monitoring/hosts/1", statuses: READ_ONE },
  "list-services": { method: "GET", path: "/monitoring/services", statuses: READ },
  "list-services-of-host": { method: "GET", path: "/monitoring/hosts/1/services", statuses: READ_ONE },
  "get-service": { method: "GET", path: "/monitoring/hosts/1/services/101", statuses: READ_ONE },
  "list-resources": { method: "GET", path: "/monitoring/resources", statuses: READ },
  ...RESOURCE_RIGHTS,
  "list-hostgroups": { method: "GET", path: "/monitoring/hostgroups", statuses: READ },
  "list-servicegroups": { method: "GET", path: "/monitoring/servicegroups", statuses: READ },

  "list-host-acknowledgements": { method: "GET", path: "/acknowledgments/hosts", statuses: READ },
  "list-service-acknowledgements": { method: "GET", path: "/acknowledgments/services", statuses: READ },
  "list-host-acknowledgements-20.04": { method: "GET", path: "/monitoring/hosts/acknowledgements", statuses: READ },
  "list-service-acknowledgements-20.04": {
    method: "GET",
    path: "/monitoring/services/acknowledgements",
    statuses: READ,
  },
  "add-host-acknowledgement": { method: "POST", path: "/acknowledgments/hosts", statuses: COMMAND },
  "add-service-acknowledgement": { method: "POST", path: "/acknowledgments/services", statuses: COMMAND },
  "add-host-acknowledgement-20.04": { method: "POST", path: "/monitoring/hosts/1/acknowledgements", statuses: COMMAND },
  "add-service-acknowledgement-20.04": {
    method: "POST",
    path: "/monitoring/hosts/1/services/101/acknowledgements",
    statuses: COMMAND,
  },
  "add-host-acknowledgements-20.04": { method: "POST", path: "/monitoring/hosts/acknowledgements", statuses: COMMAND },
  "add-service-acknowledgements-20.04": {
    method: "POST",
    path: "/monitoring/services/acknowledgements",
    statuses: COMMAND,
  },
  "cancel-host-acknowledgement": { method: "DELETE", path: "/acknowledgments/hosts/1", statuses: CANCEL },
  "cancel-service-acknowledgement": {
    method: "DELETE",
    path: "/acknowledgments/hosts/1/services/101",
    statuses: CANCEL,
  },
  "cancel-host-acknowledgement-20.04": {
    method: "DELETE",
    path: "/monitoring/hosts/1/acknowledgements",
    statuses: CANCEL,
  },
  "cancel-service-acknowledgement-20.04": {
    method: "DELETE",
    path: "/monitoring/hosts/1/services/101/acknowledgements",
    statuses: CANCEL,
  },

  ...LIST_RIGHTS,

  "list-downtimes": { method: "GET", path: "/monitoring/downtimes", statuses: READ },
  "list-host-downtimes": { method: "GET", path: "/monitoring/hosts/downtimes", statuses: READ },
  "list-service-downtimes": { method: "GET", path: "/monitoring/services/downtimes", statuses: READ },
  "list-downtimes-of-host": { method: "GET", path: "/monitoring/hosts/1/downtimes", statuses: READ_ONE },
  "list-downtimes-of-service": {
    method: "GET",
    path: "/monitoring/hosts/1/services/101/downtimes",
    statuses: READ_ONE,
  },
  "get-downtime": { method: "GET", path: "/monitoring/downtimes/1", statuses: READ_ONE },
  "add-host-downtime": { method: "POST", path: "/monitoring/hosts/1/downtimes", statuses: COMMAND },
  "add-service-downtime": { method: "POST", path: "/monitoring/hosts/1/services/101/downtimes", statuses: COMMAND },
  // Already ended, hence 500. Looked up before the role, so the stranger gets 404 and not 401.
  "cancel-downtime": {
    method: "DELETE",
    path: "/monitoring/downtimes/1",
    statuses: [500, 500, 401, 404, 403, 403, 403],
  },

  "submit-host-result": { method: "POST", path: "/monitoring/hosts/1/submit", statuses: COMMAND },
  "submit-service-result": { method: "POST", path: "/monitoring/hosts/1/services/101/submit", statuses: COMMAND },
  ...ACTION_RIGHTS,
  "submit-results": { method: "POST", path: "/monitoring/resources/submit", statuses: COMMAND },

  "acknowledge-host": {
    method: "POST",
    path: "/api/hosts/1/acknowledgement",
    statuses: [400, 400, 403, 403, 403, 401, 403],
  },
  "acknowledge-service": {
    method: "POST",
    path: "/api/hosts/1/services/101/acknowledgement",
    statuses: [400, 400, 403, 403, 403, 401, 403],
  },

  "list-host-decisions": { method: "GET", path: "/api/hosts/1/decisions", statuses: READ_ONE_OWN },
  "list-service-decisions": { method: "GET", path: "/api/hosts/1/services/101/decisions", statuses: READ_ONE_OWN },
  "list-events": { method: "GET", path: "/api/events?limit=9", statuses: READ_OWN },
  ...STREAM_RIGHTS,
  "list-event-log": { method: "GET", path: "/api/events/log", statuses: READ_OWN },
  "list-host-events": { method: "GET", path: "/api/hosts/1/events", statuses: READ_ONE_OWN },
  "list-host-metrics": { method: "GET", path: "/api/hosts/1/metrics", statuses: READ_ONE_OWN },
  "list-service-metrics": { method: "GET", path: "/api/hosts/1/services/101/metrics", statuses: READ_ONE_OWN },
  "metrics-status": { method: "GET", path: "/api/metrics/status", statuses: [200, 403, 403, 403, 403, 401, 403] },
  // The server of this test measures nothing: 503 means that access was granted, here without a token.
  "server-metrics": {
    method: "GET",
    path: "/metrics",
    statuses: [503, 503, 503, 503, 503, 503, 503],
    byCookie: [503, 503, 503, 403],
  },
  "object-metrics": { method: "GET", path: "/metrics/objects", statuses: READ_OWN },
  ...Object.fromEntries(
    [
      ["query", "query?query=1", true],
      ["query-range", "query_range?query=1&start=1&end=2&step=1", true],
      ["series", "series?match[]=a", true],
      ["labels", "labels", true],
      ["label-values", "label/metric/values", false],
      ["metadata", "metadata", false],
      ["build", "status/buildinfo", false],
    ].flatMap(([id, path, hasForm]) => {
      const line = { method: "GET", path: `/api/prometheus/api/v1/${String(path)}`, statuses: READ_OWN } as const;
      const byForm = [`prometheus-${String(id)}-form`, { ...line, method: "POST" }] as const;
      return [[`prometheus-${String(id)}`, line] as const, ...(hasForm ? [byForm] : [])];
    }),
  ),
  ...METRICS_RIGHTS,
  "read-series": { method: "GET", path: "/api/metrics/series?resource=1/101", statuses: READ_ONE_OWN },
  "list-service-events": { method: "GET", path: "/api/hosts/1/services/101/events", statuses: READ_ONE_OWN },
  "get-availability": {
    method: "GET",
    path: "/api/availability?host_id=1&from=2023-11-01&to=2023-11-02",
    statuses: READ_ONE_OWN,
  },
  "list-comments": { method: "GET", path: "/api/comments", statuses: READ_OWN },
  // The body is empty: 400 means that access was granted.
  "comment-on-host": { method: "POST", path: "/api/hosts/1/comments", statuses: [400, 400, 403, 403, 403, 401, 403] },
  "comment-on-service": {
    method: "POST",
    path: "/api/hosts/1/services/101/comments",
    statuses: [400, 400, 403, 403, 403, 401, 403],
  },
  "delete-comment": { method: "DELETE", path: "/api/comments/999", statuses: [404, 404, 403, 403, 403, 401, 403] },
  "get-host-detail": { method: "GET", path: "/api/hosts/1/detail", statuses: READ_ONE_OWN },
  "get-service-detail": { method: "GET", path: "/api/hosts/1/services/101/detail", statuses: READ_ONE_OWN },
  "list-reports": { method: "GET", path: "/api/reports", statuses: [200, 403, 403, 403, 403, 401, 403] },
  "make-report": { method: "GET", path: "/api/reports/shop", statuses: [200, 403, 403, 403, 403, 401, 403] },
  "send-report": { method: "POST", path: "/api/reports/shop/send", statuses: [200, 403, 403, 403, 403, 401, 403] },
  // The body is empty: 400 means that access was granted.
  "run-commands": { method: "POST", path: "/api/commands", statuses: [400, 403, 403, 403, 403, 401, 403, 403] },
  "simulate-decisions": {
    method: "POST",
    path: "/api/decisions/simulate",
    statuses: [400, 400, 400, 400, 403, 401, 403],
  },

  "list-recurring-downtimes": { method: "GET", path: "/api/recurring-downtimes", statuses: READ_OWN },
  "preview-recurring-downtime": {
    method: "POST",
    path: "/api/recurring-downtimes/preview",
    statuses: [400, 400, 400, 400, 403, 401, 403],
  },
  // Outside the contract: 400 for an empty body. Visible only to its author and to those who see everything.
  "add-recurring-downtime": {
    method: "POST",
    path: "/api/recurring-downtimes",
    statuses: [400, 400, 403, 403, 403, 401, 403],
  },
  "get-recurring-downtime": {
    method: "GET",
    path: "/api/recurring-downtimes/1",
    statuses: [200, 404, 404, 404, 403, 401, 403],
  },
  "replace-recurring-downtime": {
    method: "PUT",
    path: "/api/recurring-downtimes/1",
    statuses: [400, 404, 404, 404, 403, 401, 403],
  },
  // Deleted by the first one.
  "delete-recurring-downtime": {
    method: "DELETE",
    path: "/api/recurring-downtimes/2",
    statuses: [204, 404, 404, 404, 403, 401, 403],
  },
  ...CONFIGURATION_RIGHTS,
  ...SESSION_RIGHTS,
  ...CONSOLE_ACTION_RIGHTS,
  ...CONSOLE_DETAIL_RIGHTS,
  ...POLLER_RIGHTS,
  ...CONSOLE_LIST_RIGHTS,
};

const overDowntime = (id: number, key: number) => ({
  ...sampleDowntime(id, key),
  startTime: NOW - 90,
  endTime: NOW - 60,
  deletionTime: NOW - 60,
});

/** `METHOD /path` of every route in Fastify's printed tree: four characters per level, each line a piece of a path. */
function routesIn(tree: string): readonly string[] {
  const pieces: string[] = [];
  return tree.split("\n").flatMap((line) => {
    const [, indent, piece, methods] = /^((?:[│ ] {3})*)[├└]── (\S+)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? [];
    if (indent === undefined) return [];
    pieces.splice(indent.length / 4, Infinity, piece!);
    return (methods?.split(", ") ?? []).map((method) => `${method} ${pieces.join("")}`);
  });
}

const openWithRecords = async (): Promise<ApiUnderTest> => {
  const opened = await openApi({
    before: [
      { kind: "downtime", record: overDowntime(1, WEB_01) },
      { kind: "downtime", record: overDowntime(2, DISK) },
      { kind: "recurring-downtime", record: sampleRecurringDowntime(1) },
      { kind: "recurring-downtime", record: sampleRecurringDowntime(2) },
    ],
  });
  // Values of performance data are there a moment after the first request for them.
  await vi.waitUntil(async () => (await opened.get("/monitoring/hosts/1/services/101/metrics")).status === 200, {
    timeout: 30_000,
  });
  return opened;
};
let api: ApiUnderTest;
beforeAll(async () => {
  api = await openWithRecords();
});
afterAll(() => api.close());

const send = async ({ call }: ApiUnderTest, { method, path }: Pick<Line, "method" | "path">, as: As): Promise<number> =>
  (await call(method, path, { as, ...((method === "POST" || method === "PUT") && { body: {} }) })).status;

describe("rights of every operation (contract §2.2, §6)", () => {
  test("every operation of the server has an entry here", () => {
    expect(Object.keys(TABLE).toSorted()).toEqual(OPERATIONS.map(operationId).toSorted());
  });

  test("a route without a declared right cannot be registered", () => {
    const bare = fastify();
    enforceRights(bare, OPERATIONS, {} as Access);
    const stray = { ...OPERATIONS[0]! };

    expect(() => bare.get("/api/secrets", () => "everything")).toThrow("GET /api/secrets declares no right");
    expect(() => bare.get("/api/other", { config: { operation: stray } }, () => "")).toThrow("declares no right");
  });

  test("the routes of the server equal the list of operations", () => {
    const listed = OPERATIONS.flatMap(({ surface, method, paths }) =>
      paths.flatMap((path) => [
        `${method} ${SURFACES[surface]}${path}`,
        // Added by Fastify, with the operation of the GET.
        ...(method === "GET" ? [`HEAD ${SURFACES[surface]}${path}`] : []),
      ]),
    );
    const registered = routesIn(api.app.printRoutes({ commonPrefix: false }));

    expect(registered.toSorted()).toEqual(listed.toSorted());
  });

  test("the role for a downtime is that of its kind", async () => {
    expect((await api.delete("/monitoring/downtimes/2", "operator")).body).toEqual({
      code: 500,
      message: "Downtime already cancelled for this service",
    });
    expect((await api.delete("/monitoring/downtimes/2", "viewer")).status).toBe(401);
  });

  test("a missing role, like a missing entity, has an empty body with the type of JSON", async () => {
    const role = await api.post("/acknowledgments/hosts", {}, "viewer");
    const entity = await api.get("/monitoring/hosts/999");

    expect(role).toMatchObject({ status: 401, text: "", headers: { "content-type": "application/json" } });
    expect(entity).toMatchObject({ status: 404, text: "", headers: { "content-type": "application/json" } });
  });

  const isLast = (operation: string): number => Number(["logout", "close-session", "sign-out"].includes(operation));
  const lines = Object.entries(TABLE).toSorted(([a], [b]) => isLast(a) - isLast(b));
  test.each(lines)("%s", async (_operation, { method, path, statuses, byCookie }) => {
    const expected: Partial<Record<As, number | undefined>> = Object.fromEntries(
      CALLERS.map((caller, index) => [caller, statuses[index]]),
    );
    for (const [index, [caller, account]] of Object.entries(COOKIE_CALLERS).entries())
      expected[caller as As] = byCookie?.[index] ?? expected[account];

    const found: Partial<Record<As, number>> = {};
    for (const caller of Object.keys(expected) as As[]) found[caller] = await send(api, { method, path }, caller);

    expect(found).toEqual(expected);
  });
});

describe("under latest: 401 always means to log in again, 403 always that one may not (later versions §2.1)", () => {
  let later: ApiUnderTest;
  beforeAll(async () => {
    later = await openWithRecords();
  });
  afterAll(() => later.close());

  const ENDS_OR_MAKES_TOKENS = ["login", "logout", "redirect-trailing-slash"];
  test.each(
    Object.entries(TABLE).filter(
      ([id, { path }]) =>
        /^\/(?!api\/|centreon\/|docs\/|favicon|metrics|$)/.test(path) && !ENDS_OR_MAKES_TOKENS.includes(id),
    ),
  )("%s", async (_operation, { method, path, statuses }) => {
    const meaning = (caller: As, status: number): number => {
      if (caller === "gone" && status === 403) return 401;
      return status === 401 ? 403 : status;
    };
    const url = `/centreon/api/latest${path}`;
    const found: number[] = [];
    for (const caller of CALLERS) found.push(await send(later, { method, path: url }, caller));

    expect(found).toEqual(CALLERS.map((caller, index) => meaning(caller, statuses[index]!)));
  });
});

describe("command_line of a service (later versions §1.2, §3.4)", () => {
  const line = async (server: ApiUnderTest, version: string, as: As): Promise<unknown> =>
    (
      (await server.get(`/centreon/api/${version}/monitoring/hosts/1/services/101`, as)).body as {
        command_line: unknown;
      }
    ).command_line;
  const SHOWN = "/usr/lib/nagios/plugins/check_http -H 192.0.2.1";
  const withLine = {
    kind: "state",
    key: HTTP,
    state: stateWith(inventedStates.get(HTTP)!, { commandLine: SHOWN }),
  } as const;

  test.each<[As, string, unknown]>([
    ["admin", "v22.04", SHOWN],
    ["operator", "v22.04", SHOWN],
    ["cookie-of-operator", "v24.10", SHOWN],
    ["viewer", "v22.04", null],
    ["viewer", "v24.10", null],
    ["cookie-of-viewer", "v22.04", null],
    ["submitter", "v22.04", null],
    ["viewer", "v21.10", SHOWN],
    ["viewer", "beta", SHOWN],
  ])("as %s under %s: %s", async (as, version, shown) => {
    const server = await openApi({ before: [withLine] });
    onTestFinished(() => server.close());

    expect(await line(server, version, as)).toBe(shown);
  });

  test("a setting hides it under older tokens too", async () => {
    const server = await openApi({ before: [withLine], settings: { hideCommandLine: "always" } });
    onTestFinished(() => server.close());

    for (const version of ["beta", "v2", "v20.04", "v21.10", "latest"]) {
      expect(await line(server, version, "viewer")).toBeNull();
      expect(await line(server, version, "operator")).toBe(SHOWN);
    }
  });
});
