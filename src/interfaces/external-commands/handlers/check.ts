import { commandFileActor } from "../../../operations/audit/actor.ts";
import type { CheckOperations } from "../../../operations/check/check-operations.ts";
import type { Resource } from "../../../model/objects.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import type { CommandRuns } from "../command-runs.ts";
import type { CommandTargets } from "../command-targets.ts";

export interface CheckCommandParts {
  readonly targets: () => CommandTargets;
  readonly operations: CheckOperations;
}

type CheckCommandName = `SCHEDULE_${"" | "FORCED_"}${"HOST_CHECK" | "SVC_CHECK" | "HOST_SVC_CHECKS"}`;

/** External commands that schedule checks. Refuses with `check-not-possible` if a single resource cannot be checked. */
export function checkCommands({ targets, operations }: CheckCommandParts): CommandRuns<CheckCommandName> {
  const actor = commandFileActor();

  const one = (resource: Resource, at: UnixSeconds, isForced: boolean): Promise<void> =>
    operations.scheduleCheck(resource, { at, isForced }, actor);

  /** Schedules the services of a host that can be checked; the others are not an error. */
  const servicesOf = (host: string, at: UnixSeconds, isForced: boolean): Promise<void> =>
    operations.scheduleChecks(targets().servicesOf(targets().host(host)), { at, isForced }, actor);

  return {
    SCHEDULE_HOST_CHECK: async ({ host, check_time }) => one(targets().host(host), check_time, false),
    SCHEDULE_FORCED_HOST_CHECK: async ({ host, check_time }) => one(targets().host(host), check_time, true),
    SCHEDULE_SVC_CHECK: async ({ host, service, check_time }) =>
      one(targets().service(host, service), check_time, false),
    SCHEDULE_FORCED_SVC_CHECK: async ({ host, service, check_time }) =>
      one(targets().service(host, service), check_time, true),
    SCHEDULE_HOST_SVC_CHECKS: async ({ host, check_time }) => servicesOf(host, check_time, false),
    SCHEDULE_FORCED_HOST_SVC_CHECKS: async ({ host, check_time }) => servicesOf(host, check_time, true),
  };
}
