import type { FastifyReply, FastifyRequest } from "fastify";
import Type from "typebox";
import { Refusal } from "../../../model/refusal.ts";
import type { ApiParts } from "../api-parts.ts";
import type { Operation } from "../operation.ts";
import { actorOf, callerOf } from "../rights.ts";
import type { RequestBody } from "../request-body.ts";
import { errorAnswer } from "../schema-types.ts";
import { oldCallOf } from "./call.ts";
import { listOld } from "./list.ts";
import { submitOld } from "./submit.ts";

const text = (description: string) => Type.Optional(Type.String({ description }));

const listParameters = {
  fields: text("Names, comma-separated; without it the usual ones"),
  viewType: text("`all`, `unhandled`, `problems`; of services also `unhandled_warning`, `_critical`, `_unknown`"),
  status: text("`up`, `down`, `unreachable`; `ok`, `warning`, `critical`, `unknown`; `pending`, `all`"),
  search: text("Part of the name, alias or address of a host, or of the name of a service"),
  searchHost: text("Part of the name, alias or address of the host of a service"),
  searchOutput: text("Part of the output"),
  hostgroup: text("Ids of groups of the host"),
  servicegroup: text("Ids of groups of the service"),
  sortType: text("Field"),
  order: text("`ASC`, `DESC`"),
  limit: Type.Optional(Type.Integer({ minimum: 0, default: 30 })),
  number: Type.Optional(Type.Integer({ minimum: 0, default: 0, description: "Page, from 0" })),
};
const query = {
  action: Type.String({ description: "`list`; with POST also `authenticate` and `submit`" }),
  object: text("`centreon_realtime_hosts` or `centreon_realtime_services`; to submit `centreon_submit_results`"),
  ...listParameters,
};
const listed = Type.Array(Type.Unsafe<object>({ type: "object" }), { description: "One object for each resource." });
const absent = { 404: errorAnswer("The rest of the old API is not there.") };
const shared = { surface: "centreon-web", right: "old-api", tag: "Old API", paths: ["/api/index.php"] } as const;

const body: RequestBody<unknown> = {
  schema: Type.Unsafe<object>({
    type: "object",
    description: "`username` and `password` of a login, also as a form; `results` to submit",
  }),
  format: "form-or-json",
  isLarge: true,
  read: (sent) => sent,
};

/** The part of the API before version 2 that monitors need: lists, results and the login. */
export const oldApiOperations: readonly Operation[] = [
  {
    ...shared,
    id: "old-api-list",
    method: "GET",
    summary: "Hosts or services, in the old API",
    query,
    answers: { 200: listed, ...absent },
    handle: (request, parts, reply) => list(request, parts, reply) ?? refuse(),
  },
  {
    ...shared,
    id: "old-api-action",
    method: "POST",
    summary: "Log in, submit results, or list hosts or services, in the old API",
    query,
    body,
    answers: {
      200: Type.Unsafe<object>({ description: "`authToken`, or `results`, or the list." }),
      206: Type.Unsafe<object>({ description: "`results`, of which some were refused." }),
      400: errorAnswer("Something is missing in the body."),
      403: errorAnswer("Wrong name or password, no good token, or no API access."),
      ...absent,
    },
    handle: async (request, parts, reply) => {
      const call = oldCallOf(request);
      if (call === "authenticate") return authenticate(request, parts);
      if (call !== "submit") return list(request, parts, reply) ?? refuse();
      const results = await submitOld(request.body, callerOf(request), actorOf(request), parts);
      if (results.some(({ code }) => code !== ACCEPTED)) reply.code(PARTIAL);
      return { results };
    },
  },
];

const ACCEPTED = 202;
const PARTIAL = 206;

function list(
  request: FastifyRequest,
  { realtime }: Pick<ApiParts, "realtime">,
  reply: FastifyReply,
): object | undefined {
  const call = oldCallOf(request);
  if (call !== "hosts" && call !== "services") return undefined;
  return listOld(call === "hosts" ? "host" : "service", realtime, callerOf(request).visibility, request, reply);
}

async function authenticate(request: FastifyRequest, { access }: ApiParts): Promise<{ readonly authToken: string }> {
  const [name, password] = ["username", "password"].map((field) => textOfField(request.body, field));
  if (name === undefined || password === undefined) throw new Refusal("old-api-body", "Bad parameters");
  const { token } = await access.login(name, password, request.ip).catch((error: unknown) => {
    throw error instanceof Refusal && error.code === "invalid-credentials"
      ? new Refusal("old-api-credentials", "Bad credentials")
      : error;
  });
  return { authToken: token };
}

function textOfField(sent: unknown, name: string): string | undefined {
  if (sent instanceof URLSearchParams) return sent.get(name) ?? undefined;
  const value = typeof sent === "object" && sent !== null ? new Map(Object.entries(sent)).get(name) : undefined;
  return typeof value === "string" ? value : undefined;
}

function refuse(): never {
  throw new Refusal(
    "old-api-action",
    "Of the old API only authenticate, list of centreon_realtime_hosts and centreon_realtime_services, and submit of " +
      "centreon_submit_results are here; for the rest use /centreon/api/latest.",
  );
}
