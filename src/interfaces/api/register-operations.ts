import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from "fastify";
import { refuseMalformedSort } from "./listing.ts";
import { describeOperation } from "./openapi/describe-operation.ts";
import type { ApiParts } from "./api-parts.ts";
import { isShared, type Handle, type Operation } from "./operation.ts";
import { bodyLimitOf } from "./request-body.ts";
import type { SharedParts } from "./shared-parts.ts";
import { SURFACES } from "./surfaces.ts";
import { whileStoreAnswers } from "./while-store-answers.ts";

/** Answers a request whose rights were checked and whose body was read. */
export type Answer = (request: FastifyRequest, reply: FastifyReply) => unknown;

/** Registers the operations of a server that has all parts. */
export function registerOperations(app: FastifyInstance, operations: readonly Operation[], parts: ApiParts): void {
  register(app, operations, (operation) => {
    const { method, changesNothing, handle: answer } = operation;
    const handle: Handle<ApiParts> =
      method === "GET" || changesNothing ? answer : whileStoreAnswers<ApiParts>(answer, parts.isStoreAnswering);
    return (request, reply) => handle(request, parts, reply);
  });
}

/** Registers the operations of a follower; what it does not answer is passed on, most of it before. */
export function registerShared(
  app: FastifyInstance,
  operations: readonly Operation[],
  parts: SharedParts,
  passOn: Answer,
): void {
  register(app, operations, (operation) =>
    isShared(operation) ? (request, reply) => operation.handle(request, parts, reply) : passOn,
  );
}

/** Registers each operation under the prefix of its surface and every spelling. */
function register(
  app: FastifyInstance,
  operations: readonly Operation[],
  answerOf: (operation: Operation) => Answer,
): void {
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
        handler: handlerOf(operation, answerOf(operation)),
      });
    }
  }
}

/** Handler that answers with the operation's success status. Refusals set their own. */
function handlerOf({ answers }: Operation, answer: Answer): RouteHandlerMethod {
  const status = Math.min(...Object.keys(answers).map(Number), 300);
  if (status === 204) {
    return async (request, reply) => {
      await answer(request, reply);
      return reply.code(204).send();
    };
  }
  return (request, reply) => answer(request, status < 300 ? reply.code(status) : reply);
}
