import type { UnixSeconds } from "../lib/clock.ts";
import type { CheckState, HandlingState, NotificationState, PlanState, ResourceState } from "./resource-state.ts";

/** A state of these parts. Field by field: a spread takes longer, and every result passes here. */
const stateOf = (
  check: CheckState,
  handling: HandlingState,
  { notification, plan }: Pick<ResourceState, "notification" | "plan">,
  lastUpdate: UnixSeconds | null,
): ResourceState => Object.freeze({ check, handling, notification, plan, lastUpdate });

/** What a result makes of the state; `finishedAt`: the end of the check. */
export const withResult = (
  state: ResourceState,
  check: CheckState,
  handling: HandlingState,
  finishedAt: UnixSeconds,
): ResourceState => stateOf(check, handling, state, finishedAt);

/** What else changes the check part. Without a time it does not count as a write of the state. */
export const withCheck = (
  state: ResourceState,
  check: CheckState,
  now: UnixSeconds | null = state.lastUpdate,
): ResourceState => stateOf(check, state.handling, state, now);

export const withHandling = (
  state: ResourceState,
  handling: HandlingState,
  now: UnixSeconds | null = state.lastUpdate,
): ResourceState =>
  handling === state.handling && now === state.lastUpdate ? state : stateOf(state.check, handling, state, now);

export const withNotification = (state: ResourceState, notification: NotificationState): ResourceState =>
  notification === state.notification
    ? state
    : Object.freeze({
        check: state.check,
        handling: state.handling,
        notification,
        plan: state.plan,
        lastUpdate: state.lastUpdate,
      });

export const withPlan = (state: ResourceState, plan: PlanState): ResourceState =>
  plan === state.plan
    ? state
    : Object.freeze({
        check: state.check,
        handling: state.handling,
        notification: state.notification,
        plan,
        lastUpdate: state.lastUpdate,
      });
