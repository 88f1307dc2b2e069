import type { Clock } from "../../lib/clock.ts";
import type { Change } from "../../model/change.ts";
import { operatorAction } from "../../model/history-changes.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { actorWords, type Actor } from "./actor.ts";

/**
 * Returns the audit events of one call, for the commit of its effect: one for each of these resources. `did` comes before
 * the actor, such as "acknowledged", and quotes nothing that may be a secret.
 */
export type Audit = (did: string, keys: readonly ResourceKey[]) => readonly Change[];

/** For what no operator asked for now, such as the downtimes that a recurring downtime makes. */
export const NO_AUDIT: Audit = () => [];

export interface AuditParts {
  readonly clock: Clock;
  /** Null for what is not configured, and for the server. */
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
