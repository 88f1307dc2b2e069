import { parseCookie, stringifySetCookie } from "cookie";
import type { FastifyReply, FastifyRequest } from "fastify";

/**
 * Name of the session cookie (contract §2.3). Over HTTPS it has the prefix with which a browser accepts it only from
 * this host and over HTTPS, so that no other name of the domain can plant one (RFC 6265bis §4.1.3.2).
 */
const NAME = "PHPSESSID";
const NAME_OVER_HTTPS = `__Host-${NAME}`;

const isSecure = ({ protocol }: FastifyRequest): boolean => protocol === "https";
const nameFor = (request: FastifyRequest): string => (isSecure(request) ? NAME_OVER_HTTPS : NAME);
const attributesFor = (request: FastifyRequest) =>
  ({ path: "/", httpOnly: true, sameSite: "strict", secure: isSecure(request) }) as const;

/** Value of the session cookie of a request; undefined if there is none. */
export function sessionIdOf(request: FastifyRequest): string | undefined {
  const { cookie } = request.headers;
  return cookie === undefined ? undefined : parseCookie(cookie)[nameFor(request)];
}

export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, sessionId: string): void {
  reply.header("Set-Cookie", stringifySetCookie(nameFor(request), sessionId, attributesFor(request)));
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  const ended = { maxAge: 0, expires: new Date(0) };
  reply.header("Set-Cookie", stringifySetCookie(nameFor(request), "", { ...attributesFor(request), ...ended }));
}
