import type { Ledger } from "../../data/ledger/ledger.ts";
import { withNextCheck } from "../../engine/schedule/plan-state.ts";
import type { CheckRequests } from "../../engine/schedule/scheduler.ts";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import type { Change } from "../../model/change.ts";
import type { Resource } from "../../model/objects.ts";
import { Refusal } from "../../model/refusal.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { Actor } from "../audit/actor.ts";
import type { Audit } from "../audit/audit.ts";

export interface CheckOperations {
  /** Schedules a check; does nothing if the next check is earlier (Nagios). Refuses with `check-not-possible`. */
  scheduleCheck(resource: Resource, request: CheckRequest, actor: Actor): Promise<void>;
  /**
   * Schedules checks of several resources in one commit. Resources that cannot be checked are skipped; returns why, by
   * resource.
   */
  scheduleChecks(
    resources: readonly Resource[],
    request: CheckRequest,
    actor: Actor,
  ): Promise<ReadonlyMap<ResourceKey, string>>;
}

export interface CheckRequest {
  /** A time in the past means now. */
  readonly at: UnixSeconds;
  /** Replaces the planned check, regardless of the check period and of disabled active checks. */
  readonly isForced: boolean;
}

export interface CheckOperationParts {
  readonly scheduler: Pick<CheckRequests, "rescheduleAfter" | "runAt">;
  readonly ledger: Pick<Ledger, "commit" | "state">;
  readonly clock: Clock;
  readonly audit: (actor: Actor) => Audit;
}

export function createCheckOperations({ scheduler, ledger, clock, audit }: CheckOperationParts): CheckOperations {
  /** Time of the next check, or null if the planned check stays. */
  const nextCheckOf = (resource: Resource, { at, isForced }: CheckRequest): UnixSeconds | null => {
    const now = clock.now();
    if (isForced) {
      if (resource.checkCommand === null) throw new Refusal("check-not-possible", "It has no check_command.");
      return Math.max(at, now);
    }
    const next = ledger.state(resource.key)?.plan.nextCheck ?? null;
    if (next !== null && next >= now && next <= at) return null;
    const moved = scheduler.rescheduleAfter(resource, Math.max(at, now));
    if (moved !== null) return Math.max(moved, now);
    throw new Refusal(
      "check-not-possible",
      "It is not checked actively: no check_command, active checks off, or its period never opens.",
    );
  };

  const planChange = ({ key }: Resource, at: UnixSeconds): Change[] => {
    const state = ledger.state(key);
    return state === null ? [] : [{ kind: "state", key, state: withNextCheck(state, at) }];
  };

  const schedule = async (
    planned: readonly (readonly [Resource, UnixSeconds])[],
    request: CheckRequest,
    actor: Actor,
  ): Promise<void> => {
    if (planned.length === 0) return;
    const keys = planned.map(([{ key }]) => key);
    await ledger.commit([
      ...planned.flatMap(([resource, at]) => planChange(resource, at)),
      ...audit(actor)(request.isForced ? "check forced" : "check scheduled", keys),
    ]);
    // Only now, so that a check that could not be recorded is not forced.
    if (request.isForced) for (const key of keys) scheduler.runAt(key, request.at);
  };

  return {
    async scheduleCheck(resource, request, actor) {
      const at = nextCheckOf(resource, request);
      if (at !== null) await schedule([[resource, at]], request, actor);
    },
    async scheduleChecks(resources, request, actor) {
      const impossible = new Map<ResourceKey, string>();
      const planned = resources.flatMap((resource) => {
        try {
          const at = nextCheckOf(resource, request);
          return at === null ? [] : [[resource, at] as const];
        } catch (error) {
          if (!(error instanceof Refusal) || error.code !== "check-not-possible") throw error;
          impossible.set(resource.key, error.message);
          return [];
        }
      });
      await schedule(planned, request, actor);
      return impossible;
    },
  };
}
