import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { errorOf } from "../../src/model/configuration-errors.ts";
import { type ApiUnderTest, type As, headersOf, openApi } from "../support/api-under-test.ts";
import { HTTP as HTTP_KEY, inventedGroups, inventedInventory, NOW } from "../support/invented-site.ts";
import { sampleMessage } from "../support/record-samples.ts";
import { openStreamClient, type StreamClient, type StreamOptions } from "../support/stream-client.ts";

let api: ApiUnderTest;
let url: string;
beforeEach(async () => {
  api = await openApi();
  url = await api.app.listen({ port: 0, host: "127.0.0.1" });
});
afterEach(() => api.close());

async function listen(as: As = "admin", options: StreamOptions = {}): Promise<StreamClient> {
  const client = await openStreamClient(url, { ...options, headers: { ...headersOf(as), ...options.headers } });
  onTestFinished(client.close);
  return client;
}

const HTTP = "/monitoring/hosts/1/services/101/submit";
const LOAD = "/monitoring/hosts/1/services/103/submit";
const WEB_01 = "/monitoring/hosts/1/submit";
const submit = async (path: string, status: number, output = "x"): Promise<void> => {
  await api.clock.advanceBy(60);
  expect((await api.post(path, { status, output })).status).toBe(204);
};
async function changeMoreThanSocketsTake(): Promise<void> {
  const output = "x".repeat(8_000);
  for (let round = 0; round < 140; round++) {
    await api.clock.advanceBy(0.001);
    const resources = [1, 1, 1, 2, 3].map((host, place) => ({
      type: "service",
      id: host === 1 ? 101 + place : 101,
      parent: { id: host },
      status: round % 2 === 0 ? 0 : 2,
      output: `${round} ${output}`,
    }));
    await api.post("/monitoring/resources/submit", { resources });
  }
}
const watch = (client: StreamClient, keys: readonly string[], as: As = "admin") =>
  api.call("PUT", `/api/events/streams/${client.stream()}`, { as, body: { watch: keys } });

describe("a connection", () => {
  test("begins with hello, and has the headers that keep proxies from holding it back", async () => {
    const client = await listen();

    expect(client.headers).toMatchObject({
      "content-type": "text/event-stream",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    });
    expect(client.headers["content-encoding"]).toBeUndefined();
    expect(client.events[0]).toMatchObject({
      event: "hello",
      id: null,
      data: { stream: expect.any(String), head: expect.any(Number), resumed: false, beat_seconds: 15 },
    });
  });

  test("has a beat every 15 seconds, also while it is busy", async () => {
    const client = await listen();
    await api.clock.advanceBy(31);
    await submit(HTTP, 0);
    await api.clock.advanceBy(15);

    await client.until(() => client.ofKind("beat").length >= 4);
    const times = client.ofKind("beat").map(({ data }) => Date.parse(String(data["now"])) / 1000);
    expect(times.slice(1).map((time, place) => time - times[place]!)).toEqual(times.slice(1).map(() => 15));
  });

  test("ends with bye when the server stops", async () => {
    const client = await listen();

    await api.app.close();

    expect((await client.until(({ event }) => event === "bye")).data).toEqual({ reason: "stopping", retry_ms: 1_000 });
    await client.ended;
  });

  test.each([
    ["?kinds=storm", "kinds"],
    ["?after=x", "after"],
  ])("is refused for %s", async (query, field) => {
    const client = await listen("admin", { query });

    expect([client.status, client.rest()]).toEqual([400, expect.stringContaining(field)]);
  });

  test("is refused for a Last-Event-ID that is none", async () => {
    expect((await listen("admin", { headers: { "Last-Event-ID": "next" } })).status).toBe(400);
  });

  test.each<[string, Readonly<Record<string, string>>]>([
    ["?limit=1", {}],
    ["?before=9", {}],
    ["", { accept: "application/json" }],
    ["?after=1", { accept: "application/json, text/plain, */*" }],
  ])("is a page of the history for %s %j", async (query, headers) => {
    const answer = await api.call("GET", `/api/events${query}`, { headers });

    expect(answer.body).toMatchObject({ result: expect.any(Array), meta: { last_id: expect.any(Number) } });
  });

  test("answers HEAD with the headers alone", async () => {
    const answer = await api.call("HEAD", "/api/events");

    expect([answer.status, answer.headers["content-type"]]).toEqual([200, "text/event-stream"]);
  });

  test.each<[As, number]>([
    ["operator", 200],
    ["viewer", 200],
    ["stranger", 200],
    ["noapi", 403],
    ["gone", 401],
    ["nobody", 403],
    ["foreign-page", 403],
    ["cookie-of-viewer", 200],
  ])("of %s is answered with %i", async (as, status) => {
    expect((await listen(as)).status).toBe(status);
  });
});

describe("a change", () => {
  test("has the present row and the line of the history, under the id of that line", async () => {
    const client = await listen();

    await submit(HTTP, 0, "fine");

    const change = await client.untilChange(({ kind }) => kind === "recovery");
    const row = await api.get("/api/resources/s1.101");
    expect(change).toMatchObject({ key: "s1.101", by: null, row: { state: "OK", output: "fine", unhandled: false } });
    expect(row.body).toMatchObject(change.row!);
    expect((await api.store.readNewestEvents(20)).map(({ id }) => id)).toContain(change.id);
  });

  test("names who caused it, and checks that somebody asked for", async () => {
    const client = await listen();
    expect((await api.post("/api/hosts/2/acknowledgement", { comment: "on it" })).status).toBe(204);
    await api.post("/monitoring/hosts/1/check", { is_forced: true }, "operator");

    const set = await client.untilChange(({ kind }) => kind === "acknowledgement-set");
    const asked = await client.untilChange(({ kind }) => kind === "check-requested");

    expect(set).toMatchObject({ key: "h2", by: "admin", row: { acknowledgement: { comment: "on it" } } });
    expect(asked).toMatchObject({ key: "h1", by: "operator" });
  });

  test("is told in the order of ids, which rise", async () => {
    const client = await listen();
    for (let round = 0; round < 5; round++) await Promise.all([submit(HTTP, round % 3), submit(WEB_01, round % 2)]);

    const last = (await api.store.readNewestEvents(1))[0]!.id;
    await client.untilChange(({ id }) => id === last);
    const ids = client.changes().map(({ id }) => id!);
    expect(ids).toEqual((await api.store.readEventsAfter(ids[0]! - 1, 1_000)).map(({ id }) => id));
  });

  test("is left out unless it is of a wanted kind", async () => {
    const client = await listen("admin", { query: "?kinds=recovery" });

    await submit(HTTP, 1);
    await submit(HTTP, 0);
    await client.untilChange(({ kind }) => kind === "recovery");

    expect(client.changes().map(({ kind }) => kind)).toEqual(["recovery"]);
  });
});

describe("with a search", () => {
  test("tells changes of what matches before or after", async () => {
    const client = await listen("admin", { query: "?q=is:unhandled" });

    await submit(LOAD, 1, "not hard");
    await submit(LOAD, 0, "soft end");
    await submit(HTTP, 0, "leaves");
    await submit(HTTP, 0, "stays away");
    await api.post("/api/hosts/2/acknowledgement", { comment: "handled" });
    await client.untilChange(({ kind }) => kind === "acknowledgement-set");

    const told = client.changes().map(({ key, row }) => `${key} ${String(row!["output"])}`);
    expect(told).toContain("s1.101 leaves");
    for (const { key } of client.changes()) expect(["s1.101", "h2", "s1.103"]).toContain(key);
    expect(client.changes().some(({ kind, key }) => kind === "soft-state" && key === "s1.103")).toBe(false);
  });

  test("is refused for a mistake, with its place", async () => {
    const client = await listen("admin", { query: "?q=is:urgent" });

    expect([client.status, client.rest()]).toEqual([400, expect.stringContaining("expected")]);
  });

  test("tells the summary of it at first and when it changed, as the API has it", async () => {
    const query = "?q=type:service";
    const client = await listen("operator", { query });
    await api.clock.advanceBy(1);
    const first = await client.until(({ event }) => event === "summary");

    await api.clock.advanceBy(5);
    await submit(HTTP, 0);
    await api.clock.advanceBy(2);
    await client.until((told) => told.event === "summary" && told !== first);

    const { as_of: _, ...last } = client.ofKind("summary").at(-1)!.data;
    expect((await api.get(`/api/summary${query}`, "operator")).body).toMatchObject(last);
    expect(client.ofKind("summary")).toHaveLength(2);
  });
});

describe("views", () => {
  const viewOf = async (query: string, as: As = "admin"): Promise<string> =>
    String((await api.get(`/api/resources${query}`, as)).meta["view"]);
  const follow = (client: StreamClient, views: readonly string[], as: As = "admin") =>
    api.call("PUT", `/api/events/streams/${client.stream()}`, { as, body: { views } });

  test("tell what entered and left since they were frozen, then since it was told", async () => {
    const client = await listen();
    const view = await viewOf("?q=is:problem");
    expect((await follow(client, [view])).status).toBe(204);

    await submit(HTTP, 0);
    await submit(LOAD, 2);
    await api.clock.advanceBy(1);
    await client.until(({ event, data }) => event === "view" && String(data["entered"]).includes("s1.103"));
    await submit(LOAD, 0);
    await api.clock.advanceBy(1);
    await client.until(({ event, data }) => event === "view" && String(data["left"]).includes("s1.103"));

    const told = client.ofKind("view").map(({ data }) => data);
    expect(told.flatMap(({ left }) => left)).toEqual(["s1.101", "s1.103"]);
    expect(told.flatMap(({ entered }) => entered)).toEqual(["s1.103"]);
    const present = await api.get("/api/resources?q=is:problem");
    expect(present.meta).toMatchObject({
      total: told.at(-1)!["total"],
      total_unhandled: told.at(-1)!["total_unhandled"],
      counts: told.at(-1)!["counts"],
    });
  });

  test("tell another order", async () => {
    const client = await listen();
    const view = await viewOf("?q=type:service&sort=-severity,since");
    await follow(client, [view]);

    await submit(HTTP, 0);
    await api.clock.advanceBy(1);

    await client.until(({ event, data }) => event === "view" && data["reordered"] === true);
  });

  test("are those of the caller: that of another has ended for it, and holds up no other", async () => {
    const client = await listen("operator");
    const view = await viewOf("?q=");

    expect((await follow(client, [view], "operator")).status).toBe(204);
    await client.until(({ event, data }) => event === "view" && data["view"] === view && data["ended"] === true);
    await api.clock.advanceBy(1);
    expect(client.ofKind("view")).toHaveLength(1);
  });

  test("that have ended are told as such, and hold up no other; so is one that ends while it is followed", async () => {
    const client = await listen();
    const view = await viewOf("?q=is:problem");
    expect((await follow(client, ["v-none", view])).status).toBe(204);
    await client.until(({ event, data }) => event === "view" && data["view"] === "v-none" && data["ended"] === true);
    await api.clock.advanceBy(1);
    await client.until(({ event, data }) => event === "view" && data["view"] === view && data["total"] !== undefined);

    // Nine later ones of the same caller.
    for (let n = 0; n < 9; n++) await viewOf("?q=is:problem");
    await submit(HTTP, 0);
    await api.clock.advanceBy(1);

    await client.until(({ event, data }) => event === "view" && data["view"] === view && data["ended"] === true);
  });
});

describe("a client that comes back", () => {
  test("is told what it missed once, then what follows", async () => {
    const first = await listen();
    await submit(HTTP, 0, "one");
    await first.untilChange(({ kind }) => kind === "recovery");
    const after = first.lastId();
    first.close();
    await submit(HTTP, 2, "two");

    const again = await listen("admin", { after });
    expect(again.events[0]!.data["resumed"]).toBe(true);
    await submit(WEB_01, 1, "three");
    const last = (await api.store.readNewestEvents(1))[0]!.id;
    await again.untilChange(({ id }) => id === last);

    expect(again.changes().map(({ id }) => id)).toEqual(
      (await api.store.readEventsAfter(after, 1_000)).map(({ id }) => id),
    );
  });

  test("may name the id in the address instead", async () => {
    const { data } = (await listen()).events[0]!;
    await submit(HTTP, 0);

    const again = await listen("admin", { query: `?after=${String(data["head"])}` });

    await again.untilChange(({ kind }) => kind === "recovery");
    expect(again.events[0]!.data["resumed"]).toBe(true);
  });

  test("gets a gap for an id of another history, and what follows", async () => {
    const client = await listen("admin", { after: 999_999 });

    const { data } = await client.until(({ event }) => event === "gap");
    await submit(HTTP, 0);

    expect(client.events[0]!.data["resumed"]).toBe(false);
    expect(data).toMatchObject({ from: 999_999, reason: "purged" });
    await client.untilChange(({ kind }) => kind === "recovery");
  });
});

describe("watched keys", () => {
  test("tell results that change nothing, and at most one row a second", async () => {
    const client = await listen();
    expect((await watch(client, ["s1.103"])).status).toBe(204);

    await submit(LOAD, 0, "first");
    await client.until(({ event, data }) => event === "check" && JSON.stringify(data).includes("first"));
    for (const output of ["second", "third", "fourth"]) {
      await api.clock.advanceBy(0.1);
      await api.post(LOAD, { status: 0, output });
    }
    await api.clock.advanceBy(1);
    await client.until(({ event, data }) => event === "check" && JSON.stringify(data).includes("fourth"));

    const checks = client.ofKind("check").map(({ data }) => (data["row"] as { output: string }).output);
    expect(checks).toEqual(["first", "fourth"]);
    expect(client.ofKind("check").every(({ id }) => id === null)).toBe(true);
  });

  test("tell the row of a service when its host changes, and of a host when its service does", async () => {
    const client = await listen();
    await watch(client, ["s1.101", "h1"]);

    for (let attempt = 0; attempt < 3; attempt++) await submit(WEB_01, 1, "gone");
    await client.until(
      ({ event, data }) =>
        event === "check" && (data["row"] as { key: string; host: { state: string } }).host.state === "DOWN",
    );
    const isOf = (key: string) => (event: (typeof client.events)[number]) =>
      event.event === "check" && (event.data["row"] as { key: string }).key === key;
    expect((await client.until(isOf("s1.101"))).data["row"]).toMatchObject({ unhandled: false });

    await submit(LOAD, 2, "high");
    await client.until((event) => isOf("h1")(event) && /"problems":3/.test(JSON.stringify(event.data)));
  });

  test("are those of the caller's own stream, and only visible ones", async () => {
    const client = await listen("operator");
    expect((await watch(client, ["s1.103"])).status).toBe(404);
    expect((await watch(client, ["s1.103", "s1.101", "h99"], "operator")).status).toBe(204);

    await submit(LOAD, 0, "of no concern");
    await submit(HTTP, 2, "seen");
    await client.until(({ event, data }) => event === "check" && JSON.stringify(data).includes("seen"));

    expect(JSON.stringify(client.events)).not.toContain("of no concern");
  });

  test.each([
    [{ watch: ["web-01"] }, "watch"],
    [{ watch: Array.from({ length: 301 }, (_, place) => `h${place + 1}`) }, "watch"],
    [{ views: ["1", "2", "3", "4", "5", "6", "7", "8", "9"] }, "views"],
    [{ wach: [] }, "wach"],
  ])("are refused otherwise: %j", async (body, field) => {
    const client = await listen();

    const answer = await api.call("PUT", `/api/events/streams/${client.stream()}`, { body });

    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining(field)]);
  });
});

describe("rights", () => {
  test("a limited account sees no trace of others", async () => {
    const [limited, all] = [await listen("operator"), await listen()];
    await watch(limited, ["h1", "h3", "s1.103"], "operator");

    await api.post("/monitoring/hosts/3/comments", { comment: "about db-01" });
    await submit(LOAD, 2, "about load");
    await submit("/monitoring/hosts/3/submit", 1, "about db-01");
    await submit(HTTP, 0, "about http");
    await limited.untilChange(({ kind }) => kind === "recovery");
    await all.untilChange(({ kind }) => kind === "recovery");

    const told = JSON.stringify(limited.events);
    for (const secret of ["about db-01", "db-01", "about load", "s1.103", "h3", "s3."])
      expect(told).not.toContain(secret);
    expect(JSON.stringify(all.events)).toContain("about load");
    expect(limited.changes().every(({ key }) => key === "s1.101" || key === null)).toBe(true);
  });

  test("what is seen no longer is told as gone, and that something is different", async () => {
    const client = await listen("operator");
    await submit(HTTP, 0, "seen");
    await client.untilChange(({ kind }) => kind === "recovery");

    api.access.configure(
      inventedInventory,
      inventedGroups.map((group) => ({ ...group, exceptHosts: group.name === "operators" ? ["web-01"] : [] })),
    );
    await submit(HTTP, 2, "a secret now");
    await submit("/monitoring/hosts/2/submit", 0, "seen as well");
    await client.untilChange(({ kind, key }) => kind === "recovery" && key === "h2");

    expect(JSON.stringify(client.events)).not.toContain("a secret now");
    expect(
      client
        .changes()
        .filter(({ kind }) => kind === "gone")
        .map(({ key, id }) => [key, id]),
    ).toEqual([
      ["h1", null],
      ["s1.101", null],
      ["s1.102", null],
    ]);
    expect(client.ofKind("gap").map(({ data }) => data["reason"])).toEqual(["rights-changed"]);
  });

  test("other groups with the same rights change nothing", async () => {
    const client = await listen("operator");

    api.access.configure(inventedInventory, inventedGroups);
    await submit(HTTP, 0);
    await client.untilChange(({ kind }) => kind === "recovery");

    expect(client.ofKind("gap")).toEqual([]);
  });

  test("a session that ends ends its stream, within a second", async () => {
    const client = await listen("cookie-of-viewer");

    await api.call("POST", "/centreon/authentication/logout", { as: "cookie-of-viewer" });
    await api.clock.advanceBy(1);

    expect((await client.until(({ event }) => event === "bye")).data["reason"]).toBe("session-ended");
    await client.ended;
  });

  test("an account that is disabled by another process is cut off", async () => {
    const client = await listen("viewer");
    const viewer = (await api.store.readAccounts()).find(({ alias }) => alias === "viewer")!;

    await api.store.saveAccount({ ...viewer, isEnabled: false });
    await api.clock.advanceBy(2);

    expect((await client.until(({ event }) => event === "bye")).data["reason"]).toBe("session-ended");
  });

  test("a beat is a use of the session: who listens stays signed in", async () => {
    const client = await listen("cookie-of-viewer");

    for (let hour = 0; hour < 3; hour++) await api.clock.advanceBy(3_600);
    expect((await api.get("/api/events?limit=1", "cookie-of-viewer")).status).toBe(200);
    client.close();
    await client.ended;
    await expect
      .poll(async () => {
        await api.clock.advanceBy(7_300);
        return (await api.get("/api/events?limit=1", "cookie-of-viewer")).status;
      })
      .toBe(401);
  });
});

describe("notices", () => {
  test("tell administrators what is the matter, once, and nobody else", async () => {
    let isRefused = true;
    const reload = { at: NOW, by: null, seconds: null, reason: null, warnings: [], needsRestart: [] };
    const errors = [
      {
        file: "/etc/vigie/shop.cfg",
        line: 12,
        directive: null,
        ...errorOf("not-defined", { type: "host", name: "secret" }),
      },
    ];
    const failed = { count: 2, lastAt: NOW, reason: "HTTP 503", nextAt: NOW + 30 };
    const troubled = await openApi({
      settings: {
        lastReload: () => ({ ...reload, errors, result: isRefused ? "refused" : "accepted" }),
        undelivered: async () => [{ ...sampleMessage(HTTP_KEY), id: 4, failed, behind: null }],
      },
    });
    onTestFinished(() => troubled.close());
    const at = await troubled.app.listen({ port: 0, host: "127.0.0.1" });
    const [all, limited] = await Promise.all(
      (["admin", "operator"] as const).map((as) => openStreamClient(at, { headers: headersOf(as) })),
    );

    await troubled.clock.advanceBy(10);
    await all!.until(({ data }) => data["code"] === "notifications-failing");
    isRefused = false;
    await troubled.clock.advanceBy(10);
    await all!.until(({ event, data }) => event === "notice" && data["level"] === "info");

    expect(all!.ofKind("notice").map(({ data }) => [data["level"], data["code"]])).toEqual([
      ["warning", "reload-refused"],
      ["warning", "notifications-failing"],
      ["info", "reload-refused"],
    ]);
    expect(limited!.ofKind("notice")).toEqual([]);
  });
});

describe("a wall screen", () => {
  const Q = "host:web-01 type:service";
  const openWall = async (): Promise<Readonly<Record<string, string>>> => {
    const view = { q: Q, sort: "host" };
    const link = await api.post("/api/wall-links", { view, hours: null, label: "Hall" });
    const secret = (link.body as { url: string }).url.split("/wall/")[1];
    const opened = await api.call("POST", "/api/session/wall", { as: "nobody", body: { secret } });
    return { cookie: String(opened.headers["set-cookie"]).split(";")[0]! };
  };
  const listenAtWall = (headers: Readonly<Record<string, string>>, after: object = {}): Promise<StreamClient> =>
    listen("nobody", { headers, query: `?q=${encodeURIComponent(Q)}`, ...after });

  test("that comes back is told of a gap, and nothing of what its view does not show", async () => {
    const headers = await openWall();
    await submit(WEB_01, 1, "not on the wall");
    for (const after of [{ after: 1 }, { query: `?q=${encodeURIComponent(Q)}&after=1` }]) {
      const client = await listenAtWall(headers, after);
      await client.until(({ event }) => event === "gap");
      await submit(HTTP, 2, "on the wall");
      await client.untilChange(({ key }) => key === "s1.101");

      expect(client.ofKind("gap").map(({ data }) => data["reason"])).toEqual(["wall-screen"]);
      expect(client.changes().map(({ key }) => key)).not.toContain("h1");
      client.close();
    }
  });

  test("does not take the streams of its maker, nor the other way round", async () => {
    const headers = await openWall();
    await Promise.all(Array.from({ length: 20 }, () => listenAtWall(headers)));

    expect((await listenAtWall(headers)).rest()).toContain("The wall screens of this account have 20 streams");
    expect((await listen("admin")).status).toBe(200);
  });
});

describe("limits", () => {
  test("20 streams of an account; the next one is refused until one ends", async () => {
    const clients = await Promise.all(Array.from({ length: 20 }, () => listen("viewer")));

    const refused = await listen("viewer");
    expect([refused.status, refused.headers["retry-after"], refused.rest()]).toEqual([
      503,
      "30",
      expect.stringContaining("20 streams"),
    ]);
    expect((await listen("operator")).status).toBe(200);
    clients[0]!.close();
    await clients[0]!.ended;
    await expect.poll(async () => (await listen("viewer")).status).toBe(200);
  });

  test(
    "a beat comes when all up to its head was told, also to a slow client that is told what it missed",
    { timeout: 180_000 },
    async () => {
      const before = await listen();
      const after = before.lastId();
      before.close();
      await before.ended;
      await changeMoreThanSocketsTake();

      const client = await listen("admin", { after });
      client.pause();
      for (let second = 0; second < 8; second++) await api.clock.advanceBy(1);
      client.resume();
      const newest = (await listen()).lastId();
      await client.until(({ id }) => id === newest);
      for (let second = 0; second < 15; second++) await api.clock.advanceBy(1);
      const beat = await client.until(({ event }) => event === "beat");

      const told = client.events.slice(0, client.events.indexOf(beat)).map(({ id }) => id ?? 0);
      expect(Math.max(...told)).toBe(beat.data["head"]);
      expect(client.ofKind("bye")).toEqual([]);
    },
  );

  test(
    "a client that takes nothing is cut off after ten seconds, and holds up nobody",
    { timeout: 180_000 },
    async () => {
      const [slow, quick] = [await listen(), await listen()];
      slow.pause();
      await changeMoreThanSocketsTake();
      await api.clock.advanceBy(11);

      await quick.until(({ data }) => JSON.stringify(data).includes("139 x"));
      slow.resume();
      await slow.ended;
      // Said to who takes it within seconds.
      for (const { data } of slow.ofKind("bye")) expect(data).toEqual({ reason: "slow", retry_ms: 1_000 });
      expect(slow.changes().length).toBeLessThan(quick.changes().length);
      expect(quick.ofKind("bye")).toEqual([]);
    },
  );
});
