import type { FastifyReply, FastifyRequest } from "fastify";
import type { Caller } from "../../../access/caller.ts";
import { KEPT_SESSION_SECONDS } from "../../../access/sessions.ts";
import type { SessionClient } from "../../../access/web-sessions.ts";
import type { SessionKind } from "../../../model/account.ts";
import type { ApiParts } from "../api-parts.ts";
import { sessionOf } from "../rights.ts";
import { setSessionCookie } from "../session-cookie.ts";

const MAX_AGENT_LENGTH = 255;

/** Browser that opens a session. */
export const clientOf = ({ ip: address, headers }: FastifyRequest): Omit<SessionClient, "kind"> => ({
  address,
  agent: headers["user-agent"]?.slice(0, MAX_AGENT_LENGTH) ?? null,
});

/** Gives the browser the cookie of a session; of most kinds also after it was closed. */
export function giveCookie(request: FastifyRequest, reply: FastifyReply, sessionId: string, kind: SessionKind): void {
  setSessionCookie(request, reply, "console", sessionId, kind === "console" ? undefined : KEPT_SESSION_SECONDS);
}

/**
 * Begins to use a new session in the browser of a request, in place of the one that it had, which ends. Returns its
 * caller.
 */
export async function beginSession(
  request: FastifyRequest,
  reply: FastifyReply,
  { access }: Pick<ApiParts, "access">,
  opened: { readonly sessionId: string; readonly kind: SessionKind },
): Promise<Caller> {
  const { sessionId: previous } = sessionOf(request, "console");
  if (previous !== undefined) await access.webSessions.close(previous, request.ip);
  giveCookie(request, reply, opened.sessionId, opened.kind);
  return access.authenticate({ token: undefined, sessionId: opened.sessionId });
}
