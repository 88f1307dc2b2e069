import type { FastifyRequest } from "fastify";
import type { Settings } from "../../../config/settings/settings.ts";
import { isLoopback } from "../../../lib/loopback.ts";

/** Headers of proxies, and of pages of other origins: such a request may be on behalf of somebody elsewhere. */
const FROM_ELSEWHERE = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via", "origin"];

/** Whether a request may read the metrics of the server without a token, by the setting `metrics_access`. */
export function needsNoToken({ raw, headers }: FastifyRequest, access: Settings["metricsAccess"]): boolean {
  if (access !== "local") return access === "public";
  const { remoteAddress, remoteFamily } = raw.socket;
  return (
    remoteAddress !== undefined &&
    isLoopback(remoteAddress, remoteFamily) &&
    FROM_ELSEWHERE.every((name) => headers[name] === undefined)
  );
}
