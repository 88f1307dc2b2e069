import type { ReasonParams } from "../../../model/reason-params.ts";
import type { TObject } from "typebox";
import type { Caller, Role } from "../../../access/caller.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import { namedResource, shortName } from "../../../model/named-resource.ts";
import type { RefusalCode } from "../../../model/refusal-codes.ts";
import type { ResourceKey } from "../../../model/resource-key.ts";
import type { Actor } from "../../../operations/audit/actor.ts";
import type { ApiParts } from "../api-parts.ts";
import type { Target, TargetKind } from "../target.ts";

/** Kind of action of `POST /api/actions`: its options, its right, and what it does to up to `PART` resources. */
export interface ActionKind {
  readonly options: TObject;
  /**
   * Resource of a record that the request names by its id; undefined for one that does not exist or whose resource is
   * hidden. Undefined: the action is on resources only.
   */
  readonly resourceOfRecord?: (id: number, context: ActionContext) => ResourceKey | undefined;
  /** The request may name resources. */
  readonly takesResources: boolean;
  /** Reads valid options. Refuses with `invalid-body`. */
  prepare(options: object, context: ActionContext): PreparedAction;
}

export interface PreparedAction {
  /** Right that the caller lacks for resources of a kind; null: none. */
  readonly missingRight: (kind: TargetKind) => MissingRight;
  /** Further resources that the action is on, such as the services of a host. Hidden ones are left out by the caller. */
  readonly alsoOn?: (target: Target) => readonly ResourceKey[];
  /** Does it in one commit. */
  readonly act: (targets: readonly ActionTarget[]) => Promise<Part>;
  /** Reverts what was done; null: cannot be undone. Default: null. */
  readonly undo?: (done: readonly Done[]) => Undo | null;
}

export type MissingRight = Role | "administrator" | null;

export interface ActionContext {
  readonly caller: Caller;
  readonly actor: Actor;
  readonly now: UnixSeconds;
  readonly parts: ApiParts;
  /** Owner of the views that the request may name. */
  readonly viewOwner: string;
}

export interface ActionTarget extends Target {
  /** Record that the request names; undefined if it names resources. */
  readonly record?: number;
}

/** Resource on which it was done, with the id of what was made or ended; null where there is none. */
export interface Done {
  readonly key: ResourceKey;
  readonly id: number | null;
}

export interface Part {
  readonly done: readonly Done[];
  readonly skipped?: readonly Skipped[];
}

/** Resource, or record, on which the action was not done. */
export interface Skipped {
  readonly key: ResourceKey | null;
  readonly record?: number;
  readonly code: RefusalCode;
  readonly message: string;
  /** What the message names. */
  readonly params: ReasonParams;
}

/** Body of an action that undoes another one. */
export interface Undo {
  readonly action: string;
  readonly on?: readonly ResourceKey[];
  readonly ids?: readonly number[];
  readonly options?: object;
}

export const nameOf = ({ resource }: Pick<Target, "resource">): string => shortName(namedResource(resource));

export const skip = (target: ActionTarget, code: RefusalCode, message: string, params?: ReasonParams): Skipped => ({
  key: target.resource.key,
  ...(target.record !== undefined && { record: target.record }),
  code,
  message,
  params: { resource: nameOf(target), record: target.record ?? null, ...params },
});

/** The role on a kind, such as `host_acknowledgement`. */
export const needsRole =
  (caller: Caller, action: RoleAction) =>
  (kind: TargetKind): MissingRight => {
    const role: Role = `${kind}_${action}`;
    return caller.hasRole(role) ? null : role;
  };

type RoleAction = Role extends infer R ? (R extends `host_${infer Action}` ? Action : never) : never;

export const needsAdministrator =
  ({ isAdmin }: Caller) =>
  (): MissingRight =>
    isAdmin ? null : "administrator";

export const allDone = (targets: readonly ActionTarget[]): readonly Done[] =>
  targets.map(({ resource }) => ({ key: resource.key, id: null }));

export const idsOf = (done: readonly Done[]): readonly number[] => done.flatMap(({ id }) => (id === null ? [] : [id]));

export const undoByIds =
  (action: string) =>
  (done: readonly Done[]): Undo | null => {
    const ids = idsOf(done);
    return ids.length === 0 ? null : { action, ids };
  };

/** Targets with the ids that an operation returned in the same order; without those that have none. */
export const withIds = (targets: readonly ActionTarget[], ids: readonly number[]): readonly Done[] =>
  targets.flatMap(({ resource: { key } }, index) => {
    const id = ids[index];
    return id === undefined ? [] : [{ key, id }];
  });

/** Acts on each target in a commit of its own; those of a part are written together. */
export async function forEachTarget(
  targets: readonly ActionTarget[],
  act: (target: ActionTarget) => Promise<Part>,
): Promise<Part> {
  const outcomes = await Promise.all(targets.map(act));
  return {
    done: outcomes.flatMap(({ done }) => done),
    skipped: outcomes.flatMap(({ skipped = [] }) => skipped),
  };
}

/** Part in which nothing was done. */
export const skippedOnly = (...skipped: readonly Skipped[]): Part => ({ done: [], skipped });
