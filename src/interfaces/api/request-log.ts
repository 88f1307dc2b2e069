import type { FastifyRequest } from "fastify";
import { createRefusalLog } from "../../access/refusal-log.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import { createRateLimitedLog } from "../../lib/rate-limited-log.ts";

/** Log of requests that were not answered with success. Clients cause them at will, so its lines are limited. */
export interface RequestLog {
  /** A failure of the server. */
  failed(error: unknown, request: FastifyRequest): void;
  /** A web login without API access has no caller yet, and is logged where it is refused. */
  rightsMissing(reason: string, request: FastifyRequest): void;
  /** Logs the numbers of what was omitted. */
  stop(): void;
}

export function createRequestLog(log: Log, clock: Clock): RequestLog {
  const failures = createRateLimitedLog(log, clock, "A request failed");
  const refusals = createRefusalLog(log, clock);
  return {
    failed: (error, { method, originalUrl }) => failures.error(error, { method, path: pathOf(originalUrl) }),
    rightsMissing(reason, request) {
      const { caller, method, originalUrl } = request;
      if (caller === null || caller === undefined) return;
      const subject = { address: request.ip, source: sourceOf(request), account: caller.alias };
      refusals.write("rights-missing", subject, { method, path: pathOf(originalUrl), reason });
    },
    stop() {
      failures.stop();
      refusals.stop();
    },
  };
}

const sourceOf = ({ headers }: FastifyRequest): "api" | "web" =>
  headers["x-auth-token"] === undefined ? "web" : "api";

/** Without the query, which may have secrets. */
export function pathOf(url: string): string {
  const end = url.indexOf("?");
  return end === -1 ? url : url.slice(0, end);
}
