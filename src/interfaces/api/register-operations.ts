import type { FastifyInstance, RouteHandlerMethod } from "fastify";
import { refuseMalformedSort } from "./listing.ts";
import { describeOperation } from "./openapi/describe-operation.ts";
import type { ApiParts, Operation } from "./operation.ts";
import { bodyLimitOf } from "./request-body.ts";
import { SURFACES } from "./surfaces.ts";
import { whileStoreAnswers } from "./while-store-answers.ts";

/** Registers each operation under the prefix of its surface and every spelling. */
export function registerOperations(app: FastifyInstance, operations: readonly Operation[], parts: ApiParts): void {
  for (const operation of operations) {
    const schema = describeOperation(operation);
    for (const path of operation.paths) {
      const isDocumented = path === operation.paths[0];
      app.route({
        method: operation.method,
        url: SURFACES[operation.surface] + path,
        config: { operation },
        bodyLimit: bodyLimitOf(operation.body),
        schema: { ...schema, hide: !isDocumented || operation.isHidden === true },
        ...(operation.isPresentedExactly && { serializerCompiler: () => JSON.stringify }),
        ...(operation.isListing && {
          preValidation: (request, _reply, done) => {
            refuseMalformedSort(request);
            done();
          },
        }),
        handler: handlerOf(operation, parts),
      });
    }
  }
}

/** Handler that answers with the operation's success status. Refusals set their own. */
function handlerOf(
  { method, changesNothing, handle: answer, answers }: Operation,
  parts: ApiParts,
): RouteHandlerMethod {
  const status = Math.min(...Object.keys(answers).map(Number), 300);
  const handle = method === "GET" || changesNothing ? answer : whileStoreAnswers(answer, parts.isStoreAnswering);
  if (status === 204) {
    return async (request, reply) => {
      await handle(request, parts, reply);
      return reply.code(204).send();
    };
  }
  return (request, reply) => handle(request, parts, status < 300 ? reply.code(status) : reply);
}
