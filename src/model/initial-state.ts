import { PENDING, type ResourceState, type StateCode } from "./resource-state.ts";

/** One empty list for all who were told nothing. */
export const NOBODY: readonly string[] = Object.freeze([]);

/** The state of a resource that was never checked. */
export function newState(initialState: number): ResourceState {
  const state = initialState as StateCode;
  return Object.freeze({
    state,
    stateType: 1,
    checkAttempt: 1,
    hasBeenChecked: false,
    lastHardState: state === PENDING ? 0 : state,
    lastCheck: null,
    nextCheck: null,
    lastStateChange: null,
    lastHardStateChange: null,
    lastUpdate: null,
    lastTimeInState0: null,
    lastTimeInState1: null,
    lastTimeInState2: null,
    lastTimeInState3: null,
    output: "",
    perfdata: "",
    executionTime: null,
    latency: null,
    checkType: 0,
    commandLine: null,
    acknowledgement: "none",
    scheduledDowntimeDepth: 0,
    lastNotification: null,
    // 0: none is planned (contract §7.1).
    nextNotification: 0,
    notificationNumber: 0,
    isFlapping: false,
    percentStateChange: 0,
    recentStates: 0,
    previousState: null,
    hadHostProblem: false,
    notifiedStates: 0,
    isNotifiedOnce: false,
    notifiedContacts: NOBODY,
    problemId: 0,
    lastProblemId: 0,
    eventId: 0,
    lastEventId: 0,
  } satisfies ResourceState);
}
