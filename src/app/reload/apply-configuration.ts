import type { Access } from "../../access/access.ts";
import type { RunningAdaptive } from "../../operations/adaptive/create-adaptive.ts";
import type { Downtimes } from "../../operations/downtime/downtimes.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { Realtime } from "../../data/realtime/realtime.ts";
import { withNextCheck } from "../../engine/schedule/plan-state.ts";
import type { Scheduler } from "../../engine/schedule/scheduler.ts";
import type { NextConfiguration } from "./reload.ts";
import type { InventoryHolder } from "./inventory-holder.ts";
import type { Change } from "../../model/change.ts";

export interface ApplyConfigurationParts {
  readonly adaptive: RunningAdaptive;
  readonly access: Access;
  readonly ledger: Ledger;
  readonly realtime: Realtime;
  readonly scheduler: Scheduler;
  readonly downtimes: Downtimes;
  readonly holders: readonly InventoryHolder[];
}

/** Gives every part the next configuration. All of it happens before this returns; the promise is about what is stored of it. */
export function createApplyConfiguration({
  adaptive,
  access,
  ledger,
  realtime,
  scheduler,
  downtimes,
  holders,
}: ApplyConfigurationParts): (next: NextConfiguration) => Promise<void> {
  return ({ current, accessGroups, rows, added, removed, toPlan }) => {
    const { inventory } = current;
    const changedByOperators = adaptive.load(current);
    access.configure(inventory, accessGroups);
    const stored = ledger.reload(inventory, added, removed);
    rows.show();
    realtime.apply(added.map(({ key }) => ({ kind: "state", key, state: ledger.state(key)! })));
    realtime.replace(changedByOperators);
    for (const holder of holders) holder.load(inventory);
    const plans = scheduler.reload(inventory, removed, [...toPlan, ...changedByOperators.map(({ key }) => key)]);
    return Promise.all([
      ledger.commit([...stored, ...planChanges(ledger, plans)]),
      downtimes.endForRemovedResources(removed),
    ]).then(() => {});
  };
}

/** What the states say of the next checks, after they were planned anew. */
export const planChanges = (ledger: Ledger, plans: ReadonlyMap<ResourceKey, UnixSeconds>): readonly Change[] =>
  [...plans].flatMap(([key, at]) => {
    const state = ledger.state(key);
    return state === null ? [] : [{ kind: "state", key, state: withNextCheck(state, at) } as const];
  });
