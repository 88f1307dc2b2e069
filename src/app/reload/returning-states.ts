import type { Ledger } from "../../data/ledger/ledger.ts";
import type { Change } from "../../model/change.ts";
import { withDowntimeDepth } from "../../model/handling-state.ts";
import type { Resource } from "../../model/objects.ts";
import type { Downtimes } from "../../operations/downtime/downtimes.ts";
import { isRunning } from "../../operations/downtime/downtime-lifecycle.ts";

/**
 * Changed states of resources that return to the configuration. The number of running downtimes is counted: the last
 * state may be older than their end.
 */
export const statesOfReturning = (
  added: readonly Resource[],
  ledger: Pick<Ledger, "lastState">,
  downtimes: Pick<Downtimes, "ofResource">,
): readonly Change[] =>
  added.flatMap(({ key }): Change[] => {
    const last = ledger.lastState(key);
    if (last === null) return [];
    const state = withDowntimeDepth(last, downtimes.ofResource(key).filter(isRunning).length);
    return state === last ? [] : [{ kind: "state", key, state }];
  });
