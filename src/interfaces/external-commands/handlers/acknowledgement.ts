import type { Ledger } from "../../../data/ledger/ledger.ts";
import type { Resource } from "../../../model/objects.ts";
import type { Clock, UnixSeconds } from "../../../lib/clock.ts";
import { Refusal } from "../../../model/refusal.ts";
import { isProblem } from "../../../model/state-code.ts";
import type { ActorOf, CommandRuns } from "../command-runs.ts";
import type { CommandTargets } from "../command-targets.ts";
import type { Operations } from "../../../operations/operations.ts";

export interface AcknowledgementCommandParts {
  readonly targets: () => CommandTargets;
  readonly operations: Pick<Operations, "acknowledge" | "cancelAcknowledgement">;
  readonly ledger: Pick<Ledger, "state">;
  readonly clock: Clock;
}

interface AcknowledgeArguments {
  readonly sticky: boolean;
  readonly notify: boolean;
  readonly persistent: boolean;
  readonly author: string;
  readonly comment: string;
  readonly expires?: UnixSeconds;
}

/**
 * External commands on acknowledgements (contract §8.2). Refuses with `no-problem` if there is nothing to
 * acknowledge, and `acknowledgement-over`.
 */
export function acknowledgementCommands({
  targets,
  operations,
  ledger,
  clock,
}: AcknowledgementCommandParts): CommandRuns<
  `ACKNOWLEDGE_${"HOST" | "SVC"}_PROBLEM${"" | "_EXPIRE"}` | `REMOVE_${"HOST" | "SVC"}_ACKNOWLEDGEMENT`
> {
  const acknowledge = async ({ key }: Resource, args: AcknowledgeArguments, by: ActorOf): Promise<void> => {
    const state = ledger.state(key);
    if (state === null || !isProblem(state.check.state))
      throw new Refusal("no-problem", "There is no problem to acknowledge.");
    if (args.expires !== undefined && args.expires <= clock.now()) {
      throw new Refusal("acknowledgement-over", "The time at which it expires is past.");
    }
    await operations.acknowledge(
      [key],
      {
        comment: args.comment,
        expiresAt: args.expires ?? null,
        isSticky: args.sticky,
        isNotifyContacts: args.notify,
        isPersistentComment: args.persistent,
      },
      by(args.author),
    );
  };

  return {
    ACKNOWLEDGE_HOST_PROBLEM: async (args, _, by) => acknowledge(targets().host(args.host), args, by),
    ACKNOWLEDGE_SVC_PROBLEM: async (args, _, by) => acknowledge(targets().service(args.host, args.service), args, by),
    ACKNOWLEDGE_HOST_PROBLEM_EXPIRE: async (args, _, by) => acknowledge(targets().host(args.host), args, by),
    ACKNOWLEDGE_SVC_PROBLEM_EXPIRE: async (args, _, by) =>
      acknowledge(targets().service(args.host, args.service), args, by),
    REMOVE_HOST_ACKNOWLEDGEMENT: async ({ host }, _, by) =>
      operations.cancelAcknowledgement(targets().host(host).key, by()),
    REMOVE_SVC_ACKNOWLEDGEMENT: async ({ host, service }, _, by) =>
      operations.cancelAcknowledgement(targets().service(host, service).key, by()),
  };
}
