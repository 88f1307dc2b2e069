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
  return {
    CLEAR_HOST_FLAPPING_STATE: async ({ host }, _, by) => operations.clearFlapping(targets().host(host), by()),
    CLEAR_SVC_FLAPPING_STATE: async ({ host, service }, _, by) =>
      operations.clearFlapping(targets().service(host, service), by()),
  };
}
