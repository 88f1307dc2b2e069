import Type from "typebox";
import { isRole } from "../../../access/roles.ts";
import { operationId, type Operation, type Right } from "../operation.ts";
import { bodyLimitOf } from "../request-body.ts";
import { commonAnswers, roleAnswer, tooLargeAnswer, withNamedErrors } from "../schema-types.ts";
import { SURFACES } from "../surfaces.ts";

/** OpenAPI description of one operation, as the schema of its Fastify route. */
export function describeOperation(operation: Operation) {
  const { surface, since, right, tag, summary, parameters, query, body, answers } = operation;
  const inPath = { ...(SURFACES[surface].includes(":version") && { version: versionParameter }), ...parameters };
  const response = {
    ...(right !== "public" && commonAnswers),
    ...((rolesOf(right).length > 0 || right === "role-of-downtime") && roleAnswer),
    ...(body && tooLargeAnswer(bodyLimitOf(body))),
    ...answers,
    ...(answers[200] && { 200: { description: "Done.", ...answers[200] } }),
  };
  return {
    operationId: operationId(operation),
    tags: [since === undefined ? tag : `${tag} from ${since}`],
    summary,
    description: descriptionOf(operation),
    security: securityOf(right),
    ...(Object.keys(inPath).length > 0 && { params: Type.Object(inPath) }),
    ...(query && { querystring: Type.Object(query) }),
    ...(body && { body: body.schema }),
    response: surface === "vigie" || surface === "root" ? withNamedErrors(response) : response,
  };
}

/**
 * Security requirements. Operations with the right `authenticated` need a token: the logout only ends tokens (contract
 * §2.4), that of the web only sessions.
 */
function securityOf(right: Right): Record<string, string[]>[] {
  if (right === "public") return [];
  if (right === "server-metrics") return [{}, { token: [] }, { session: [] }];
  if (right === "old-api") return [{}, { token: [] }];
  if (right === "web-session") return [{ session: [] }];
  return right === "authenticated" ? [{ token: [] }] : [{ token: [] }, { session: [] }];
}

const rolesOf = (right: Right): readonly string[] =>
  typeof right === "string" ? (isRole(right) ? [right] : []) : right;

function neededRoles(right: Right): string | undefined {
  const roles = rolesOf(right).map((role) => `\`${role}\``);
  if (roles.length === 0) return undefined;
  return roles.length === 1 ? `Needs the role ${roles[0]}.` : `Needs one of the roles ${roles.join(", ")}.`;
}

function descriptionOf({ description, paths, right }: Operation): string {
  const spellings =
    paths.length > 1
      ? `Also spelled ${paths
          .slice(1)
          .map((path) => `\`${openApiPath(path)}\``)
          .join(", ")}.`
      : undefined;
  return [description, neededRoles(right), spellings].filter((text) => text !== undefined).join(" ");
}

const openApiPath = (path: string): string => path.replaceAll(/:(\w+)\(\\d\+\)/g, "{$1}");

const versionParameter = Type.String({
  description: "`latest`, `beta`, `v2`, `v2.0`, `v2.1`, or a release from `v20.04` on",
  default: "latest",
  examples: ["latest", "beta", "v2", "v22.10"],
});
