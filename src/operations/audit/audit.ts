import type { Clock } from "../../lib/clock.ts";
import type { Change } from "../../model/change.ts";
import { operatorAction } from "../../model/history-changes.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { actorWords, type Actor } from "./actor.ts";

/**
 * Returns the audit events of one call, one per resource, for the commit of its effect. `did` comes before the actor,
 * such as "acknowledged", and must not contain secrets.
 */
export type Audit = (did: string, keys: readonly ResourceKey[]) => readonly Change[];

/** Audit for effects that no operator requested directly, such as the downtimes of a recurring downtime. */
export const NO_AUDIT: Audit = () => [];

export interface AuditParts {
  readonly clock: Clock;
  /** Null for an object that is not configured, and for the server. */
  readonly stateOf: (key: ResourceKey) => ResourceState | null;
}

export const createAudit =
  ({ clock, stateOf }: AuditParts) =>
  (actor: Actor): Audit =>
  (did, keys) => {
    const at = Math.floor(clock.now());
    const reason = `${did} ${actorWords(actor)}`;
    return [...new Set(keys)].map((key) => operatorAction({ key, at, state: stateOf(key) }, reason));
  };
