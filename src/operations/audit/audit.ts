import type { Clock } from "../../lib/clock.ts";
import type { Change } from "../../model/change.ts";
import { operatorAction } from "../../model/history-changes.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { actorWords, type Actor } from "./actor.ts";

/**
 * Returns the audit events of one call, one per resource, for the commit of its effect, and what makes its request known. `did` comes before the actor,
 * such as "acknowledged", and must not contain secrets.
 */
export interface Audit {
  (did: string, keys: readonly ResourceKey[]): readonly Change[];
  /** Words for the actor, such as `by jdoe over the API from 10.1.2.3`. */
  readonly by: string;
}

/** Audit for effects that no operator requested directly, such as the downtimes of a recurring downtime. */
export const NO_AUDIT: Audit = Object.assign(() => [], { by: "by the server" });

export interface AuditParts {
  readonly clock: Clock;
  /** Null for an object without a state, and for the server. */
  readonly stateOf: (key: ResourceKey) => ResourceState | null;
}

export const createAudit =
  ({ clock, stateOf }: AuditParts) =>
  (actor: Actor): Audit => {
    const by = actorWords(actor);
    const audit = (did: string, keys: readonly ResourceKey[]): readonly Change[] => {
      const at = Math.floor(clock.now());
      const each = [...new Set(keys)];
      const events = each.map((key) => operatorAction({ key, at, state: stateOf(key) }, `${did} ${by}`));
      const { request } = actor;
      return request === undefined
        ? events
        : [...events, { kind: "request-done", request: { ...request, at, keys: each } }];
    };
    return Object.assign(audit, { by });
  };
