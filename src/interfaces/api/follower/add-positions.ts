import type { FastifyInstance } from "fastify";
import type { Leading } from "../api-options.ts";
import { isShared, type Operation } from "../operation.ts";
import { behind, POSITION_HEADER, positionIn } from "./position.ts";

/**
 * Adds to the answer of each change up to where the journal has to be read to see it. Refuses reads that have to show
 * more than this server knows of: another one leads by now.
 */
export function addPositions(app: FastifyInstance, position: Leading["position"]): void {
  app.addHook("onRequest", (request, _reply, done) => {
    const { operation } = request.routeOptions.config;
    const wanted = operation !== undefined && isShared(operation) ? positionIn(request.headers[POSITION_HEADER]) : null;
    const isAhead = wanted !== null && wanted > (position() ?? Infinity);
    done(isAhead ? behind("Another server leads by now: this one does not show what was changed there") : undefined);
  });
  app.addHook("onSend", (request, reply, payload, done) => {
    const { operation } = request.routeOptions.config;
    const isDone = operation !== undefined && isChange(operation) && reply.statusCode < 400;
    const newest = isDone ? position() : null;
    if (newest !== null) reply.header(POSITION_HEADER, String(newest));
    done(null, payload);
  });
}

const isChange = ({ method, changesNothing }: Operation): boolean => method !== "GET" && changesNothing !== true;
