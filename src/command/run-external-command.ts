import type { Comments } from '../comment/comments.ts'
import type { Downtimes } from '../downtime/downtimes.ts'
import type { Intake } from '../intake/accept-result.ts'
import type { Ledger } from '../intake/ledger.ts'
import type { Inventory } from '../inventory/objects.ts'
import type { Clock } from '../lib/clock.ts'
import type { Scheduler } from '../schedule/scheduler.ts'
import { acknowledgementCommands } from './run-acknowledgement-command.ts'
import { checkCommands } from './run-check-command.ts'
import { commentCommands } from './run-comment-command.ts'
import { downtimeCommands } from './run-downtime-command.ts'
import { resultCommands } from './run-result-command.ts'
import type { CommandRuns } from './command-runs.ts'
import { createCommandTargets, type CommandTargets } from './command-targets.ts'
import type { ExternalCommand } from './external-command.ts'
import type { OperatorCommands } from './operator-commands.ts'

/** Executes external commands as a door beside the API. */
export interface ExternalCommands {
  load(inventory: Inventory): void
  /** Resolves when the effect is durable and visible. Rejects with a Refusal that says why nothing came of it, or the store's error. */
  run(command: ExternalCommand): Promise<void>
}

export interface ExternalCommandParts {
  readonly operators: OperatorCommands
  readonly downtimes: Downtimes
  readonly comments: Comments
  readonly intake: Intake
  readonly ledger: Ledger
  readonly scheduler: Scheduler
  readonly clock: Clock
}

export function createExternalCommands(parts: ExternalCommandParts): ExternalCommands {
  let inventory: Inventory
  let targets: CommandTargets
  const known = { ...parts, targets: () => targets, inventory: () => inventory }
  const runs: CommandRuns = {
    ...resultCommands(known),
    ...acknowledgementCommands(known),
    ...downtimeCommands(known),
    ...commentCommands(known),
    ...checkCommands(known),
  }
  return {
    load(next) {
      inventory = next
      targets = createCommandTargets(next)
    },
    // The table says that arguments and function of one name belong together; the compiler cannot follow that.
    run: async ({ name, args, at }) => (runs[name] as (given: typeof args, time: number) => Promise<void>)(args, at),
  }
}
