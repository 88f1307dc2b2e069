import { type Fields, optional, readArray, readObject, UNDECODABLE } from "../body-schema.ts";
import type { RequestBody, VersionedBody } from "../request-body.ts";
import {
  ITEM_TARGETS,
  type ItemTarget,
  MAX_RESOURCES,
  readResourceAction,
  type ResourceReference,
} from "../resource-references.ts";
import type { TargetKind } from "../target.ts";
import { checkRequest, hostChecksRequest, resourceChecksRequest, serviceChecksRequest } from "./schema.ts";

export interface CheckBody {
  /** Default: true. */
  readonly is_forced?: boolean;
}

const FIELDS: Fields = { is_forced: optional("boolean") };

/** Body of a check of one host or service. It may be empty: all members are optional. */
export const checkBody: VersionedBody<CheckBody> = {
  schema: checkRequest,
  malformed: UNDECODABLE,
  read: (body, { bodyMistakes }) =>
    isNothing(body) ? {} : readObject<CheckBody>(body, FIELDS, { words: bodyMistakes }),
};

export const resourceChecksBody: RequestBody<{
  readonly resources: readonly ResourceReference[];
  readonly check?: CheckBody;
}> = {
  schema: resourceChecksRequest,
  malformed: UNDECODABLE,
  isLarge: true,
  read: (body) => readResourceAction(body, { check: optional("object", { members: FIELDS }) }),
};

/** Body of checks of several resources of one kind, each with the members of a single one. */
export const checksBody = (kind: TargetKind): RequestBody<readonly (CheckBody & ItemTarget)[]> => ({
  schema: kind === "host" ? hostChecksRequest : serviceChecksRequest,
  malformed: UNDECODABLE,
  isLarge: true,
  read: (body) => readArray(body, () => ({ ...FIELDS, ...ITEM_TARGETS[kind] }), MAX_RESOURCES),
});

const isNothing = (body: unknown): boolean =>
  body === undefined || (typeof body === "object" && !Array.isArray(body) && Object.keys(body as object).length === 0);
