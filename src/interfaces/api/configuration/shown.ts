import type { FastifyRequest } from "fastify";
import type { Caller } from "../../../access/caller.ts";
import type { Inventory } from "../../../model/objects.ts";
import type { SharedParts } from "../shared-parts.ts";
import { callerOf } from "../rights.ts";

/** Configuration that a request reads, and who reads it. */
export interface Shown {
  readonly parts: SharedParts;
  readonly caller: Caller;
  readonly inventory: Inventory;
}

export const shownTo = (request: FastifyRequest, parts: SharedParts): Shown => ({
  parts,
  caller: callerOf(request),
  inventory: parts.inventory(),
});
