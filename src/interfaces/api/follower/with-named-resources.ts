import type { FastifyRequest } from "fastify";
import { targetsOfView } from "../action/find-targets.ts";
import { actionBody } from "../action/schema.ts";
import { formatLiveKey } from "../live/live-key.ts";
import { viewOwnerOf } from "../live/parameters.ts";
import { callerOf } from "../rights.ts";
import type { SharedParts } from "../shared-parts.ts";

/**
 * Body of an action for a server that does not have the view that it names: with the resources instead. Refuses like
 * the action.
 */
export function withNamedResources(request: FastifyRequest, parts: Pick<SharedParts, "live">): Buffer {
  const { on, ...body } = actionBody.read(request.body);
  const isOnView = on !== undefined && "view" in on;
  const context = { parts, caller: callerOf(request), viewOwner: viewOwnerOf(request) };
  const named = isOnView ? targetsOfView(on, context).map(({ resource: { key } }) => formatLiveKey(key)) : on;
  return Buffer.from(JSON.stringify(named === undefined ? body : { ...body, on: named }));
}
