import type { UnixSeconds } from "../../lib/clock.ts";
import type { HistoryEvent } from "../../model/history-event.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import type { Acknowledgement } from "../../model/acknowledgement.ts";

/** History event of an acknowledgement; `state`: that of the resource before the change. */
export function acknowledgementEvent(
  record: Acknowledgement,
  kind: HistoryEvent["kind"],
  state: ResourceState,
  at: UnixSeconds,
  reason: string,
): HistoryEvent {
  const {
    check: { stateType, checkAttempt },
  } = state;
  return {
    key: record.key,
    at,
    kind,
    state: state.check.state,
    stateType,
    checkAttempt,
    output: record.comment ?? "",
    reason,
  };
}
