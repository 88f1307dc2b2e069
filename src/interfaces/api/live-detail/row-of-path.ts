import type { FastifyRequest } from "fastify";
import type { HostRow, Realtime, ServiceRow } from "../../../data/realtime/realtime.ts";
import { Refusal } from "../../../model/refusal.ts";
import { hostIdOf, isHostKey, serviceIdOf, type ResourceKey } from "../../../model/resource-key.ts";
import type { Visibility } from "../../../model/visibility.ts";
import { parseLiveKey } from "../live/live-key.ts";
import { callerOf } from "../rights.ts";

export type LiveRowSource = HostRow | ServiceRow;

export const resourceOfRow = (row: LiveRowSource) => ("service" in row ? row.service : row.host);

/** Row of a key that the caller sees. */
export function rowOfKey(realtime: Realtime, key: ResourceKey, visibility: Visibility): LiveRowSource | undefined {
  return isHostKey(key)
    ? realtime.host(hostIdOf(key), visibility)
    : realtime.service(hostIdOf(key), serviceIdOf(key), visibility);
}

/** Key of the path. Refuses with `not-found`. */
export const keyOfPath = (request: FastifyRequest): ResourceKey =>
  parseLiveKey((request.params as { readonly key: string }).key) ?? unknownResource();

/** Row of the path. Refuses with `not-found`, the same for one that does not exist and one that is not visible. */
export const rowOfPath = (request: FastifyRequest, realtime: Realtime): LiveRowSource =>
  rowOfKey(realtime, keyOfPath(request), callerOf(request).visibility) ?? unknownResource();

export function unknownResource(): never {
  throw new Refusal("not-found", "Resource not found");
}
