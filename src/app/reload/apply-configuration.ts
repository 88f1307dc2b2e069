import type { Access } from "../../access/access.ts";
import type { RunningAdaptive } from "../../operations/adaptive/create-adaptive.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import type { Realtime } from "../../data/realtime/realtime.ts";
import { withNextCheck } from "../../engine/schedule/plan-state.ts";
import type { NextConfiguration } from "./reload.ts";
import type { CheckPath } from "../../intake/check-path.ts";
import type { MonitoringCore } from "../../intake/monitoring-core.ts";
import { historyOfReload } from "./reload-history.ts";
import type { Change } from "../../model/change.ts";

export interface ApplyConfigurationParts {
  readonly adaptive: RunningAdaptive;
  readonly access: Access;
  readonly ledger: Ledger;
  readonly realtime: Realtime;
  readonly checkPath: CheckPath;
  readonly core: MonitoringCore;
  readonly clock: Clock;
}

/** Gives every part the next configuration. Synchronous; the promise is for storing the changes. */
export function createApplyConfiguration({
  adaptive,
  access,
  ledger,
  realtime,
  checkPath,
  core,
  clock,
}: ApplyConfigurationParts): (next: NextConfiguration) => Promise<void> {
  return (next) => {
    const { current, accessGroups, rows, added, removed, toPlan } = next;
    const { inventory } = current;
    const history = historyOfReload(next, ledger, Math.floor(clock.now()));
    const changedByOperators = adaptive.load(current);
    access.configure(inventory, accessGroups);
    const stored = ledger.reload(inventory, added, removed);
    rows.show();
    realtime.apply(added.map(({ key }) => ({ kind: "state", key, state: ledger.state(key)! })));
    realtime.replace(changedByOperators);
    core.afterReload();
    checkPath.afterReload();
    const plans = checkPath.scheduler.reload(inventory, removed, [
      ...toPlan,
      ...changedByOperators.map(({ key }) => key),
    ]);
    return Promise.all([
      ledger.commit([...stored, ...planChanges(ledger, plans), ...history()]),
      core.downtimes.endForRemovedResources(removed),
    ]).then(() => {});
  };
}

/** Changes of the states after their next checks were replanned. */
export const planChanges = (ledger: Ledger, plans: ReadonlyMap<ResourceKey, UnixSeconds>): readonly Change[] =>
  [...plans].flatMap(([key, at]) => {
    const state = ledger.state(key);
    return state === null ? [] : [{ kind: "state", key, state: withNextCheck(state, at) } as const];
  });
