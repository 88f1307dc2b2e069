import { parseCookie, stringifySetCookie } from "cookie";
import type { FastifyReply, FastifyRequest } from "fastify";
import { isOverHttps } from "./own-pages.ts";

/** Cookies of web sessions: of the console, and of the web login of the contract (§2.3). */
const NAMES = { console: "vigie_session", web: "PHPSESSID" } as const;
export type SessionCookie = keyof typeof NAMES;

/**
 * Over HTTPS a cookie has the prefix with which a browser accepts it only from this host and over HTTPS, so that no
 * other name of the domain can plant one (RFC 6265bis §4.1.3.2).
 */
const nameFor = (request: FastifyRequest, of: SessionCookie): string =>
  isOverHttps(request) ? `__Host-${NAMES[of]}` : NAMES[of];

const attributesFor = (request: FastifyRequest) =>
  ({ path: "/", httpOnly: true, sameSite: "strict", secure: isOverHttps(request) }) as const;

/** Value of a session cookie of a request; undefined if there is none. */
export function sessionIdOf(request: FastifyRequest, of: SessionCookie): string | undefined {
  const { cookie } = request.headers;
  return cookie === undefined ? undefined : parseCookie(cookie)[nameFor(request, of)];
}

/** Sets a session cookie. Without `maxAgeSeconds` the browser keeps it until it is closed. */
export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  of: SessionCookie,
  sessionId: string,
  maxAgeSeconds?: number,
): void {
  const attributes = { ...attributesFor(request), ...(maxAgeSeconds !== undefined && { maxAge: maxAgeSeconds }) };
  reply.header("Set-Cookie", stringifySetCookie(nameFor(request, of), sessionId, attributes));
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply, of: SessionCookie): void {
  const ended = { maxAge: 0, expires: new Date(0) };
  reply.header("Set-Cookie", stringifySetCookie(nameFor(request, of), "", { ...attributesFor(request), ...ended }));
}
