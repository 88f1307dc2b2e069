import type { Operations } from "../../../operations/operations.ts";
import type { PassiveResult } from "../../../operations/result/passive-result.ts";
import { resourceName, type Resource } from "../../../model/objects.ts";
import { Refusal } from "../../../model/refusal.ts";
import type { ActorOf, CommandRuns } from "../command-runs.ts";
import type { CommandTargets } from "../command-targets.ts";

export interface ResultCommandParts {
  readonly targets: () => CommandTargets;
  readonly operations: Pick<Operations, "submitResult">;
}

/** Passive results (Nagios). Refuses with `passive-checks-off` if they are disabled, and `result-outdated`. */
export function resultCommands({
  targets,
  operations,
}: ResultCommandParts): CommandRuns<"PROCESS_HOST_CHECK_RESULT" | "PROCESS_SERVICE_CHECK_RESULT"> {
  const accept = async (resource: Resource, result: PassiveResult, by: ActorOf): Promise<void> => {
    const outcome = await operations.submitResult(resource, result, by());
    if (outcome === "off-for-all")
      throw switchedOff(`for all ${resource.kind}s (accept_passive_${resource.kind}_checks)`);
    if (outcome === "off-for-resource") throw switchedOff(`for ${resourceName(resource)} (passive_checks_enabled)`);
    if (outcome === "outdated")
      throw new Refusal("result-outdated", `The result is older than the last check of ${resourceName(resource)}.`);
  };

  return {
    PROCESS_HOST_CHECK_RESULT: ({ host, host_code: returnCode, output }, at, by) =>
      accept(targets().hostByNameOrAddress(host), { returnCode, output, at }, by),
    PROCESS_SERVICE_CHECK_RESULT: ({ host, service, return_code: returnCode, output }, at, by) =>
      accept(targets().service(targets().hostByNameOrAddress(host).hostName, service), { returnCode, output, at }, by),
  };
}

const switchedOff = (where: string): Refusal => new Refusal("passive-checks-off", `Passive checks are off ${where}.`);
