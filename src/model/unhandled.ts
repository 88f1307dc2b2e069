import { isAcknowledged, type ResourceState } from "./resource-state.ts";
import { isHardProblem, isProblem } from "./state-code.ts";

/** Hard problem that nobody acknowledged, not in a downtime. */
export const isOpenProblem = (state: ResourceState): boolean =>
  isHardProblem(state.check) && !isAcknowledged(state) && state.handling.scheduledDowntimeDepth === 0;

/**
 * Open problem that its host does not explain: of a service only while its host is neither DOWN nor UNREACHABLE.
 * `host`: state of the host of a service; null for a host.
 */
export const isUnhandled = (state: ResourceState, host: ResourceState | null): boolean =>
  isOpenProblem(state) && (host === null || !isProblem(host.check.state));
