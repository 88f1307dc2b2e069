import type { FastifyReply, FastifyRequest } from "fastify";
import type { TProperties, TSchema } from "typebox";
import type { Role } from "../../access/caller.ts";
import type { DescribedBody } from "./request-body.ts";
import type { SharedParts } from "./shared-parts.ts";
import type { Surface } from "./surfaces.ts";
import type { Release } from "./versions.ts";
import type { ApiParts } from "./api-parts.ts";

/**
 * Requirement on a caller: none, valid credentials, the API flag (contract §6.1), or additionally a role (§6.3).
 * `signed-in`: like `authenticated`, which is for tokens alone, also with a web session. `web-session`: the cookie of a
 * web session; a token is not accepted instead. `console-session`: the same of the console, with API access.
 * `role-of-downtime`: API access, then the role for the kind of the downtime once it is loaded. Several roles: at least
 * one of them; the operation then checks which. `administrator`: for operations on the server itself. `server-metrics`:
 * none or API access, as the setting `metrics_access` says.
 * `old-api`: none for its login, else API access with a token in the header of the old API.
 */
export type Right =
  | "public"
  | "authenticated"
  | "signed-in"
  | "web-session"
  | "console-session"
  | "api-access"
  | "role-of-downtime"
  | "administrator"
  | "server-metrics"
  | "old-api"
  | Role
  | readonly [Role, ...Role[]];

/** Operation of the API: its paths, the right it needs, its documentation and its handler. */
export type Operation = SharedOperation | LeaderOperation;

export type Handle<Parts> = (request: FastifyRequest, parts: Parts, reply: FastifyReply) => unknown;

/** What a follower answers from its own parts. */
export type SharedOperation = OperationFields &
  (
    | { readonly method: "GET"; readonly answeredBy?: never }
    | { readonly method: ChangingMethod; readonly answeredBy: "any server" }
  ) & {
    /** Returns the response body or a promise of it; nothing with status 204. Throws a `Refusal` for any other answer. */
    readonly handle: Handle<SharedParts>;
  };

/** What a follower passes on to the leader: what changes something, and reads of what the leader alone has. */
export type LeaderOperation = OperationFields &
  (
    | { readonly method: "GET"; readonly answeredBy: "leader" }
    | { readonly method: ChangingMethod; readonly answeredBy?: never }
  ) & {
    readonly handle: Handle<ApiParts>;
  };

type ChangingMethod = "POST" | "PUT" | "PATCH" | "DELETE";

/** Tests whether a follower answers an operation by itself. */
export const isShared = (operation: Operation): operation is SharedOperation =>
  operation.method === "GET" ? operation.answeredBy === undefined : operation.answeredBy === "any server";

interface OperationFields {
  /** Unique together with `since`. */
  readonly id: string;
  readonly surface: Surface;
  /** Release that introduced this shape, if the operation has an earlier one. */
  readonly since?: Release;
  /** Set for other methods than GET that change nothing either: they go on while the store does not answer. */
  readonly changesNothing?: true;
  /** All spellings (contract §1.5), after the prefix of the surface. The first one is documented. */
  readonly paths: readonly [string, ...string[]];
  readonly right: Right;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** Omitted from the OpenAPI document. */
  readonly isHidden?: true;
  readonly parameters?: TProperties;
  readonly query?: TProperties;
  readonly body?: DescribedBody;
  /**
   * Schemas by status, for serialisation and documentation. The status below 300 is that of success. Those that follow
   * from `right` and `body` (401, 403, 413, 500) are omitted.
   */
  readonly answers: Readonly<Record<number, TSchema>>;
  /** Refused for pages of other origins before anything else (contract §1.4). */
  readonly isForOwnPages?: true;
  /**
   * Open to wall screens, which may do nothing else: `always`, or for the `q` of their own view alone.
   */
  readonly forWalls?: "always" | "own-view";
  /** Its body may name a view of a list, which only the server that made the list has. */
  readonly namesViews?: true;
  /** Refuses a malformed `sort_by` before authentication. */
  readonly isListing?: true;
  /**
   * Declares that the value of `handle` has exactly the members and types of its schema. `JSON.stringify` then writes
   * it, four times as fast on large pages as a serialiser made from the schema. Verified by listing.test.ts.
   */
  readonly isPresentedExactly?: true;
}

/** Unique name of an operation, used in the OpenAPI document. */
export const operationId = ({ id, since }: Operation): string => (since === undefined ? id : `${id}-${since}`);
