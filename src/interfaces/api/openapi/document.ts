import fastifySwagger from "@fastify/swagger";
import type { FastifyInstance } from "fastify";

const INTRODUCTION = `The Centreon Web REST API v2, as Vigie answers it. Log in with \`POST /login\`, then send the token in the header
\`X-AUTH-TOKEN\`. Dates are RFC 3339 in UTC. Mistakes of the client are answered with status 500 and a message: there is
no 400 below \`/centreon/api\`. What is beside the contract, below \`/api\`, answers them with 400.`;

/** Collects the routes registered after it into one OpenAPI 3.1 document. Returns the function that gives it as JSON. */
export async function collectOpenApi(app: FastifyInstance, version: string): Promise<() => string> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Vigie",
        version,
        description: INTRODUCTION,
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      servers: [{ url: "/", description: "This server" }],
      tags: [
        { name: "Login", description: "Tokens" },
        { name: "Hosts", description: "Hosts and their current state" },
        { name: "Services", description: "Services and their current state" },
        { name: "Groups", description: "Host groups and service groups" },
        { name: "Acknowledgements", description: "Problems somebody has taken care of" },
        {
          name: "Acknowledgements from 20.04",
          description: "The same under the paths of later releases, with the bodies of those",
        },
        { name: "Downtimes", description: "Times in which problems are expected" },
        { name: "Results", description: "What others have checked" },
        { name: "Decisions", description: "Who was notified, who was not, and why" },
        { name: "Server", description: "The server itself" },
      ],
      components: {
        securitySchemes: {
          token: {
            type: "apiKey",
            in: "header",
            name: "X-AUTH-TOKEN",
            description: "From POST /login; ends an hour after its last use.",
          },
          session: { type: "apiKey", in: "cookie", name: "PHPSESSID", description: "A web session." },
        },
      },
    },
  });
  let document: string | undefined;
  return () => (document ??= JSON.stringify(app.swagger()));
}
