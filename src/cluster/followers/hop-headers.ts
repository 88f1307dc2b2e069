import type { IncomingMessage, OutgoingHttpHeaders } from "node:http";
import type { Hop } from "./hop.ts";

/** Of a connection, not of what is sent over it (RFC 9110 §7.6.1). */
const OF_THE_CONNECTION: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "expect",
  "vigie-hop",
]);

/** Headers that one side sent, for the other side. */
export function passedHeaders(raw: readonly string[]): Record<string, string | string[]> {
  const pairs = Array.from({ length: raw.length / 2 }, (_, at) => [raw[2 * at]!.toLowerCase(), raw[2 * at + 1]!]);
  const named = pairs
    .filter(([name]) => name === "connection")
    .flatMap(([, value]) => value!.split(",").map((one) => one.trim().toLowerCase()));
  const passed: Record<string, string | string[]> = {};
  for (const [name, value] of pairs as [string, string][])
    if (!OF_THE_CONNECTION.has(name) && !named.includes(name)) {
      const known = passed[name];
      passed[name] = known === undefined ? value : [...(typeof known === "string" ? [known] : known), value];
    }
  return passed;
}

/** Headers of a request that is passed on: those of the client, and where it came from. */
export function passedOnHeaders(request: IncomingMessage, { protocol, host }: Hop, body?: Buffer): OutgoingHttpHeaders {
  const headers = passedHeaders(request.rawHeaders);
  const { remoteAddress } = request.socket;
  const before = headers["x-forwarded-for"] ?? [];
  const way = [
    ...(typeof before === "string" ? [before] : before),
    ...(remoteAddress === undefined ? [] : [remoteAddress]),
  ];
  return {
    ...headers,
    ...(way.length > 0 && { "x-forwarded-for": way.join(", ") }),
    "x-forwarded-proto": headers["x-forwarded-proto"] ?? protocol,
    "x-forwarded-host": headers["x-forwarded-host"] ?? host,
    ...(body === undefined
      ? request.headers["transfer-encoding"] !== undefined && { "transfer-encoding": "chunked" }
      : { "content-length": body.length }),
  };
}
