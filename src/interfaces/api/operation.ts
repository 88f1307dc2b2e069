import type { FastifyReply, FastifyRequest } from "fastify";
import type { TProperties, TSchema } from "typebox";
import type { Access } from "../../access/access.ts";
import type { OperatorCommands } from "../../operations/operator-commands.ts";
import type { DecisionQueries } from "../../alerting/rules/decision-queries.ts";
import type { RecurringDowntimes } from "../../operations/downtime/recurring-downtimes.ts";
import type { PassiveResults } from "../../intake/passive-results.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Realtime } from "../../data/realtime/realtime.ts";
import type { Inventory } from "../../model/objects.ts";
import type { OperationId } from "./rights.ts";

/** What the routes call. */
export interface ApiParts {
  readonly realtime: Realtime;
  readonly access: Access;
  readonly commands: OperatorCommands;
  readonly recurringDowntimes: RecurringDowntimes;
  readonly decisions: DecisionQueries;
  /** Undefined while the server starts. */
  readonly passiveResults: () => PassiveResults | undefined;
  readonly clock: Clock;
  /** The configuration in effect. */
  readonly inventory: () => Inventory;
}

/** One operation of the contract: where it is found, how it is described, what it does. */
export interface Operation {
  readonly id: OperationId;
  readonly method: "GET" | "POST" | "DELETE";
  /** Every spelling (contract §1.5), after the version; the first one is documented. */
  readonly paths: readonly [string, ...string[]];
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: TProperties;
  readonly query?: TProperties;
  readonly body?: TSchema;
  /** What is told of a body that is no JSON. Default: the words of contract §3.3. */
  readonly malformedBody?: string;
  /** Schemas by status; they serialise, and describe. */
  readonly answers: Readonly<Record<number, TSchema>>;
  /** A malformed `sort_by` is refused before the caller is known. */
  readonly isListing?: true;
  /**
   * What `handle` returns has exactly the members of its schema, with their types: `JSON.stringify` writes it, on large pages four times
   * as fast as a serialiser made from the schema. Held by listing.test.ts.
   */
  readonly isPresentedExactly?: true;
  readonly handle: (request: FastifyRequest, reply: FastifyReply) => unknown;
}
