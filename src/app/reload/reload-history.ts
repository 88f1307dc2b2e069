import type { UnixSeconds } from "../../lib/clock.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import type { Change } from "../../model/change.ts";
import {
  BY_CONFIGURATION,
  checksAreOn,
  checksSwitched,
  configurationReloaded,
  objectConfigured,
  objectRemoved,
  type Moment,
} from "../../model/history-changes.ts";
import { namesOf } from "../../model/inventory-index.ts";
import { newState } from "../../model/initial-state.ts";
import type { Resource } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import { reloadedWords } from "../../config/reload-outcome.ts";
import type { NextConfiguration } from "./reload.ts";

/** History events of a reload. Called while the ledger still has the previous configuration. */
export function historyOfReload(
  { current, added, removed, toPlan, hosts, services }: NextConfiguration,
  ledger: Pick<Ledger, "resource" | "lastState">,
  at: UnixSeconds,
): readonly Change[] {
  const { resourceByKey } = namesOf(current.inventory);
  const momentOf = (key: ResourceKey): Moment => ({ key, at, state: ledger.lastState(key) });

  const configured = ({ key, initialState }: Resource): readonly Change[] =>
    objectConfigured({ key, at, state: ledger.lastState(key) ?? newState(initialState) }, resourceByKey.get(key)!);

  const switched = (key: ResourceKey): readonly Change[] => {
    const before = ledger.resource(key);
    const after = resourceByKey.get(key);
    if (before === undefined || after === undefined || checksAreOn(before) === checksAreOn(after)) return [];
    return checksSwitched(momentOf(key), checksAreOn(after), BY_CONFIGURATION);
  };

  return [
    configurationReloaded(at, reloadedWords(hosts, services)),
    ...removed.flatMap((key) => objectRemoved(momentOf(key))),
    ...added.flatMap(configured),
    ...toPlan.flatMap(switched),
  ];
}
