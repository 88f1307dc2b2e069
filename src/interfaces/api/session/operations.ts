import type { FastifyReply, FastifyRequest } from "fastify";
import { KEPT_SESSION_SECONDS } from "../../../access/sessions.ts";
import type { SessionKind } from "../../../model/account.ts";
import type { Operation } from "../operation.ts";
import { bodyOf } from "../request-body.ts";
import { callerOf, sessionOf } from "../rights.ts";
import { doneAnswer, errorAnswer, invalidAnswer, loginRefusals } from "../schema-types.ts";
import { clearSessionCookie, setSessionCookie } from "../session-cookie.ts";
import { meOf } from "./me.ts";
import { me, sessionRequest } from "./schema.ts";

const PATHS = ["/session"] as const;
const shared = { surface: "vigie", paths: PATHS, isForOwnPages: true, tag: "Console" } as const;
const noSession = { 401: errorAnswer("There is no open session.") };
const body = bodyOf(sessionRequest);

/** Web session of the console. It has the rights of its account. */
export const sessionOperations: readonly Operation[] = [
  {
    ...shared,
    id: "sign-in",
    method: "POST",
    right: "public",
    summary: "Sign in to the console",
    description:
      "Opens a web session and sets its cookie, `vigie_session` (over HTTPS `__Host-vigie_session`). It ends twelve " +
      "hours after its last request or beat of a stream, with `keep` 30 days after. Its rights are those of the account.",
    body,
    answers: {
      200: me,
      ...invalidAnswer,
      ...loginRefusals,
      403: errorAnswer("The account may not use the API, or the page is of another origin."),
    },
    handle: async (request, parts, reply) => {
      const { login, password, keep = false } = body.read(request.body);
      const kind = keep ? "kept" : "console";
      const sessionId = await parts.access.openSession(login, password, request.ip, { kind, agent: agentOf(request) });
      setCookie(request, reply, sessionId, kind);
      return meOf(await parts.access.authenticate({ token: undefined, sessionId }), parts);
    },
  },
  {
    ...shared,
    id: "get-session",
    method: "GET",
    right: "console-session",
    summary: "The account that is signed in",
    answers: { 200: me, ...noSession },
    handle: (request, parts, reply) => {
      const { sessionId } = sessionOf(request, "console");
      const kind = parts.access.kindOfSession(sessionId);
      // Else the browser would forget a session that is in use.
      if (sessionId !== undefined && kind !== undefined && kind !== "console")
        setCookie(request, reply, sessionId, kind);
      return meOf(callerOf(request), parts);
    },
  },
  {
    ...shared,
    id: "sign-out",
    method: "DELETE",
    right: "console-session",
    summary: "Sign out: end the web session",
    answers: { ...doneAnswer, ...noSession },
    handle: async (request, { access }, reply) => {
      await access.closeSession(sessionOf(request, "console").sessionId, request.ip);
      clearSessionCookie(request, reply, "console");
    },
  },
];

function setCookie(request: FastifyRequest, reply: FastifyReply, sessionId: string, kind: SessionKind): void {
  setSessionCookie(request, reply, "console", sessionId, kind === "console" ? undefined : KEPT_SESSION_SECONDS);
}

const MAX_AGENT_LENGTH = 255;
const agentOf = ({ headers }: FastifyRequest): string | null =>
  headers["user-agent"]?.slice(0, MAX_AGENT_LENGTH) ?? null;
