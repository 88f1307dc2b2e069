import type { UnixSeconds } from "../lib/clock.ts";
import { NONE, UNHANDLED } from "./initial-state.ts";
import type { HandlingState, ResourceState } from "./resource-state.ts";
import { withHandling } from "./state-parts.ts";

/** Writers of the handling part: acknowledgements and running downtimes. */
export const withAcknowledgement = (
  state: ResourceState,
  acknowledgement: HandlingState["acknowledgement"],
  now: UnixSeconds | null = state.lastUpdate,
): ResourceState => withHandling(state, handlingOf(acknowledgement, state.handling.scheduledDowntimeDepth, NONE), now);

/**
 * Sets the number of running downtimes. Without a time it does not count as a write of the state: used when a resource
 * is removed, and for simulations.
 */
export const withDowntimeDepth = (
  state: ResourceState,
  depth: number,
  now: UnixSeconds | null = state.lastUpdate,
): ResourceState => {
  const { acknowledgement, scheduledDowntimeDepth, missing } = state.handling;
  return withHandling(
    state,
    depth === scheduledDowntimeDepth ? state.handling : handlingOf(acknowledgement, depth, missing),
    now,
  );
};

/** Handling part after a result, which may end the acknowledgement and fills what an import left empty. */
export function handlingAfterResult(handling: HandlingState, endsAcknowledgement: boolean): HandlingState {
  if (!endsAcknowledgement && handling.missing.length === 0) return handling;
  return handlingOf(endsAcknowledgement ? "none" : handling.acknowledgement, handling.scheduledDowntimeDepth, NONE);
}

/** Shares the constant in the ordinary case. */
export const handlingOf = (
  acknowledgement: HandlingState["acknowledgement"],
  scheduledDowntimeDepth: number,
  missing: HandlingState["missing"],
): HandlingState =>
  acknowledgement === "none" && scheduledDowntimeDepth === 0 && missing.length === 0
    ? UNHANDLED
    : Object.freeze({ acknowledgement, scheduledDowntimeDepth, missing });
