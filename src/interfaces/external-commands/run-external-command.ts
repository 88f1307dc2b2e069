import type { Downtimes } from "../../operations/downtime/downtimes.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import type { Inventory } from "../../model/objects.ts";
import { derivedFrom } from "../../lib/derived.ts";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import { ADAPTIVE_COMMANDS } from "./adaptive-commands.ts";
import { acknowledgementCommands } from "./handlers/acknowledgement.ts";
import { checkCommands } from "./handlers/check.ts";
import { commentCommands } from "./handlers/comment.ts";
import { downtimeCommands } from "./handlers/downtime.ts";
import { flappingCommands } from "./handlers/flapping.ts";
import { modifiedAttributesCommands } from "./handlers/modified-attributes.ts";
import { notificationCommands } from "./handlers/notification.ts";
import { processCommands, type ProcessControl } from "./handlers/process.ts";
import { runAdaptiveCommand } from "./handlers/adaptive.ts";
import { resultCommands } from "./handlers/result.ts";
import type { ActorOf, CommandRuns } from "./command-runs.ts";
import { createCommandTargets } from "./command-targets.ts";
import type { ExternalCommand } from "./external-command.ts";
import type { Operations } from "../../operations/operations.ts";

/** Executes external commands. */
export interface ExternalCommands {
  /**
   * Resolves when the effect is durable and visible. Rejects with a Refusal that gives the reason, or with the error
   * of the store.
   */
  run(command: ExternalCommand, by: ActorOf): Promise<void>;
}

export interface ExternalCommandParts {
  readonly operations: Operations;
  readonly downtimes: Pick<Downtimes, "get" | "ofResource" | "open">;
  readonly ledger: Pick<Ledger, "state">;
  readonly control: ProcessControl;
  readonly inventory: () => Inventory;
  readonly clock: Clock;
}

type Run = (args: ExternalCommand["args"], at: UnixSeconds, by: ActorOf) => Promise<void>;

export function createExternalCommands(parts: ExternalCommandParts): ExternalCommands {
  const targets = derivedFrom(parts.inventory, createCommandTargets);
  const all = { ...parts, targets };
  const runs: CommandRuns = {
    ...resultCommands(all),
    ...acknowledgementCommands(all),
    ...downtimeCommands(all),
    ...commentCommands(all),
    ...checkCommands(all),
    ...notificationCommands(all),
    ...flappingCommands(all),
    ...modifiedAttributesCommands(all),
    ...processCommands(parts.control),
  };
  const byName = new Map<string, Run>([
    // The tables pair the arguments and the function of a name; the compiler cannot infer that.
    ...(Object.entries(runs) as [string, Run][]),
    ...[...ADAPTIVE_COMMANDS].map(([name, rule]): [string, Run] => [
      name,
      (args, _, by) => runAdaptiveCommand(rule, args, { ...all, by }),
    ]),
  ]);
  return {
    run: async ({ name, args, at }, by) => byName.get(name)!(args, at, by),
  };
}
