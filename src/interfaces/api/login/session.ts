import { Refusal } from "../../../model/refusal.ts";
import type { Operation } from "../operation.ts";
import { sessionOf } from "../rights.ts";
import { commonAnswers, errorAnswer, loginRefusals } from "../schema-types.ts";
import { clearSessionCookie, setSessionCookie } from "../session-cookie.ts";
import { sessionBody } from "./body.ts";
import { logoutAnswer, sessionAnswer } from "./schema.ts";

/**
 * Web login and logout of 22.04 and later (later versions §10). Contract §1.4 and §2.3 define where the cookie counts.
 */
export const webLoginOperations: readonly Operation[] = [
  {
    id: "open-session",
    surface: "centreon-web",
    method: "POST",
    paths: ["/authentication/providers/configurations/local"],
    right: "public",
    isForOwnPages: true,
    tag: "Login",
    summary: "Open a web session",
    body: sessionBody,
    answers: {
      200: sessionAnswer,
      ...loginRefusals,
      403: errorAnswer("The account may not use the API, or the page is of another origin."),
    },
    handle: async (request, { access }, reply) => {
      const { login, password } = sessionBody.read(request.body);
      const sessionId = await access.openSession(login, password, request.ip).catch(asAuthenticationFailed);
      setSessionCookie(request, reply, "web", sessionId);
      return { redirect_uri: "/monitoring/resources" };
    },
  },
  {
    id: "close-session",
    surface: "centreon-web",
    method: "POST",
    paths: ["/authentication/logout"],
    right: "web-session",
    isForOwnPages: true,
    tag: "Login",
    summary: "End the web session",
    answers: { 200: logoutAnswer, 403: commonAnswers[403] },
    handle: async (request, { access }, reply) => {
      await access.closeSession(sessionOf(request, "web").sessionId, request.ip);
      clearSessionCookie(request, reply, "web");
      return { message: "Successful logout" };
    },
  },
];

function asAuthenticationFailed(error: unknown): never {
  throw error instanceof Refusal && error.code === "invalid-credentials"
    ? new Refusal("authentication-failed", "Authentication failed")
    : error;
}
