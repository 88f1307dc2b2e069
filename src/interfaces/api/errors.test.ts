import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyRequest } from "fastify";
import { describe, expect, test } from "vitest";
import { openApi } from "../../../test/support/api-under-test.ts";
import { createFakeClock } from "../../../test/support/fake-clock.ts";
import { type Log, silentLog } from "../../lib/log.ts";
import { Refusal } from "../../model/refusal.ts";
import { REFUSALS, type RefusalCode } from "../../model/refusal-codes.ts";
import { answerTo } from "./errors.ts";
import { createRequestLog, type RequestLog } from "./request-log.ts";

const source = join(import.meta.dirname, "../..");
// Folders whose refusals a request can meet. Excluded files: new-password.ts is used by the command line, listen.ts by
// the startup, and the operations on checks and comments only by external commands.
const folders = ["access", "operations", "interfaces/api", "intake", "data/realtime"];

test("every refusal code that a request can meet has an HTTP answer", () => {
  const files = folders
    .flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: source }))
    .filter((file) => !/\.test\.ts$|new-password|listen\.ts|check-operations|comment-operations/.test(file));
  const codes = files.flatMap((file) =>
    [...readFileSync(join(source, file), "utf8").matchAll(/new Refusal\(\s*"([a-z-]+)"/g)].map((match) => match[1]!),
  );

  expect(codes.length).toBeGreaterThan(20);
  expect([...new Set(codes)].filter((code) => REFUSALS[code as RefusalCode].status === null)).toEqual([]);
});

describe("a server failure", () => {
  const recording = (): { log: Log; logged: { fields: object; message: string }[] } => {
    const logged: { fields: object; message: string }[] = [];
    return {
      logged,
      log: {
        ...silentLog,
        error: (fields, message) => {
          logged.push({ fields, message });
        },
      },
    };
  };

  const requestLog = (log: Log): RequestLog => createRequestLog(log, createFakeClock(0));

  test("that every request meets is logged at once, and then every ten seconds with their number", async () => {
    const { log, logged } = recording();
    const api = await openApi({ log });
    await api.store.close();
    const body = {
      comment: "x",
      host_id: 2,
      is_notify_contacts: false,
      is_persistent_comment: false,
      is_sticky: false,
    };
    for (let n = 0; n < 50; n++) await api.post("/acknowledgments/hosts", body);
    expect(logged).toHaveLength(1);
    await api.clock.advanceBy(10);
    expect(logged.slice(1)).toMatchObject([{ fields: { times: 49, method: "POST" }, message: "A request failed" }]);
    await api.close();
  });

  test("in the store gives a 500, with the reason only in the log", async () => {
    const { log, logged } = recording();
    const api = await openApi({ log });
    await api.store.close();
    const body = {
      comment: "x",
      host_id: 2,
      is_notify_contacts: false,
      is_persistent_comment: false,
      is_sticky: false,
    };

    const answer = await api.post("/acknowledgments/hosts", body);

    expect(answer).toMatchObject({
      status: 500,
      body: { code: 500, message: "An error has occurred in a repository" },
    });
    expect(logged).toMatchObject([
      { fields: { method: "POST", path: "/centreon/api/beta/acknowledgments/hosts" }, message: "A request failed" },
    ]);
    expect((await api.get("/monitoring/hosts/2")).body).toMatchObject({ acknowledged: false });
    await api.close();
  });

  test("includes a refusal that no request should meet", () => {
    const { log, logged } = recording();
    const request = {
      method: "GET",
      url: "/api/health",
      originalUrl: "/api/health",
      apiVersion: null,
      raw: {},
    } as FastifyRequest;
    const refusal = new Refusal("import-dump", "/secret/dump.json is not a file.");

    expect(answerTo(refusal, request, requestLog(log))).toEqual({
      status: 500,
      body: { code: "internal-error", message: "Internal error" },
    });
    expect(logged).toMatchObject([{ fields: { err: refusal }, message: "A request failed" }]);
  });

  test("caused by a bug reveals no details to the client and logs no query string", () => {
    const { log, logged } = recording();
    const request = {
      method: "GET",
      url: "/centreon/api/beta/monitoring/hosts?search=private",
      originalUrl: "/centreon/api/beta/monitoring/hosts?search=private",
      apiVersion: null,
      raw: {},
    } as FastifyRequest;

    expect(answerTo(new TypeError("undefined is not a function"), request, requestLog(log))).toEqual({
      status: 500,
      body: { code: 500, message: "Internal error" },
    });
    expect(logged).toEqual([
      {
        fields: {
          err: new TypeError("undefined is not a function"),
          method: "GET",
          path: "/centreon/api/beta/monitoring/hosts",
          times: 1,
        },
        message: "A request failed",
      },
    ]);
  });

  test("is not what a client that went away before its body had arrived causes", () => {
    const { log, logged } = recording();
    const errored = Object.assign(new Error("aborted"), { code: "ECONNRESET" });
    const request = {
      method: "POST",
      url: "/x",
      originalUrl: "/x",
      apiVersion: null,
      raw: { errored },
    } as unknown as FastifyRequest;

    answerTo(errored, request, requestLog(log));

    expect(logged).toEqual([]);
  });
});

describe("the code of an error", () => {
  test.each([
    ["/api/resources/h99999", 404, "not-found"],
    ["/api/nowhere", 404, "no-route"],
    ["/api/decisions?limit=x", 400, "invalid-body"],
    ["/centreon/api/latest/monitoring/hosts/99999", 404, 404],
    ["/api/latest/monitoring/hosts/99999", 404, 404],
    ["/api/v0.1/monitoring/hosts", 404, 404],
    ["/centreon/api/latest/monitoring/hosts?search=%7B%22x%22%3A1%7D", 500, 500],
  ] as const)("at %s", async (path, status, code) => {
    const api = await openApi();

    const answer = await api.get(path);

    expect([answer.status, (answer.body as { code: unknown }).code]).toEqual([status, code]);
    await api.close();
  });

  test("without a token, and of the store, is a name on Vigie's own paths", async () => {
    const api = await openApi();

    expect((await api.get("/api/resources", "nobody")).body).toMatchObject({ code: "no-credentials" });
    await api.store.close();
    expect((await api.call("PUT", "/api/me/preferences", { body: {} })).body).toEqual({
      code: "store-failed",
      message: "An error has occurred in a repository",
    });
    await api.close();
  });
});
