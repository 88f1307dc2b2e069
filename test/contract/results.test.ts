import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ResourceKey } from "../../src/model/resource-key.ts";
import type { ResourceState } from "../../src/model/resource-state.ts";
import { type ApiUnderTest, openApi } from "../support/api-under-test.ts";
import { DB_01, DISK, HTTP, HTTP_02, LOAD, NOW, WEB_01, WEB_02 } from "../support/invented-site.ts";
import { fieldsIn } from "../support/state-with.ts";

const WEB_HOST = "/monitoring/hosts/1/submit";
const HTTP_SERVICE = "/monitoring/hosts/1/services/101/submit";
const MANY = "/monitoring/resources/submit";

let api: ApiUnderTest;
let now = NOW;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  now += 60;
  await api.clock.advanceTo(now);
});

/** State on disk. */
const stored = async (key: ResourceKey): Promise<ResourceState | undefined> =>
  (await api.store.readSnapshot()).states.get(key);
const ofHost = (id: number, more: object = {}) => ({ type: "host", id, parent: null, status: 0, ...more });
const ofService = (host: number, id: number, more: object = {}) => ({
  type: "service",
  id,
  parent: { id: host },
  status: 0,
  ...more,
});

describe("one result (later versions §7.3)", () => {
  test("has the effect of a check, and is marked as passive", async () => {
    const answer = await api.post(HTTP_SERVICE, {
      status: 1,
      output: "slow\nas molasses",
      performance_data: "time=9s",
    });

    expect(answer).toMatchObject({ status: 204, text: "" });
    expect(fieldsIn(await stored(HTTP))).toMatchObject({
      state: 1,
      checkType: 1,
      lastCheck: now,
      output: "slow\nas molasses",
      perfdata: "time=9s",
    });
    expect((await api.get("/monitoring/hosts/1/services/101")).body).toMatchObject({
      state: 1,
      output: "slow\nas molasses",
      check_type: 1,
    });
  });

  test("of a host is UP, DOWN or UNREACHABLE, and a problem is hard immediately", async () => {
    await api.post(WEB_HOST, { status: 1, output: "gone" });

    expect(fieldsIn(await stored(WEB_01))).toMatchObject({ state: 1, stateType: 1, lastCheck: now });
  });

  test("that changes nothing is also on disk when the answer arrives", async () => {
    const before = (await stored(LOAD))!;

    await api.post("/monitoring/hosts/1/services/103/submit", { status: before.check.state, output: "the same" });

    expect(fieldsIn(await stored(LOAD))).toMatchObject({
      state: before.check.state,
      lastCheck: now,
      output: "the same\n",
    });
  });

  test("may omit both texts, or send null", async () => {
    await api.post(HTTP_SERVICE, { status: 0, output: null, performance_data: null });

    expect(fieldsIn(await stored(HTTP))).toMatchObject({
      state: 0,
      output: "(No output returned from plugin)\n",
      perfdata: "",
    });
  });

  test.each([
    ["a missing host", "/monitoring/hosts/999/submit", "Host 999 not found", "admin"],
    ["a missing host of a service", "/monitoring/hosts/999/services/101/submit", "Host 999 not found", "admin"],
    ["a missing service", "/monitoring/hosts/1/services/999/submit", "Service 999 not found", "admin"],
    ["a hidden host", "/monitoring/hosts/3/submit", "Host 3 not found", "operator"],
    ["a hidden service", "/monitoring/hosts/1/services/103/submit", "Service 103 not found", "operator"],
  ] as const)("of %s is refused", async (_case, path, message, as) => {
    expect(await api.post(path, { status: 0 }, as)).toMatchObject({ status: 404, body: { code: 404, message } });
  });

  test("is served under every version token", async () => {
    for (const version of ["latest", "v2", "v2.1", "v20.10", "v22.10"]) {
      expect((await api.call("POST", `/centreon/api/${version}${HTTP_SERVICE}`, { body: { status: 0 } })).status).toBe(
        204,
      );
    }
  });
});

describe("several results (later versions §7.1)", () => {
  test("are all on disk when the answer arrives, those of one resource in order", async () => {
    const resources = [
      ofHost(2, { status: 0, output: "back" }),
      ofService(2, 101, { status: 2, output: "first" }),
      ofService(2, 101, { status: 1, output: "second" }),
    ];

    const answer = await api.post(MANY, { resources });

    expect(answer).toMatchObject({ status: 204, text: "" });
    expect(fieldsIn(await stored(WEB_02))).toMatchObject({ state: 0, output: "back\n", lastCheck: now });
    expect(fieldsIn(await stored(HTTP_02))).toMatchObject({ state: 1, output: "second\n", lastCheck: now });
  });

  test("of missing, hidden or other resources are skipped", async () => {
    const before = await stored(DB_01);
    const resources = [
      ofHost(999),
      ofHost(3),
      ofService(1, 999),
      ofHost(1, { parent: { id: 2 }, output: "seen" }),
      { type: "service", id: 102, parent: null, status: 0 },
      { type: "metaservice", id: 1, parent: null, status: 0 },
    ];

    expect(await api.post(MANY, { resources }, "operator")).toMatchObject({ status: 204 });
    expect(await stored(DB_01)).toEqual(before);
    expect(fieldsIn(await stored(WEB_01))).toMatchObject({ output: "seen\n", lastCheck: now });
  });

  test("may be none", async () => {
    expect(await api.post(MANY, { resources: [] })).toMatchObject({ status: 204, text: "" });
  });

  test("are skipped if the role for their kind is missing", async () => {
    const before = await stored(WEB_01);

    const answer = await api.post(
      MANY,
      { resources: [ofHost(1, { output: "not his" }), ofService(1, 102, { output: "his" })] },
      "submitter",
    );

    expect(answer.status).toBe(204);
    expect(await stored(WEB_01)).toEqual(before);
    expect(fieldsIn(await stored(DISK))).toMatchObject({ output: "his\n", lastCheck: now });
  });

  test("need one of the two roles", async () => {
    expect(await api.post(MANY, { resources: [] }, "viewer")).toMatchObject({ status: 401, text: "" });
  });
});

describe("a wrong body changes nothing (later versions §3.3)", () => {
  const word = (length: number): string => "x".repeat(length);
  test.each([
    ["empty", HTTP_SERVICE, "", "Error when decoding your sent data"],
    ["no JSON", MANY, '{"resources":', "Error when decoding your sent data"],
    ["an array", MANY, [ofHost(1)], "Array value found, but an object is required\n"],
    ["an empty object", HTTP_SERVICE, {}, "Array value found, but an object is required\n"],
    ["without status", HTTP_SERVICE, { output: "x" }, "[status] The property status is required\n"],
    [
      "with a status of nothing",
      HTTP_SERVICE,
      { status: 4 },
      "[status] Does not have a value in the enumeration [0,1,2,3]\n",
    ],
    [
      "with a service's status for a host",
      WEB_HOST,
      { status: 3 },
      "[status] Does not have a value in the enumeration [0,1,2]\n",
    ],
    ["with a status in quotes", WEB_HOST, { status: "1" }, "[status] String value found, but an integer is required\n"],
    ["with a broken status", WEB_HOST, '{"status":1.0}', "[status] Double value found, but an integer is required\n"],
    [
      "with numbers as texts",
      HTTP_SERVICE,
      { status: 0, output: 1, performance_data: false },
      "[output] Integer value found, but a string or a null is required\n[performance_data] Boolean value found, but a string or a null is required\n",
    ],
    [
      "with a text that is too long",
      HTTP_SERVICE,
      { status: 0, output: word(65_537) },
      "[output] Must be at most 65536 characters long\n",
    ],
    [
      "with an unknown field",
      HTTP_SERVICE,
      { status: 0, foo: 1 },
      "The property foo is not defined and the definition does not allow additional properties\n",
    ],
    [
      "without resources",
      MANY,
      { foo: 1 },
      "[resources] The property resources is required\nThe property foo is not defined and the definition does not allow additional properties\n",
    ],
    [
      "with resources that are not an array",
      MANY,
      { resources: "all" },
      "[resources] String value found, but an array is required\n",
    ],
    [
      "with an empty resource",
      MANY,
      { resources: [{}] },
      "[resources[0]] Array value found, but an object is required\n",
    ],
    [
      "with one wrong resource among good ones",
      MANY,
      { resources: [ofHost(1), { type: "host", status: 9, note: 1 }] },
      "[resources[1].id] The property id is required\n[resources[1].parent] The property parent is required\n" +
        "[resources[1].status] Does not have a value in the enumeration [0,1,2]\n" +
        "[resources[1]] The property note is not defined and the definition does not allow additional properties\n",
    ],
    [
      "with a parent without id",
      MANY,
      { resources: [ofService(1, 101, { parent: { name: "web-01" } })] },
      "[resources[0].parent.id] The property id is required\n" +
        "[resources[0].parent] The property name is not defined and the definition does not allow additional properties\n",
    ],
    [
      "with an unknown kind",
      MANY,
      { resources: [ofHost(1), ofHost(1, { type: "foo" })] },
      "Incorrect Resource type: foo",
    ],
    [
      "with too many",
      MANY,
      { resources: Array.from({ length: 2_001 }, () => ofHost(1)) },
      "[resources] There must be a maximum of 2000 items in the array\n",
    ],
  ])("%s", async (_case, path, body, message) => {
    const before = (await api.store.readSnapshot()).states;

    expect(await api.post(`/centreon/api/latest${path}`, body)).toMatchObject({
      status: 500,
      body: { code: 500, message },
    });
    expect((await api.store.readSnapshot()).states).toEqual(before);
  });

  test.each([
    ["without status", {}, "Error on 'status': The property status is required"],
    ["an array", [], "Error on '': Array value found, but an object is required"],
    ["empty", "", "Error when decoding your sent data"],
    [
      "with several mistakes",
      { status: 7, output: 1, foo: 1 },
      "Error on 'status': Does not have a value in the enumeration [0,1,2,3]\n" +
        "Error on 'output': Integer value found, but a string or a null is required\n" +
        "Error on '': The property foo is not defined and the definition does not allow additional properties",
    ],
  ])("in the original words under the original tokens (§1.2): %s", async (_case, body, message) => {
    for (const token of ["v2", "beta"])
      expect(await api.post(`/centreon/api/${token}${HTTP_SERVICE}`, body)).toMatchObject({
        status: 500,
        body: { code: 500, message },
      });
  });

  test("resources as an empty object are none, as the reference reads it", async () => {
    expect((await api.post(MANY, { resources: {} })).status).toBe(204);
  });

  test("a batch larger than 1 MiB is 413", async () => {
    const answer = await api.post(MANY, {
      resources: Array.from({ length: 20 }, () => ofHost(1, { output: word(60_000) })),
    });

    expect(answer).toMatchObject({ status: 413, body: { message: "The request body is larger than 1048576 bytes" } });
  });

  test("names at most 100 mistakes", async () => {
    const { body } = await api.post(MANY, { resources: Array.from({ length: 200 }, () => ofHost(1, { status: 7 })) });

    expect((body as { readonly message: string }).message).toMatch(/\n… and 100 more errors\n$/);
  });
});
