import type { UnixSeconds } from "../../lib/clock.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import type { Change } from "../../model/change.ts";
import {
  checksAreOn,
  checksSwitched,
  configurationReloaded,
  objectConfigured,
  objectRemoved,
} from "../../model/history-changes.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { ReloadCounts } from "../../config/reload-outcome.ts";
import type { NextConfiguration } from "./reload.ts";

/**
 * History events of a reload. Called while the ledger has the previous configuration; the returned function is called
 * once it has the next one.
 */
export function historyOfReload(
  { added, removed, toPlan, hosts, services }: NextConfiguration,
  ledger: Ledger,
  at: UnixSeconds,
): () => readonly Change[] {
  const momentOf = (key: ResourceKey) => ({ key, at, state: ledger.state(key) });
  const gone = removed.flatMap((key) => objectRemoved(momentOf(key)));
  const before = toPlan.map((key) => [key, ledger.resource(key)] as const);

  const switched = (): readonly Change[] =>
    before.flatMap(([key, old]) => {
      const now = ledger.resource(key);
      if (old === undefined || now === undefined || checksAreOn(old) === checksAreOn(now)) return [];
      return checksSwitched(momentOf(key), checksAreOn(now), "the configuration");
    });
  return () => [
    configurationReloaded(at, `the configuration was reloaded: ${countWords(hosts, services)}`),
    ...gone,
    ...added.flatMap(({ key }) => objectConfigured(momentOf(key), ledger.resource(key)!)),
    ...switched(),
  ];
}

/** `2 hosts and 10 services, 1 added, 0 removed, 3 changed`. */
function countWords(hosts: ReloadCounts, services: ReloadCounts): string {
  const sum = (count: "added" | "removed" | "changed"): number => hosts[count] + services[count];
  return `${hosts.total} hosts and ${services.total} services, ${sum("added")} added, ${sum("removed")} removed, ${sum("changed")} changed`;
}
