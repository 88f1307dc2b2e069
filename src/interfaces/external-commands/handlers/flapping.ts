import { commandFileActor } from "../../../operations/audit/actor.ts";
import type { Operations } from "../../../operations/operations.ts";
import type { CommandRuns } from "../command-runs.ts";
import type { CommandTargets } from "../command-targets.ts";

export interface FlappingCommandParts {
  readonly targets: () => CommandTargets;
  readonly operations: Pick<Operations, "clearFlapping">;
}

export function flappingCommands({
  targets,
  operations,
}: FlappingCommandParts): CommandRuns<"CLEAR_HOST_FLAPPING_STATE" | "CLEAR_SVC_FLAPPING_STATE"> {
  const actor = commandFileActor();
  return {
    CLEAR_HOST_FLAPPING_STATE: async ({ host }) => operations.clearFlapping(targets().host(host), actor),
    CLEAR_SVC_FLAPPING_STATE: async ({ host, service }) =>
      operations.clearFlapping(targets().service(host, service), actor),
  };
}
