import type { Ledger } from "../../../data/ledger/ledger.ts";
import type { Resource } from "../../../model/objects.ts";
import type { Clock, UnixSeconds } from "../../../lib/clock.ts";
import { Refusal } from "../../../model/refusal.ts";
import { withNextCheck } from "../../../engine/schedule/plan-state.ts";
import type { Scheduler } from "../../../engine/schedule/scheduler.ts";
import type { CommandRuns } from "../command-runs.ts";
import type { CommandTargets } from "../command-targets.ts";

export interface CheckCommandParts {
  readonly targets: () => CommandTargets;
  readonly scheduler: Scheduler;
  readonly ledger: Ledger;
  readonly clock: Clock;
}

type CheckCommandName = `SCHEDULE_${"" | "FORCED_"}${"HOST_CHECK" | "SVC_CHECK" | "HOST_SVC_CHECKS"}`;

/** Checks at a time that the command says. Refuses with `check-not-possible` when a single one cannot be run. */
export function checkCommands({ targets, scheduler, ledger, clock }: CheckCommandParts): CommandRuns<CheckCommandName> {
  const forced = async (resource: Resource, at: UnixSeconds): Promise<void> => {
    if (resource.checkCommand === null) throw new Refusal("check-not-possible", "It has no check_command.");
    scheduler.runAt(resource.key, at);
    await show(resource, at);
  };

  /** One that is planned earlier stays: Nagios keeps the earlier of the two. */
  const planned = async (resource: Resource, at: UnixSeconds): Promise<void> => {
    const next = ledger.state(resource.key)?.plan.nextCheck ?? null;
    if (next !== null && next >= clock.now() && next <= at) return;
    const moved = scheduler.rescheduleAfter(resource, Math.max(at, clock.now()));
    if (moved === null)
      throw new Refusal(
        "check-not-possible",
        "It is not checked actively: no check_command, active checks off, or its period never opens.",
      );
    await show(resource, moved);
  };

  const show = async ({ key }: Resource, at: UnixSeconds): Promise<void> => {
    const state = ledger.state(key);
    if (state === null) return;
    await ledger.commit([{ kind: "state", key, state: withNextCheck(state, Math.max(at, clock.now())) }]);
  };

  /** Those of a host that can be; that others cannot is no mistake in the command. */
  const each = async (resources: readonly Resource[], run: (resource: Resource) => Promise<void>): Promise<void> => {
    await Promise.all(
      resources.map((resource) =>
        run(resource).catch((error) => {
          if (!(error instanceof Refusal) || error.code !== "check-not-possible") throw error;
        }),
      ),
    );
  };

  const servicesOf = (host: string): readonly Resource[] => targets().servicesOf(targets().host(host));

  return {
    SCHEDULE_HOST_CHECK: async ({ host, check_time }) => planned(targets().host(host), check_time),
    SCHEDULE_FORCED_HOST_CHECK: async ({ host, check_time }) => forced(targets().host(host), check_time),
    SCHEDULE_SVC_CHECK: async ({ host, service, check_time }) => planned(targets().service(host, service), check_time),
    SCHEDULE_FORCED_SVC_CHECK: async ({ host, service, check_time }) =>
      forced(targets().service(host, service), check_time),
    SCHEDULE_HOST_SVC_CHECKS: async ({ host, check_time }) =>
      each(servicesOf(host), (service) => planned(service, check_time)),
    SCHEDULE_FORCED_HOST_SVC_CHECKS: async ({ host, check_time }) =>
      each(servicesOf(host), (service) => forced(service, check_time)),
  };
}
