import type { FastifyReply, FastifyRequest } from "fastify";
import type { TProperties, TSchema } from "typebox";
import type { Access } from "../../access/access.ts";
import type { Role } from "../../access/caller.ts";
import type { Reload } from "../../config/reload-outcome.ts";
import type { Operations } from "../../operations/operations.ts";
import type { DecisionQueries } from "../../alerting/rules/decision-queries.ts";
import type { RecurringDowntimes } from "../../operations/downtime/recurring-downtimes.ts";
import type { Inventory } from "../../model/objects.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Realtime } from "../../data/realtime/realtime.ts";
import type { Health } from "./health/health.ts";
import type { RequestBody } from "./request-body.ts";
import type { Surface } from "./surfaces.ts";
import type { Release } from "./versions.ts";

/** Parts of the server that the operations call. */
export interface ApiParts {
  readonly realtime: Realtime;
  readonly access: Access;
  readonly operations: Operations;
  readonly recurringDowntimes: Pick<RecurringDowntimes, "all" | "get" | "targetsOf">;
  readonly decisions: DecisionQueries;
  /** Undefined while the server starts. */
  readonly passiveResults: () => Pick<Operations, "submitResult" | "submitResults"> | undefined;
  /** Undefined while the server starts. */
  readonly reload: () => Reload | undefined;
  readonly health: () => Health;
  /** The OpenAPI document as JSON. */
  readonly openApiDocument: () => string;
  readonly clock: Clock;
  /** The configuration in effect. */
  readonly inventory: () => Inventory;
}

/**
 * Requirement on a caller: nothing, good credentials, the API flag (contract §6.1), or a role on top of it (§6.3).
 * `role-of-downtime` is API access first, and the role of the downtime's kind once it has been looked up. `role-of-a-result` is
 * one of the roles to submit results; which of the results, is looked up later. `administrator` is for what concerns the server itself.
 */
export type Right =
  | "public"
  | "authenticated"
  | "api-access"
  | "role-of-downtime"
  | "role-of-a-result"
  | "administrator"
  | Role;

/** One operation of the API: where it is found, who may call it, how it is described, what it does. */
export interface Operation {
  /** Unique together with `since`. */
  readonly id: string;
  readonly surface: Surface;
  /** Release that brought these shapes, where the operation has others before it. */
  readonly since?: Release;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Every spelling (contract §1.5), after the prefix of the surface; the first one is documented. */
  readonly paths: readonly [string, ...string[]];
  readonly right: Right;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** Left out of the OpenAPI document. */
  readonly isHidden?: true;
  readonly parameters?: TProperties;
  readonly query?: TProperties;
  readonly body?: RequestBody<unknown>;
  /**
   * Schemas by status; they serialise, and describe. The one below 300 is the status of success. Those that follow from `right` and
   * `body` (401, 403, 413, 500) are left out.
   */
  readonly answers: Readonly<Record<number, TSchema>>;
  /** A malformed `sort_by` is refused before the caller is known. */
  readonly isListing?: true;
  /**
   * What `handle` returns has exactly the members of its schema, with their types: `JSON.stringify` writes it, on large pages four times
   * as fast as a serialiser made from the schema. Held by listing.test.ts.
   */
  readonly isPresentedExactly?: true;
  /** Returns the body of the answer, or a promise of it; nothing with status 204. Throws a `Refusal` for every other answer. */
  readonly handle: (request: FastifyRequest, parts: ApiParts, reply: FastifyReply) => unknown;
}

/** Unique name of an operation, as the OpenAPI document has it. */
export const operationId = ({ id, since }: Operation): string => (since === undefined ? id : `${id}-${since}`);
