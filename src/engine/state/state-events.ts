import { dialectOf } from "../../model/dialect.ts";
import type { CheckResult } from "../../model/check-result.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import { type HistoryEvent, type NotificationKind, firstLine, stateChangeReason } from "../../model/history-event.ts";
import { flapReason, recoveryAfterFlapping } from "./flap-change.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import type { Context, Rules } from "./rules.ts";
import { isHardProblem, isProblem, isSoftProblem, stateName } from "../../model/state-code.ts";

/** Difference that one result made. */
export interface StateChange {
  readonly previous: ResourceState;
  readonly next: ResourceState;
  readonly result: CheckResult;
  readonly at: UnixSeconds;
  readonly isStateChange: boolean;
  readonly isHardChange: boolean;
  readonly endsAcknowledgement: boolean;
  readonly context: Context;
  readonly rules: Rules;
}

const NONE: readonly never[] = Object.freeze([]);

/** Events for the history, usually none. */
export function eventsOf(change: StateChange): readonly HistoryEvent[] {
  const ofState = stateEvent(change);
  const stalked =
    ofState === null && isStalked(change)
      ? event(change, "stalked-output", "the output changed, the state did not")
      : null;
  const first = ofState === null ? firstResult(change) : null;
  const flap = flapEvent(change);
  const ended = change.endsAcknowledgement ? acknowledgementEnded(change) : null;
  if (ofState === null && first === null && stalked === null && flap === null && ended === null) return NONE;
  return [ofState, first, stalked, flap, ended].filter((event) => event !== null);
}

/**
 * Events that may have to be notified. Every result of a hard problem is one, for first delays and repetitions; soft
 * states are not.
 */
export function notificationEventsOf(change: StateChange): readonly NotificationKind[] {
  const ofState = stateNotificationEvent(change);
  const { previous, next } = change;
  if (previous.check.isFlapping === next.check.isFlapping) return ofState === null ? NONE : [ofState];
  const flap = next.check.isFlapping ? "flapping-start" : "flapping-stop";
  return [
    flap,
    ...(endsSoftProblemOfService(change) ? NONE : recoveryAfterFlapping(previous, next, change.rules.engine)),
    ...(ofState === null ? NONE : [ofState]),
  ];
}

function stateNotificationEvent(change: StateChange): NotificationKind | null {
  const { next, isHardChange, rules } = change;
  if (next.check.stateType !== 1) return null;
  if (isProblem(next.check.state))
    return dialectOf(rules.engine).suppressesRepeatedHardProblems && repeatsHardProblem(change) ? null : "problem";
  return isHardChange && endsNotifiedProblem(change) ? "recovery" : null;
}

/** In Nagios a passive result of a host also notifies the end of a soft problem, if an earlier one was notified. */
const endsNotifiedProblem = (change: StateChange): boolean =>
  endsHardProblem(change) ||
  (dialectOf(change.rules.engine).recoveryDependsOnAttempts && change.rules.kind === "host" && change.isStateChange);

/**
 * True if the result ends a hard problem. Nagios treats the end of a service's problem as that of a soft one if its
 * attempts were not used up; an OK counts as an attempt, and while the host is not up they count as used up.
 */
export function endsHardProblem({ previous: { check: previous }, next: { check: next }, rules }: StateChange): boolean {
  if (isProblem(next.state)) return false;
  const wasHard = isProblem(previous.lastHardState);
  if (!dialectOf(rules.engine).recoveryDependsOnAttempts) return wasHard;
  if (rules.kind === "host") return isHardProblem(previous);
  const attempt = previous.checkAttempt + (isSoftProblem(previous) ? 1 : 0);
  return isProblem(previous.state) && wasHard && (next.hadHostProblem || attempt >= rules.maxCheckAttempts);
}

/** An OK that ends no hard problem is soft for Nagios, until the result is processed. */
const endsSoftProblemOfService = (change: StateChange): boolean =>
  change.rules.kind === "service" && change.isStateChange && !endsHardProblem(change);

/**
 * Host problem that a passive result makes hard before its attempts are used up: notified only with the next result.
 * Also a problem of a service that is hard because its host is not up, unless the service is volatile.
 */
const repeatsHardProblem = ({ previous, next, isHardChange, rules }: StateChange): boolean =>
  rules.kind === "host"
    ? previous.check.stateType === 0 && !isHardChange
    : next.check.hadHostProblem && !rules.isVolatile && !usesUpAttempts(previous, next);

/** The state was the last hard one already, so that not the host but the last attempt made it hard. */
const usesUpAttempts = ({ check: previous }: ResourceState, { check: next }: ResourceState): boolean =>
  isSoftProblem(previous) && previous.lastHardState === next.state;

function stateEvent(change: StateChange): HistoryEvent | null {
  const { previous, next, rules } = change;
  const attemptWentUp = next.check.stateType === 0 && next.check.checkAttempt !== previous.check.checkAttempt;
  const isVolatileProblem = rules.isVolatile && isProblem(next.check.state) && next.check.stateType === 1;
  if (!change.isStateChange && !change.isHardChange && !attemptWentUp && !isVolatileProblem) return null;
  const kind = !isProblem(next.check.state) ? "recovery" : next.check.stateType === 1 ? "hard-state" : "soft-state";
  return event(change, kind, reasonOf(change));
}

/**
 * Event for the first result, which shows that the resource is monitored; other first results have an event of their
 * own.
 */
const firstResult = (change: StateChange): HistoryEvent | null =>
  change.previous.check.hasBeenChecked === false
    ? event(change, "first-result", `the first result: ${stateName(change.rules.kind, change.next.check.state)}`)
    : null;

/** Only the first line counts; long output and perfdata may change (Nagios). */
const isStalked = ({ previous, next, result, rules }: StateChange): boolean =>
  rules.stalkOn.size > 0 &&
  rules.stalkOn.has(next.check.state) &&
  firstLine(previous.check.output) !== result.output.text;

function reasonOf({ previous, next, rules }: StateChange): string {
  const was = stateName(rules.kind, previous.check.state);
  const is = stateName(rules.kind, next.check.state);
  if (!isProblem(next.check.state)) return stateChangeReason(was, is, "the problem is over");
  if (next.check.stateType === 0) return `${is}, attempt ${next.check.checkAttempt}: soft until the last attempt`;
  return previous.check.stateType === 0 ? `${is} at the last attempt: hard` : stateChangeReason(was, is, "hard");
}

function flapEvent(change: StateChange): HistoryEvent | null {
  const { previous, next, rules } = change;
  if (previous.check.isFlapping === next.check.isFlapping) return null;
  return event(change, next.check.isFlapping ? "flapping-started" : "flapping-stopped", flapReason(next.check, rules));
}

/** It may have been set while the check ran, or while its result waited at a poller. */
function acknowledgementEnded(change: StateChange): HistoryEvent {
  const {
    previous,
    next,
    at,
    context: { acknowledgedUntil = at },
    rules: { kind },
  } = change;
  const reason = isProblem(next.check.state)
    ? `a normal acknowledgement ends when the state changes: ${stateName(kind, previous.check.state)} to ${stateName(kind, next.check.state)}`
    : `the resource is ${stateName(kind, next.check.state)} again`;
  return event({ ...change, at: Math.max(at, acknowledgedUntil) }, "acknowledgement-ended", reason);
}

function event({ next, result, at }: StateChange, kind: HistoryEvent["kind"], reason: string): HistoryEvent {
  return {
    key: result.key,
    at,
    kind,
    state: next.check.state,
    stateType: next.check.stateType,
    checkAttempt: next.check.checkAttempt,
    output: result.output.text,
    reason,
  };
}
