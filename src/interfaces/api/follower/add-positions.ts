import type { FastifyInstance } from "fastify";
import type { Leading } from "../api-options.ts";
import type { Operation } from "../operation.ts";

/** Place in the journal: of an answer, up to which its change is committed; of a request, which its answer has to show. */
export const POSITION_HEADER = "vigie-position";

/** Adds to the answer of each change up to where the journal has to be read to see it. */
export function addPositions(app: FastifyInstance, position: Leading["position"]): void {
  app.addHook("onSend", (request, reply, payload, done) => {
    const { operation } = request.routeOptions.config;
    const isDone = operation !== undefined && isChange(operation) && reply.statusCode < 400;
    const newest = isDone ? position() : null;
    if (newest !== null) reply.header(POSITION_HEADER, String(newest));
    done(null, payload);
  });
}

const isChange = ({ method, changesNothing }: Operation): boolean => method !== "GET" && changesNothing !== true;
