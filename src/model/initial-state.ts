import {
  PENDING,
  type CheckState,
  type HandlingState,
  type NotificationState,
  type PlanState,
  type ResourceState,
  type StateCode,
} from "./resource-state.ts";

/** Shared empty list, for parts that have all their values and for resources without notified contacts. */
export const NONE: readonly never[] = Object.freeze([]);

/** Without acknowledgement and running downtime. */
export const UNHANDLED: HandlingState = Object.freeze({
  acknowledgement: "none",
  scheduledDowntimeDepth: 0,
  missing: NONE,
});

/** Without any notification yet. */
export const NEVER_NOTIFIED: NotificationState = Object.freeze({
  lastNotification: null,
  nextNotification: 0,
  notificationNumber: 0,
  notifiedStates: 0,
  isNotifiedOnce: false,
  notifiedContacts: NONE,
  lastNotifiedState: null,
  missedContacts: NONE,
  problemSince: null,
  missing: NONE,
});

/** Without a planned active check. */
export const UNPLANNED: PlanState = Object.freeze({ nextCheck: null });

/** State of a resource that was never checked. */
export const newState = (initialState: number): ResourceState =>
  Object.freeze({
    check: newCheck(initialState as StateCode),
    handling: UNHANDLED,
    notification: NEVER_NOTIFIED,
    plan: UNPLANNED,
    lastUpdate: null,
  });

export const newCheck = (state: StateCode): CheckState =>
  Object.freeze({
    state,
    stateType: 1,
    checkAttempt: 1,
    hasBeenChecked: false,
    lastHardState: state === PENDING ? 0 : state,
    lastCheck: null,
    lastStateChange: null,
    lastHardStateChange: null,
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
    isFlapping: false,
    flapsSinceProblem: false,
    percentStateChange: 0,
    recentStates: 0,
    previousState: null,
    hadHostProblem: false,
    problemId: 0,
    lastProblemId: 0,
    eventId: 0,
    lastEventId: 0,
    missing: NONE,
  } satisfies CheckState);
