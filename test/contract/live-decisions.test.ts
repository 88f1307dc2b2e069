import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Change } from "../../src/model/change.ts";
import type { Decision } from "../../src/model/notification-decision.ts";
import type { ResourceKey } from "../../src/model/resource-key.ts";
import { type ApiUnderTest, type As, openApi } from "../support/api-under-test.ts";
import { DB_01, HTTP, LOAD, NOW, WEB_02 } from "../support/invented-site.ts";
import { sampleMessage } from "../support/record-samples.ts";

const decision = (key: ResourceKey, ago: number, changes: Partial<Decision>): Change => ({
  kind: "decision",
  decision: {
    key,
    at: NOW - ago,
    kind: "problem",
    state: 1,
    contact: null,
    outcome: "not-told",
    code: "in-downtime",
    reason: "in downtime 12",
    params: { downtime: 12 },
    until: null,
    ...changes,
  },
});
/** Decision to notify somebody, with a message that came to this. */
const notified = (key: ResourceKey, ago: number, contact: string, command: string): readonly Change[] => [
  decision(key, ago, { contact, outcome: "told", code: "told", reason: `${contact} is notified` }),
  { kind: "outbox", message: { ...sampleMessage(key), at: NOW - ago, contact, command } },
];

let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApi({
    before: [
      decision(WEB_02, 900, {}),
      decision(DB_01, 800, { reason: "hidden from the operator" }),
      decision(LOAD, 750, { reason: "hidden from the operator, too" }),
      ...notified(HTTP, 700, "ada", "notify-by-mail"),
      ...notified(HTTP, 600, "bob", "notify-by-mail!-u pager!hunter2"),
      decision(HTTP, 500, { contact: "bob", code: "contact-period-closed", reason: "closed until 08:00" }),
      decision(HTTP, 400, { contact: "carl", outcome: "waiting", code: "interval", reason: "waits", until: NOW + 60 }),
      // Of a resource that is gone.
      decision(HTTP + 800, 300, {}),
    ],
  });
  const [first, second] = await api.store.readOutbox(0, 10);
  await api.store.commit([
    { kind: "outbox-done", id: first!.id, at: NOW - 699, outcome: "delivered: 250 OK" },
    { kind: "outbox-done", id: second!.id, at: NOW - 500, outcome: "failed: HTTP 503" },
  ]);
});
afterAll(() => api.close());

const codes = async (query: string, as?: As) =>
  (await api.get(`/api/decisions${query}`, as)).rows.map(({ key, contact, code }) => [key, contact, code]);

describe("GET /api/decisions", () => {
  test("lists those of all resources, newest first, with names, messages and the definition", async () => {
    const { rows, meta } = await api.get("/api/decisions");

    expect(rows.map(({ key, outcome }) => [key, outcome])).toEqual([
      ["s1.101", "waiting"],
      ["s1.101", "not-told"],
      ["s1.101", "told"],
      ["s1.101", "told"],
      ["s1.103", "not-told"],
      ["h3", "not-told"],
      ["h2", "not-told"],
    ]);
    expect(rows[2]).toMatchObject({
      type: "service",
      host: "web-01",
      service: "HTTP",
      state: "WARNING",
      text: "not notified: bob by notify-by-mail (failed: HTTP 503)",
      messages: [{ command: "notify-by-mail!-u pager!hunter2", status: "failed", outcome: "failed: HTTP 503" }],
    });
    expect(rows[3]).toMatchObject({ contact: "ada", messages: [{ status: "told", outcome: "delivered: 250 OK" }] });
    expect(rows[6]).toMatchObject({ service: null, state: "DOWN", definition: { type: "host", name: "web-02" } });
    expect(meta).toEqual({ limit: 50, next_before: null });
  });

  test("shows a limited account only what it sees", async () => {
    expect((await codes("", "operator")).map(([key]) => key)).toEqual(["s1.101", "s1.101", "s1.101", "s1.101", "h2"]);
    expect(await codes("", "stranger")).toEqual([]);
    expect((await api.get("/api/decisions", "operator")).text).not.toContain("hidden");
  });

  test.each(["/api/decisions", "/api/hosts/1/services/101/decisions"])(
    "%s names a command with its arguments to who has the role, and alone to others",
    async (path) => {
      const commandsFor = async (as: As) =>
        (await api.get(path, as)).rows.flatMap(({ messages }) =>
          (messages as readonly { readonly command: string }[]).map(({ command }) => command),
        );
      expect(await commandsFor("operator")).toEqual(["notify-by-mail!-u pager!hunter2", "notify-by-mail"]);
      expect(await commandsFor("viewer")).toEqual(["notify-by-mail", "notify-by-mail"]);
      expect((await api.get(path, "viewer")).text).not.toContain("hunter2");
    },
  );

  test.each([
    ["outcome=failed", [["s1.101", "bob", "told"]]],
    ["outcome=told", [["s1.101", "ada", "told"]]],
    ["outcome=waiting", [["s1.101", "carl", "interval"]]],
    ["contact=bob&outcome=not-told", [["s1.101", "bob", "contact-period-closed"]]],
    ["code=interval", [["s1.101", "carl", "interval"]]],
    ["key=h2", [["h2", null, "in-downtime"]]],
    ["q=service:HTTP -state:CRITICAL", []],
    ["q=host:db-*", [["h3", null, "in-downtime"]]],
    [
      `from=${NOW - 650}&to=${NOW - 450}`,
      [
        ["s1.101", "bob", "contact-period-closed"],
        ["s1.101", "bob", "told"],
      ],
    ],
  ])("filters by %s", async (query, expected) => {
    expect(await codes(`?${query}`)).toEqual(expected);
  });

  test.each(["h3", "s1.103", "h999", "nothing"])("%s is not found by who does not see it", async (key) => {
    expect(await api.get(`/api/decisions?key=${key}`, "operator")).toMatchObject({ status: 404 });
  });

  test("is paged by id, to the end", async () => {
    const pages: unknown[] = [];
    for (let before: unknown = null, first = true; first || before !== null; first = false) {
      const { rows, meta } = await api.get(
        `/api/decisions?limit=2${before === null ? "" : `&before=${String(before)}`}`,
      );
      pages.push(rows.map(({ key }) => key));
      before = meta["next_before"];
    }

    expect(pages).toEqual([["s1.101", "s1.101"], ["s1.101", "s1.101"], ["s1.103", "h3"], ["h2"]]);
  });

  test.each([
    ["outcome=maybe", "outcome"],
    ["code=no-such", "code"],
    ["limit=201", "limit"],
    ["from=2&to=1", "to"],
    ["contact=", "contact"],
    ["before=x", "before"],
    ["q=is:strange", "is"],
  ])("refuses %s by its field", async (query, field) => {
    expect(await api.get(`/api/decisions?${query}`)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining(field) },
    });
  });
});
