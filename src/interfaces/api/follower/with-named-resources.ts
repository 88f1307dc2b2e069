import type { FastifyRequest } from "fastify";
import { askedIn } from "../answered-requests.ts";
import { targetsOfView } from "../action/find-targets.ts";
import { actionBody } from "../action/schema.ts";
import { formatLiveKey } from "../live/live-key.ts";
import { viewOwnerOf } from "../live/parameters.ts";
import { callerOf } from "../rights.ts";
import type { SharedParts } from "../shared-parts.ts";

/** What is passed on in the place of a body. */
export interface NamedBody {
  readonly body: Buffer;
  /** See `Hop`. */
  readonly asked: string;
}

/**
 * Body of an action for a server that does not have the view that it names: with the resources instead. Refuses like
 * the action.
 */
export function withNamedResources(request: FastifyRequest, parts: Pick<SharedParts, "live">): NamedBody {
  const read = actionBody.read(request.body);
  const { on, ...body } = read;
  const { request_id: _, ...wanted } = read;
  const isOnView = on !== undefined && "view" in on;
  const context = { parts, caller: callerOf(request), viewOwner: viewOwnerOf(request) };
  const named = isOnView ? targetsOfView(on, context).map(({ resource: { key } }) => formatLiveKey(key)) : on;
  return {
    body: Buffer.from(JSON.stringify(named === undefined ? body : { ...body, on: named })),
    asked: askedIn(wanted),
  };
}
