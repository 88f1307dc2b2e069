import Schema from "typebox/schema";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiUnderTest, openApi } from "../../../../test/support/api-under-test.ts";
import { HTTP, WEB_01 } from "../../../../test/support/invented-site.ts";
import {
  sampleAcknowledgement,
  sampleDowntime,
  sampleRecurringDowntime,
  sampleToken,
} from "../../../../test/support/record-samples.ts";
import { OPERATIONS } from "../all-operations.ts";
import { operationId } from "../operation.ts";

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  readonly tags: readonly { readonly name: string }[];
  readonly components: { readonly securitySchemes: Readonly<Record<string, unknown>> };
}
interface DocumentedOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly description?: string }[];
  readonly security: readonly Readonly<Record<string, unknown>>[];
  readonly requestBody?: object;
  readonly responses: Readonly<
    Record<
      string,
      { readonly description: string; readonly content?: Readonly<Record<string, { readonly schema: object }>> }
    >
  >;
}

const FILTER_CRITERIAS = JSON.stringify([{ name: "states", type: "multi_select", value: [1, "x"] }]);

let api: ApiUnderTest;
let document: Document;
beforeAll(async () => {
  api = await openApi({
    before: [
      { kind: "acknowledgement", record: sampleAcknowledgement(1, WEB_01) },
      { kind: "acknowledgement", record: sampleAcknowledgement(2, HTTP) },
      { kind: "downtime", record: { ...sampleDowntime(1, WEB_01), deletionTime: 90 } },
      { kind: "downtime", record: { ...sampleDowntime(2, HTTP), deletionTime: 90 } },
      { kind: "recurring-downtime", record: sampleRecurringDowntime(1) },
      {
        kind: "user-filter",
        filter: { id: 1, contactId: 1, page: "events-view", name: "f", criterias: FILTER_CRITERIAS, order: 1 },
      },
      { kind: "token", token: sampleToken({ hash: "a".repeat(64), contactId: 1, label: "shop" }) },
    ],
  });
  document = (await api.get("/api/openapi.json", "nobody")).body as Document;
});
afterAll(() => api.close());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

const WITHOUT_BODY = ["reload", "hand-over", "close-session", "send-own-test-message", "retry-delivery"];
/** And the logout, which would end the token of the others. */
const NOT_JSON = [
  "logout",
  "openapi-document",
  "server-metrics",
  "object-metrics",
  "download-performance-graph",
  "export-resources",
  "get-resource-metaservice",
  "download-host-timeline",
  "download-service-timeline",
  "list-metaservice-timeline",
  "download-metaservice-timeline",
  "redirect-host-action-url",
  "redirect-host-notes-url",
  "redirect-service-action-url",
  "redirect-service-notes-url",
];

/** Of which there are none: always 404. */
const OF_NOTHING = ["list-metaservice-acknowledgements", "list-metaservice-downtimes"];

/** Kinds of objects that the server of this test, or every server, lacks; and what it cannot do without files. */
const isUnanswered = (id: string): boolean =>
  id === "list-pollers" ||
  (/metaservice|-categor|-severity$|^get-server$|^(?:generate|reload)-/.test(id) && !id.startsWith("list-"));

describe("the OpenAPI document", () => {
  test("has version 3.1 and contains every operation once", () => {
    expect(document.openapi).toBe("3.1.0");
    expect(
      operations()
        .map(({ operation }) => operation.operationId)
        .toSorted(),
    ).toEqual(
      OPERATIONS.filter(({ isHidden }) => isHidden !== true)
        .map(operationId)
        .toSorted(),
    );
  });

  test("describes every operation: summary, a known tag, each parameter of its path, an answer", () => {
    for (const { path, operation } of operations()) {
      expect(operation.summary).not.toBe("");
      expect(document.tags.map(({ name }) => name)).toContain(operation.tags[0]);
      expect(
        (operation.parameters ?? [])
          .filter((parameter) => parameter.in === "path")
          .map(({ name }) => name)
          .toSorted(),
      ).toEqual([...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).toSorted());
      for (const { description } of Object.values(operation.responses)) expect(description).toMatch(/\.$/);
    }
  });

  test("requires a token where the server does", () => {
    for (const { operation } of operations()) {
      const isPublic = OPERATIONS.some((one) => operationId(one) === operation.operationId && one.right === "public");
      const either = [{ token: [] }, { session: [] }];
      const others = {
        "old-api-list": [{}, { token: [] }],
        "old-api-action": [{}, { token: [] }],
        logout: [{ token: [] }],
        "close-session": [{ session: [] }],
        "server-metrics": [{}, ...either],
      };
      const needed = others[operation.operationId as keyof typeof others] ?? either;
      expect(operation.security).toEqual(isPublic ? [] : needed);
    }
    expect(Object.keys(document.components.securitySchemes)).toEqual(["token", "session"]);
  });

  test("says that errors have a name as their code on Vigie's own paths, and a number on those of the contract", () => {
    for (const { path, operation } of operations())
      for (const [status, { content }] of Object.entries(operation.responses)) {
        const schema = content?.["application/json"]?.schema as
          | { readonly properties?: Readonly<Record<string, { readonly type?: string }>> }
          | undefined;
        const code = schema?.properties?.["code"]?.type;
        if (Number(status) >= 400 && code !== undefined)
          expect([path, status, code]).toEqual([path, status, path.startsWith("/centreon") ? "integer" : "string"]);
      }
  });

  test("lists the answers common to operations with a token and to operations with a body", () => {
    for (const { operation } of operations()) {
      const statuses = Object.keys(operation.responses);
      if (operation.security.length > 0) expect(statuses).toEqual(expect.arrayContaining(["401", "403", "500"]));
      expect(statuses.includes("413")).toBe(operation.requestBody !== undefined);
    }
  });

  test.each([
    [
      "the paths of 20.04 return a message",
      "/monitoring/hosts/999/acknowledgements",
      /^\{"code":404,"message":"Host not found"\}$/,
    ],
    ["under an original token those of the original paths are empty", "/acknowledgments/hosts/999", /^$/],
  ])("describes the 404 answers of the server: %s", async (_case, path, text) => {
    const answer = await api.delete(path);
    const documented =
      document.paths[`/centreon/api/{version}${path.replace("999", "{host_id}")}`]?.["delete"]?.responses["404"];

    expect(answer).toMatchObject({ status: 404, text: expect.stringMatching(text) });
    expect(documented?.description).toMatch(answer.text === "" ? /an empty body/ : /the message says/);
  });

  test("has a body for every POST, PUT and PATCH but five, and for one DELETE", () => {
    for (const { method, operation } of operations()) {
      expect(operation.requestBody !== undefined).toBe(
        (["post", "put", "patch"].includes(method) && !WITHOUT_BODY.includes(operation.operationId)) ||
          operation.operationId === "cancel-resource-acknowledgements",
      );
    }
  });

  test("names only search fields that the server accepts", async () => {
    let tried = 0;
    for (const { path, operation } of operations()) {
      const search = operation.parameters?.find(({ name }) => name === "search");
      const fields = [...(search?.description?.split("Fields: ")[1]?.matchAll(/`([\w.]+)`/g) ?? [])].map(
        (match) => match[1]!,
      );
      for (const field of fields) {
        const url = path
          .replace("{version}", "beta")
          .replace("{host_id}", "1")
          .replace("{service_id}", "101")
          .replace("{page_name}", "events-view");
        const answer = await api.get(
          `${url}?search=${encodeURIComponent(JSON.stringify({ [field]: 1 }))}&sort_by=${field}`,
        );
        expect({ path, field, status: answer.status }).toEqual({ path, field, status: 200 });
        tried++;
      }
    }
    expect(tried).toBeGreaterThan(200);
  });

  test("has schemas that match the answers of the server", async () => {
    const ids = {
      label: "metric",
      metric_name: "time",
      meta_id: "1",
      start: "1699990000",
      end: "1700000000",
      name: "shop",
      version: "v22.10",
      id: "1",
      host_id: "1",
      service_id: "101",
      downtime_id: "1",
      acknowledgement_id: "1",
      recurring_downtime_id: "1",
      page_name: "events-view",
      filter_id: "1",
      user_id: "1",
      key: "s1.101",
    };
    const dates = "from=2023-11-01&to=2023-11-02";
    // Of operations with required parameters.
    const queriesOf: Readonly<Record<string, readonly string[]>> = {
      "get-availability": [`?host_id=1&service_id=101&${dates}`, `?hostgroup_id=1&group=mean&${dates}`],
      "list-resources": ["", "?types[]=host&limit=100"],
      "old-api-list": ["?action=list&object=centreon_realtime_services"],
      "count-resources": [""],
      "list-hosts-of-resources": ["?limit=100"],
      "read-series": ["?resource=1/101"],
      // Without parameters it is a stream without an end.
      "list-events": ["?limit=10"],
      "prometheus-query": ["?query=1"],
      "prometheus-query-range": ["?query=1&start=1&end=2&step=1"],
      "prometheus-series": ["?match[]=a"],
    };
    const checked: string[] = [];
    for (const { path, method, operation } of operations()) {
      if (method !== "get" || [...NOT_JSON, ...OF_NOTHING].includes(operation.operationId)) continue;
      if (isUnanswered(operation.operationId)) continue;
      const filled = path.replaceAll(/\{(\w+)\}/g, (_all, name: keyof typeof ids) => ids[name]);
      const queries = queriesOf[operation.operationId] ?? ["", "?show_service=true&show_host=true"];
      for (const query of queries) {
        const isOfSession = operation.operationId === "get-session";
        const answer = await api.get(filled + query, isOfSession ? "console-of-operator" : "admin");
        // There is nothing at some paths, ever.
        const status = operation.responses["200"] === undefined ? 404 : 200;
        expect({ path: filled + query, status: answer.status }).toEqual({ path: filled + query, status });
        if (status !== 200) continue;
        const schema = operation.responses["200"]?.content?.["application/json"]?.schema;
        expect({ path: filled + query, errors: Schema.Errors(schema ?? { not: {} }, answer.body) }).toMatchObject({
          errors: [true, []],
        });
      }
      checked.push(operation.operationId);
    }
    expect(checked.length).toBeGreaterThan(40);
  });
});

describe("the documentation page", () => {
  test("loads nothing from other servers, has no inline script, and forbids both", async () => {
    const page = await api.get("/api/docs", "nobody");

    expect(page).toMatchObject({ status: 200, headers: { "content-type": "text/html; charset=utf-8" } });
    expect(page.headers["content-security-policy"]).toContain("default-src 'none'; script-src 'self'");
    expect(page.text).not.toMatch(/https?:|<script(?![^>]* src=)|<style| on\w+=/);
  });

  test("refers to existing files only", async () => {
    const page = await api.get("/api/docs", "nobody");
    const named = [...page.text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => match[1]!);
    const script = await api.get("/api/docs/docs.js", "nobody");
    const imported = [...script.text.matchAll(/from "\.\/([^"]+)"/g)].map((match) => `/api/docs/${match[1]}`);

    for (const path of [...named, ...imported]) expect((await api.get(path, "nobody")).status).toBe(200);
    expect(named.length + imported.length).toBeGreaterThan(4);
  });
});
