import { Refusal } from "../../../model/refusal.ts";
import type { Operation } from "../operation.ts";
import { loginRefusals } from "../schema-types.ts";
import { sessionBody } from "./body.ts";
import { sessionAnswer } from "./schema.ts";

/** Web login of 22.04 and later (later versions §5.14). Contract §2.3 defines where the cookie is accepted. */
export const openSession: Operation = {
  id: "open-session",
  surface: "centreon-web",
  method: "POST",
  paths: ["/authentication/providers/configurations/local"],
  right: "public",
  tag: "Login",
  summary: "Open a web session",
  body: sessionBody,
  answers: { 200: sessionAnswer, ...loginRefusals },
  handle: async (request, { access }, reply) => {
    const { login, password } = sessionBody.read(request.body);
    const sessionId = await access.openSession(login, password, request.ip).catch(asAuthenticationFailed);
    // SameSite keeps other sites from acting with the session, since the contract lets any origin read answers.
    reply.setCookie("PHPSESSID", sessionId, {
      path: "/",
      httpOnly: true,
      sameSite: "strict",
      secure: request.protocol === "https",
    });
    return { redirect_uri: "/monitoring/resources" };
  },
};

function asAuthenticationFailed(error: unknown): never {
  throw error instanceof Refusal && error.code === "invalid-credentials"
    ? new Refusal("authentication-failed", "Authentication failed")
    : error;
}
