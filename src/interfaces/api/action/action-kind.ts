import type { TObject } from "typebox";
import type { Caller, Role } from "../../../access/caller.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import { namedResource, shortName } from "../../../model/named-resource.ts";
import type { RefusalCode } from "../../../model/refusal-codes.ts";
import type { ResourceKey } from "../../../model/resource-key.ts";
import type { Actor } from "../../../operations/audit/actor.ts";
import type { ApiParts } from "../operation.ts";
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
  readonly undo?: (done: Done) => Undo | null;
}

export type MissingRight = Role | "administrator" | null;

export interface ActionContext {
  readonly caller: Caller;
  readonly actor: Actor;
  readonly now: UnixSeconds;
  readonly parts: ApiParts;
}

export interface ActionTarget extends Target {
  /** Record that the request names; undefined if it names resources. */
  readonly record?: number;
}

/** Ids of what was made or ended, by resource; null where the action makes nothing. */
export type Done = ReadonlyMap<ResourceKey, number | null>;

export interface Part {
  readonly done: Done;
  readonly skipped?: readonly Skipped[];
}

/** Resource, or record, on which the action was not done. */
export interface Skipped {
  readonly key: ResourceKey | null;
  readonly record?: number;
  readonly code: RefusalCode;
  readonly message: string;
}

/** Body of an action that undoes another one. */
export interface Undo {
  readonly action: string;
  readonly on?: readonly ResourceKey[];
  readonly ids?: readonly number[];
  readonly options?: object;
}

export const nameOf = ({ resource }: Pick<Target, "resource">): string => shortName(namedResource(resource));

export const skip = (target: ActionTarget, code: RefusalCode, message: string): Skipped => ({
  key: target.resource.key,
  ...(target.record !== undefined && { record: target.record }),
  code,
  message,
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

/** Keys, each with the same value. */
export const allDone = (targets: readonly ActionTarget[]): Map<ResourceKey, null> =>
  new Map(targets.map(({ resource }) => [resource.key, null]));

export const idsOf = (done: Done): readonly number[] => [...done.values()].filter((id) => id !== null);

export const undoByIds =
  (action: string) =>
  (done: Done): Undo | null =>
    done.size === 0 ? null : { action, ids: idsOf(done) };

/** Keys with the ids that an operation returned in the same order. */
export const withIds = (targets: readonly ActionTarget[], ids: readonly number[]): Map<ResourceKey, number> =>
  new Map(targets.flatMap(({ resource }, index) => (ids[index] === undefined ? [] : [[resource.key, ids[index]]])));
