import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { createHistogram, type Histogram } from "../../src/lib/histogram.ts";
import { sampleMeasures } from "../../src/interfaces/metrics/server-measures.fixture.ts";
import { errorOf } from "../../src/model/configuration-errors.ts";
import { warningOf } from "../../src/model/configuration-warnings.ts";
import { watchRates } from "../../src/interfaces/api/server/rates.ts";
import { type ApiUnderTest, openApi } from "../support/api-under-test.ts";
import { HTTP, NOW, inventedInventory } from "../support/invented-site.ts";
import { sampleMessage } from "../support/record-samples.ts";

const NO_HOST = errorOf("not-defined", { type: "host", name: "web-9" }, ["web-01"]);

let api: ApiUnderTest;
beforeAll(async () => {
  const service = inventedInventory.services.find(({ key }) => key === HTTP)!;
  api = await openApi({
    resources: [{ ...service, customVariables: new Map([["PASSWORD", "hunter2"]]) }],
    settings: {
      measures: async () => sampleMeasures(),
      lastReload: () => ({
        at: NOW - 60,
        by: "by jdoe over the API",
        result: "refused",
        seconds: null,
        reason: null,
        errors: [{ file: "/etc/vigie/shop.cfg", line: 12, directive: "host_name", ...NO_HOST }],
        warnings: [{ file: "/etc/vigie/web.cfg", line: 3, directive: "contacts", ...warningOf("empty-value", {}) }],
        needsRestart: ["listen"],
      }),
      undelivered: async () => [
        {
          ...sampleMessage(HTTP),
          id: 4,
          command: "mail!hunter2",
          failed: { count: 2, lastAt: NOW - 5, reason: "HTTP 503", nextAt: NOW + 30 },
          behind: null,
        },
        { ...sampleMessage(HTTP), id: 5, failed: null, behind: 4 },
      ],
    },
  });
});
afterAll(() => api.close());

describe("GET /api/server", () => {
  test("shows administrators the server with its last reload, by file and line, and what waits", async () => {
    expect((await api.get("/api/server")).body).toMatchObject({
      status: "ok",
      checks: { done: 7, running: 2, waiting: 1, lag_p50: null },
      commits: { refused: 0 },
      store_bytes: 4_096,
      outbox: {
        waiting: 1,
        failing: 1,
        delivered: 1,
        given_up: 0,
        messages: [
          {
            key: "s1.101",
            host: "web-01",
            service: "HTTP",
            contact: "ada",
            command: "mail!$_SERVICEPASSWORD$",
            failed_attempts: 2,
            last_failure: "HTTP 503",
            next_attempt: "2023-11-14T22:13:50Z",
            waits_for: null,
          },
          { key: "s1.101", failed_attempts: 0, next_attempt: null, waits_for: 4 },
        ],
      },
      reload: {
        at: "2023-11-14T22:12:20Z",
        by: "by jdoe over the API",
        result: "refused",
        errors: 1,
        error_list: [{ file: "/etc/vigie/shop.cfg", line: 12, ...NO_HOST }],
        warnings: 1,
        warning_list: [{ file: "/etc/vigie/web.cfg", directive: "contacts", code: "empty-value", params: {} }],
        needs_restart: ["listen"],
      },
    });
  });

  test("tells others how many there are, and names nothing", async () => {
    const answer = await api.get("/api/server", "viewer");

    expect(answer.body).toMatchObject({
      outbox: { waiting: 1, failing: 1, messages: [] },
      reload: { errors: 1, error_list: [], warnings: 1, warning_list: [] },
    });
    expect(answer.text).not.toContain(".cfg");
    expect(answer.text).not.toContain("web-01");
  });
});

describe("delays of commits", () => {
  const delays = async (one: ApiUnderTest) => {
    const { commits } = (await one.get("/api/server")).body as { readonly commits: Readonly<Record<string, unknown>> };
    return [commits["delay_p50"], commits["delay_p99"], commits["delay_is_more"]];
  };
  const open = async (commits: Histogram): Promise<ApiUnderTest> => {
    const counts = { checks: 0, results: 0, commits };
    const one = await openApi({ settings: { measures: async () => sampleMeasures(), counts: () => counts } });
    onTestFinished(one.close);
    return one;
  };

  test("that are beyond what is told apart are not like none", async () => {
    const commits = createHistogram([0.1, 1, 10]);
    const one = await open(commits);
    expect(await delays(one)).toEqual([null, null, false]);

    for (const seconds of [0.05, 0.05, 30]) commits.note(seconds);
    expect(await delays(one)).toEqual([0.1, 10, true]);

    for (let quick = 0; quick < 300; quick++) commits.note(0.5);
    expect(await delays(one)).toEqual([1, 1, false]);
  });

  test("are those of the last minute", async () => {
    const commits = createHistogram([0.1, 1, 10]);
    for (let before = 0; before < 1_000; before++) commits.note(0.05);
    const one = await open(commits);
    commits.note(5);

    expect(await delays(one)).toEqual([10, 10, false]);
  });
});

test("GET /api/cluster: a store in the data folder has no other server", async () => {
  expect((await api.get("/api/cluster")).body).toEqual({
    leader: null,
    standbys: null,
    own: null,
    version: "0.0.0-test",
  });
});

test("rates are those of the last minute", () => {
  const now = { ms: 0 };
  const commits = createHistogram([0.1, 1]);
  const counts = { checks: 100, results: 200, commits };
  const rates = watchRates(
    () => ({ ...counts }),
    () => now.ms,
  );
  now.ms = 10_000;
  counts.checks += 50;
  counts.results += 5;

  expect(rates.latest()).toMatchObject({ checks: 5, results: 0.5, commits: 0 });
  rates.stop();
});
