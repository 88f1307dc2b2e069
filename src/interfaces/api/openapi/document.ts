import fastifySwagger from "@fastify/swagger";
import type { FastifyInstance } from "fastify";

const INTRODUCTION = `The Centreon Web REST API v2, as Vigie answers it. Log in with \`POST /login\`, then send the
token in the header \`X-AUTH-TOKEN\`. Dates are RFC 3339 in UTC. Below \`/centreon/api\`, invalid requests are answered
with status 500 and a message, never with 400. Vigie's own operations below \`/api\` answer them with 400.`;

/**
 * Collects the routes registered after it into one OpenAPI 3.1 document. Resolves with a function that returns it as
 * JSON.
 */
export async function collectOpenApi(app: FastifyInstance, version: string): Promise<() => Buffer> {
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
        { name: "Resources", description: "Hosts and services as one list" },
        { name: "Groups", description: "Host groups and service groups" },
        { name: "Configuration", description: "The loaded configuration" },
        { name: "Acknowledgements", description: "Problems that an operator is handling" },
        {
          name: "Acknowledgements from 20.04",
          description: "Acknowledgements with the paths and bodies of later releases",
        },
        { name: "Downtimes", description: "Planned periods in which problems are expected" },
        { name: "Comments", description: "Notes of operators on hosts and services" },
        { name: "Checks", description: "Active checks on request" },
        { name: "Results", description: "Passive check results" },
        { name: "Decisions", description: "Who was notified, who was not, and why" },
        { name: "Availability", description: "How available hosts, services and groups were" },
        { name: "Events", description: "What happened, and what operators did" },
        { name: "Metrics", description: "Performance data over time" },
        { name: "Data source", description: "What Grafana's data source for Centreon asks" },
        { name: "Prometheus", description: "The read API of Prometheus over performance data" },
        { name: "Platform", description: "What the server stands for, as clients of Centreon ask it" },
        { name: "Console", description: "What the console of Vigie reads and does" },
        { name: "Users", description: "The account of the caller: its rights, preferences and filters" },
        { name: "Tokens", description: "Tokens for scripts" },
        { name: "Old API", description: "The part of Centreon's API before version 2 that monitors still use" },
        { name: "Pollers", description: "Places that check for this server" },
        { name: "Server", description: "The server itself" },
      ],
      components: {
        securitySchemes: {
          token: {
            type: "apiKey",
            in: "header",
            name: "X-AUTH-TOKEN",
            description: "From POST /login; expires an hour after its last use.",
          },
          session: { type: "apiKey", in: "cookie", name: "PHPSESSID", description: "A web session." },
        },
      },
    },
  });
  // One buffer for all answers: a client that does not read holds no copy of it.
  let document: Buffer | undefined;
  return () => (document ??= Buffer.from(JSON.stringify(app.swagger())));
}
