import type { UnixSeconds } from "../lib/clock.ts";
import type { CheckState, HandlingState, NotificationState, PlanState, ResourceState } from "./resource-state.ts";

/** What a result makes of the state; `finishedAt`: the end of the check. */
export const withResult = (
  state: ResourceState,
  check: CheckState,
  handling: HandlingState,
  finishedAt: UnixSeconds,
): ResourceState => Object.freeze({ ...state, check, handling, lastUpdate: finishedAt });

/** What else changes the check part. Without a time it does not count as a write of the state. */
export const withCheck = (
  state: ResourceState,
  check: CheckState,
  now: UnixSeconds | null = state.lastUpdate,
): ResourceState => Object.freeze({ ...state, check, lastUpdate: now });

export const withHandling = (
  state: ResourceState,
  handling: HandlingState,
  now: UnixSeconds | null = state.lastUpdate,
): ResourceState =>
  handling === state.handling && now === state.lastUpdate
    ? state
    : Object.freeze({ ...state, handling, lastUpdate: now });

export const withNotification = (state: ResourceState, notification: NotificationState): ResourceState =>
  notification === state.notification ? state : Object.freeze({ ...state, notification });

export const withPlan = (state: ResourceState, plan: PlanState): ResourceState =>
  plan === state.plan ? state : Object.freeze({ ...state, plan });
