import type { Log } from '../lib/log.ts'
import { Refusal } from '../lib/refusal.ts'
import type { Store } from '../store/store.ts'
import { loadInventory } from './load-inventory.ts'
import type { Inventory } from './objects.ts'
import { summaryText } from './summary.ts'

/** Reads the configuration and stores the ids it gave. Refuses with `bad-configuration`: every error, one a line. */
export async function configuredInventory(configFolder: string, store: Store, log: Log): Promise<Inventory> {
  const result = loadInventory(configFolder, { known: store.readObjectIds() })
  if (result.inventory === null) throw new Refusal('bad-configuration', summaryText(result))
  for (const warning of result.warnings) log.warn({ ...warning }, 'configuration')
  if (result.newIds.length > 0) await store.commit(result.newIds.map(entry => ({ kind: 'object-id', entry })))
  return result.inventory
}
