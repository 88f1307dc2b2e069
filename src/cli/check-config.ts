import { Command } from 'commander'
import { readAccessGroups } from '../access/access-groups.ts'
import { loadInventory } from '../inventory/load-inventory.ts'
import { summaryText } from '../inventory/summary.ts'
import type { ProcessContext } from './process-context.ts'

/** `vigie check-config`: every error of the configuration at once and exit code 1, or a summary and 0. */
export function checkConfigCommand(context: ProcessContext): Command {
  return new Command('check-config')
    .description('validate the configuration without starting')
    .action(() => {
      const { configFolder } = context.settings()
      const result = loadInventory(configFolder, { known: [] })
      process.stdout.write(summaryText(result))
      process.exitCode = result.errors.length > 0 ? 1 : 0
    })
}
