import type { CheckOperations, CheckRequest } from "../../../operations/check/check-operations.ts";
import type { Resource } from "../../../model/objects.ts";
import type { ActorOf, CommandRuns } from "../command-runs.ts";
import type { CommandTargets } from "../command-targets.ts";

export interface CheckCommandParts {
  readonly targets: () => CommandTargets;
  readonly operations: CheckOperations;
}

type CheckCommandName = `SCHEDULE_${"" | "FORCED_"}${"HOST_CHECK" | "SVC_CHECK" | "HOST_SVC_CHECKS"}`;

/** External commands that schedule checks. Refuses with `check-not-possible` if a single resource cannot be checked. */
export function checkCommands({ targets, operations }: CheckCommandParts): CommandRuns<CheckCommandName> {
  const one = (resource: Resource, request: CheckRequest, by: ActorOf): Promise<void> =>
    operations.scheduleCheck(resource, request, by());

  /** Schedules the services of a host that can be checked; the others are not an error. */
  const servicesOf = async (host: string, request: CheckRequest, by: ActorOf): Promise<void> =>
    void (await operations.scheduleChecks(targets().servicesOf(targets().host(host)), request, by()));

  return {
    SCHEDULE_HOST_CHECK: async ({ host, check_time: at }, _, by) =>
      one(targets().host(host), { at, isForced: false }, by),
    SCHEDULE_FORCED_HOST_CHECK: async ({ host, check_time: at }, _, by) =>
      one(targets().host(host), { at, isForced: true }, by),
    SCHEDULE_SVC_CHECK: async ({ host, service, check_time: at }, _, by) =>
      one(targets().service(host, service), { at, isForced: false }, by),
    SCHEDULE_FORCED_SVC_CHECK: async ({ host, service, check_time: at }, _, by) =>
      one(targets().service(host, service), { at, isForced: true }, by),
    SCHEDULE_HOST_SVC_CHECKS: async ({ host, check_time: at }, _, by) => servicesOf(host, { at, isForced: false }, by),
    SCHEDULE_FORCED_HOST_SVC_CHECKS: async ({ host, check_time: at }, _, by) =>
      servicesOf(host, { at, isForced: true }, by),
  };
}
