import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cpuMs } from "../support/cpu-time.ts";
import { type ApiUnderTest, openApi } from "../support/api-under-test.ts";

const KIB = 1_024;
const SMALL = 16 * KIB;
const LARGE = 1_024 * KIB;
const RESULTS = "/monitoring/resources/submit";

/** Body of exactly this size. */
const padded = (bytes: number): string => `{"comment":"${"a".repeat(bytes - 14)}"}`;

/** Paths of the contract have numbers. */
const tooLarge = (path: string): number | string => (path.startsWith("/api/") ? "body-too-large" : 413);

let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

describe("the size of a body", () => {
  test.each([
    ["POST", "/login", "nobody"],
    ["POST", "/centreon/authentication/providers/configurations/local", "nobody"],
    ["POST", "/acknowledgments/hosts", "admin"],
    ["POST", "/monitoring/hosts/1/downtimes", "admin"],
    ["POST", "/api/decisions/simulate", "admin"],
    ["DELETE", "/monitoring/downtimes/1", "admin"],
  ] as const)("of %s %s is at most 16 KiB", async (method, path, as) => {
    expect((await api.call(method, path, { as, body: padded(SMALL) })).status).not.toBe(413);
    expect(await api.call(method, path, { as, body: padded(SMALL + 1) })).toMatchObject({
      status: 413,
      body: { code: tooLarge(path), message: "The request body is larger than 16384 bytes" },
    });
  });

  const many = [
    ["POST", RESULTS],
    ["POST", "/monitoring/hosts/1/submit"],
    ["POST", "/monitoring/hosts/acknowledgements"],
    ["POST", "/monitoring/services/acknowledgements"],
    ["POST", "/api/recurring-downtimes"],
    ["PUT", "/api/recurring-downtimes/1"],
  ] as const;

  test.each(many)("of %s %s is at most 1 MiB, with a good token", async (method, path) => {
    expect((await api.call(method, path, { body: padded(LARGE) })).status).not.toBe(413);
    expect(await api.call(method, path, { body: padded(LARGE + 1) })).toMatchObject({
      status: 413,
      body: { code: tooLarge(path), message: "The request body is larger than 1048576 bytes" },
    });
  });

  test.each(many)("%s %s reads no large body without a good token and the right", async (method, path) => {
    const body = padded(LARGE).slice(1);

    expect((await api.call(method, path, { as: "nobody", body })).status).toBe(403);
    expect((await api.call(method, path, { as: "nobody", body: "{", headers: { "x-auth-token": "?" } })).status).toBe(
      path.startsWith("/api") ? 400 : 500,
    );
    expect((await api.call(method, path, { as: "viewer", body })).status).toBe(path.startsWith("/api") ? 400 : 401);
  });
});

const filled = (piece: string): string => piece.repeat(Math.floor((LARGE - 200) / piece.length));
const recurring = (targets: string): string =>
  `{"name":"n","comment":"c","rrule":"FREQ=DAILY","dtstart":"2026-01-01T00:00:00","zone":"UTC",` +
  `"duration_seconds":60,"targets":${targets}}`;

test.each([
  ["numbers for results", "POST", RESULTS, `{"resources":[${filled("5,")}5]}`],
  ["objects for results", "POST", RESULTS, `{"resources":[${filled("{},")}5]}`],
  ["results of unknown members", "POST", RESULTS, `{"resources":[${filled('{"id":1,"x":2,"y":3,"type":"host"},')}5]}`],
  ["one output", "POST", "/monitoring/hosts/1/submit", `{"status":0,"output":"${filled("\\n")}"}`],
  ["numbers for acknowledgements", "POST", "/monitoring/hosts/acknowledgements", `[${filled("5,")}5]`],
  [
    "objects for acknowledgements",
    "POST",
    "/monitoring/hosts/acknowledgements",
    `[${filled('{"comment":1,"a":2,"b":3,"c":4},')}5]`,
  ],
  ["numbers for targets", "POST", "/api/recurring-downtimes", recurring(`{"hosts":[${filled("5,")}5]}`)],
  [
    "objects for targets",
    "POST",
    "/api/recurring-downtimes",
    recurring(`{"services":[${filled('{"host":1,"x":2},')}5]}`),
  ],
  [
    "unknown hosts as targets",
    "POST",
    "/api/recurring-downtimes",
    recurring(`{"hosts":[${filled('"no such host, with a long name in a pattern without end",')}"x"]}`),
  ],
] as const)("1 MiB of %s is refused quickly", async (_what, method, path, body) => {
  const times: number[] = [];
  for (let round = 0; round < 4; round++) {
    const begun = cpuMs();
    const { status } = await api.call(method, path, { body });
    times.push(cpuMs() - begun);
    expect(status).toBeGreaterThanOrEqual(400);
  }

  // With the test's own client in the same thread; json-body.test.ts measures the parsing alone.
  expect(Math.min(...times)).toBeLessThan(40);
});
