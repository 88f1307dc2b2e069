import type { FastifyInstance } from "fastify";
import Type from "typebox";
import type { Access } from "../../../access/access.ts";
import { Refusal } from "../../../lib/refusal.ts";
import { commonAnswers, errorBody, tooLargeAnswer } from "../schema-types.ts";

const sessionRequest = Type.Object({
  login: Type.String({ description: "Contact alias, in any case" }),
  password: Type.String({ format: "password" }),
});
const sessionAnswer = Type.Object(
  { redirect_uri: Type.String() },
  { title: "Session", description: "The session is open; the cookie PHPSESSID names it." },
);

/**
 * `POST /centreon/authentication/providers/configurations/local`: the web login of 22.04 and later (contract of later
 * versions, §5.14). The cookie is what contract §2.3 accepts.
 */
export function registerSessionLogin(app: FastifyInstance, access: Access): void {
  app.post(
    "/centreon/authentication/providers/configurations/local",
    {
      config: { operation: "open-session" },
      schema: {
        operationId: "open-session",
        tags: ["Login"],
        summary: "Open a web session",
        security: [],
        body: sessionRequest,
        response: {
          200: sessionAnswer,
          401: Type.Object(errorBody.properties, { description: "Wrong name or password, or a disabled contact." }),
          429: Type.Object(errorBody.properties, {
            description: "Too many failed logins; the message says how long to wait.",
          }),
          ...tooLargeAnswer,
          500: commonAnswers[500],
        },
      },
    },
    async (request, reply) => {
      const { login, password } = (request.body ?? {}) as { readonly login?: unknown; readonly password?: unknown };
      const sessionId = await opened(access, login, password, request.ip);
      // SameSite keeps other sites' pages from acting with the session, since the contract lets every origin read answers.
      reply.setCookie("PHPSESSID", sessionId, {
        path: "/",
        httpOnly: true,
        sameSite: "strict",
        secure: request.protocol === "https",
      });
      return { redirect_uri: "/monitoring/resources" };
    },
  );
}

async function opened(access: Access, login: unknown, password: unknown, address: string): Promise<string> {
  const failed = new Refusal("authentication-failed", "Authentication failed");
  if (typeof login !== "string" || typeof password !== "string" || login === "" || password === "") throw failed;
  try {
    return await access.openSession(login, password, address);
  } catch (error) {
    throw error instanceof Refusal && error.code === "invalid-credentials" ? failed : error;
  }
}
