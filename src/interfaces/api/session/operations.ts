import type { Operation } from "../operation.ts";
import { bodyOf } from "../request-body.ts";
import { callerOf, sessionOf } from "../rights.ts";
import { doneAnswer, errorAnswer, invalidAnswer, loginRefusals } from "../schema-types.ts";
import { clearSessionCookie } from "../session-cookie.ts";
import { beginSession, clientOf, giveCookie } from "./cookie-of.ts";
import { meOf } from "./me.ts";
import { me, sessionRequest, wallSessionRequest } from "./schema.ts";

const shared = { surface: "vigie", paths: ["/session"], isForOwnPages: true, tag: "Console" } as const;
const noSession = { 401: errorAnswer("There is no open session.") };
const body = bodyOf(sessionRequest);
const wallBody = bodyOf(wallSessionRequest);

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
      403: errorAnswer("The account is disabled or may not use the API, or the page is of another origin."),
    },
    handle: async (request, parts, reply) => {
      const { login, password, keep = false } = body.read(request.body);
      const kind = keep ? "kept" : "console";
      const { address, agent } = clientOf(request);
      const sessionId = await parts.access.openSession(login, password, address, { kind, agent });
      return meOf(await beginSession(request, reply, parts, { sessionId, kind }), parts);
    },
  },
  {
    ...shared,
    id: "get-session",
    method: "GET",
    right: "console-session",
    forWalls: "always",
    summary: "The account that is signed in",
    answers: { 200: me, ...noSession },
    handle: (request, parts, reply) => {
      const { sessionId } = sessionOf(request, "console");
      const kind = parts.access.webSessions.kindOf(sessionId);
      // Else the browser would forget a session that is in use.
      if (sessionId !== undefined && kind !== undefined && kind !== "console")
        giveCookie(request, reply, sessionId, kind);
      return meOf(callerOf(request), parts);
    },
  },
  {
    ...shared,
    id: "sign-out",
    method: "DELETE",
    right: "console-session",
    forWalls: "always",
    summary: "Sign out: end the web session",
    answers: { ...doneAnswer, ...noSession },
    handle: async (request, { access }, reply) => {
      await access.closeSession(sessionOf(request, "console").sessionId, request.ip);
      clearSessionCookie(request, reply, "console");
    },
  },
  {
    ...shared,
    id: "open-wall",
    method: "POST",
    paths: ["/session/wall"],
    right: "public",
    summary: "Open a wall screen by the secret of its link",
    description:
      "Opens a web session that reads the view of the link, its summary and its stream, and nothing else. It ends with " +
      "the link. In the browser of somebody who is signed in, that session goes on instead.",
    body: wallBody,
    answers: { 200: me, ...invalidAnswer, 410: errorAnswer("The link is over, or there never was one.") },
    handle: async (request, parts, reply) => {
      const { secret } = wallBody.read(request.body);
      const { webSessions, recheck } = parts.access;
      const wall = await webSessions.wallOf(secret);
      const present = sessionOf(request, "console");
      const kind = webSessions.kindOf(present.sessionId);
      const signedIn = kind === undefined || kind === "wall" ? null : recheck(present, true);
      if (signedIn !== null) return meOf(signedIn, parts, wall);
      const sessionId = await webSessions.openWall(secret, clientOf(request));
      return meOf(await beginSession(request, reply, parts, { sessionId, kind: "wall" }), parts);
    },
  },
];
