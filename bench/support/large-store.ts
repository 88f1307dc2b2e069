import { readConfiguration } from "../../src/app/configuration/configuration.ts";
import { silentLog } from "../../src/lib/log.ts";
import type { Inventory } from "../../src/model/objects.ts";
import { newState } from "../../src/model/initial-state.ts";
import type { StateCode } from "../../src/model/resource-state.ts";
import { openStore } from "../../src/data/store/open-store.ts";
import type { Change } from "../../src/model/change.ts";
import { stateWith } from "../../test/support/state-with.ts";

const CHECKED_AT = 1_700_000_000;
const OUTPUT = [
  "OK - all is well, answered in 12 ms",
  "WARNING - slow answer",
  "CRITICAL - no answer within 10 seconds",
  "UNKNOWN - no data",
];

/**
 * Writes a store in which everything has been checked: every twentieth service has a problem, every hundredth host is
 * down. Returns what is configured.
 */
export async function writeLargeStore(configFolder: string, dataFolder: string): Promise<Inventory> {
  const { accepted, newIds, summary } = readConfiguration(configFolder, { known: [], pollerGroups: [] });
  if (accepted === null) throw new Error(summary);
  const { hosts, services } = accepted.inventory;
  const store = await openStore({ folder: dataFolder, log: silentLog, exclusive: true });
  await store.commit(newIds.map((entry) => ({ kind: "object-id", entry })));
  const state = (key: number, code: StateCode): Change => ({
    kind: "state",
    key,
    state: stateWith(newState(code), {
      hasBeenChecked: true,
      lastCheck: CHECKED_AT,
      lastStateChange: CHECKED_AT,
      lastHardStateChange: CHECKED_AT,
      output: `${OUTPUT[code]}\n`,
      perfdata: "time=0.012s;1;5;0;10",
    }),
  });
  await store.commit(hosts.map(({ key }, index) => state(key, index % 100 === 7 ? 1 : 0)));
  await store.commit(
    services.map(({ key }, index) => state(key, index % 20 === 3 ? (((((index / 20) % 3) + 1) | 0) as StateCode) : 0)),
  );
  await store.close();
  return accepted.inventory;
}
