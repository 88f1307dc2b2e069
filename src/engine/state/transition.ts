import { dialectOf } from "../../model/dialect.ts";
import type { CheckResult } from "../../model/check-result.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import { flapping, isFlappingEvaluated } from "./flapping.ts";
import { handlingAfterResult } from "../../model/handling-state.ts";
import { NONE } from "../../model/initial-state.ts";
import type { CheckState, ResourceState, StateCode } from "../../model/resource-state.ts";
import { withResult } from "../../model/state-parts.ts";
import type { Context, Rules, Transition } from "./rules.ts";
import { isProblem, stateOfResult } from "../../model/state-code.ts";
import { endsHardProblem, eventsOf, notificationEventsOf, type StateChange } from "./state-events.ts";
import { stepOf, type Step } from "./soft-hard-state.ts";

/**
 * Applies one result to one state: soft and hard states, attempts, flapping and times as the engine of the rules counts
 * them. Uses no clock and no store: the time is in the result, new numbers in the context.
 */
export function transition(previous: ResourceState, result: CheckResult, rules: Rules, context: Context): Transition {
  const before = previous.check;
  const at = dateOf(result, before.lastCheck);
  const state = stateOfResult(rules, result, context.isReachable);
  const step = stepOf(before, state, result, rules, context);
  const isStateChange = state !== before.state && !(before.state === 4 && state === 0);
  const isHardChange = hardChange(before, state, step, isStateChange, rules);
  const isNewState = isStateChange || becomesHard(before, step, rules);
  const endsAcknowledgement = acknowledgementEnds(previous, state, isStateChange, context);
  const flaps = isFlappingEvaluated(rules, step.stateType) ? flapping(before, state, true, rules) : before;
  const numbers = isStateChange ? numbered(before, state, rules, context.nextId) : before;
  // One spread, then field by field: several spreads take three times as long, and without one, states read from a
  // store take five times as long (measured).
  const check: CheckState = Object.freeze({
    ...before,
    state,
    stateType: step.stateType,
    checkAttempt: step.attempt,
    hasBeenChecked: true,
    lastHardState: step.lastHardState,
    lastCheck: at,
    // The first result also sets both times, so that they are never empty on a checked resource.
    lastStateChange: isNewState ? at : (before.lastStateChange ?? at),
    lastHardStateChange: isHardChange ? at : (before.lastHardStateChange ?? at),
    lastTimeInState0: state === 0 ? at : before.lastTimeInState0,
    lastTimeInState1: state === 1 ? at : before.lastTimeInState1,
    lastTimeInState2: state === 2 ? at : before.lastTimeInState2,
    lastTimeInState3: state === 3 ? at : before.lastTimeInState3,
    output: sameText(before.output, `${result.output.text}\n${result.output.longText}`),
    perfdata: sameText(before.perfdata, result.output.perfdata),
    executionTime: roundedSeconds(result.finishedAt - result.startedAt),
    latency: result.dueAt === null ? 0 : roundedSeconds(Math.max(0, result.startedAt - result.dueAt)),
    checkType: result.checkType === "active" ? 0 : 1,
    commandLine: sameText(before.commandLine, result.commandLine ?? before.commandLine),
    isFlapping: flaps.isFlapping,
    flapsSinceProblem: flaps.flapsSinceProblem,
    percentStateChange: flaps.percentStateChange,
    recentStates: flaps.recentStates,
    previousState: before.state,
    hadHostProblem: !context.isHostUp,
    problemId: numbers.problemId,
    lastProblemId: numbers.lastProblemId,
    eventId: numbers.eventId,
    lastEventId: numbers.lastEventId,
    missing: NONE,
  });
  const handling = handlingAfterResult(previous.handling, endsAcknowledgement);
  const next = withResult(previous, check, handling, Math.floor(result.finishedAt));
  const change: StateChange = {
    previous,
    next,
    result,
    at,
    isStateChange,
    isHardChange,
    endsAcknowledgement,
    context,
    rules,
  };
  return {
    next,
    at,
    events: eventsOf(change),
    notificationEvents: notificationEventsOf(change),
    isChange: isStateChange || isHardChange,
    endsHardProblem: endsHardProblem(change),
    checkAgainInSeconds:
      step.stateType === 0 && isProblem(state) ? rules.retryIntervalSeconds : rules.checkIntervalSeconds,
    endsAcknowledgement,
    beginsDowntimes:
      isProblem(state) && (isNewState || isHardChange || dialectOf(rules.engine).everyProblemBeginsDowntimes),
  };
}

/**
 * Second in which a result counts: the start of its check, but not before the last result that counted, since a passive
 * one may come while a check runs. If that one is later than the end of the check, the clock was set back in between.
 */
function dateOf({ startedAt, finishedAt }: CheckResult, lastCheck: UnixSeconds | null): UnixSeconds {
  const started = Math.floor(startedAt);
  return lastCheck === null || lastCheck > finishedAt ? started : Math.max(started, lastCheck);
}

/** Nagios also treats the end of a service's soft problem as a hard change. */
function hardChange(previous: CheckState, state: StateCode, step: Step, isStateChange: boolean, rules: Rules): boolean {
  if (dialectOf(rules.engine).hardChangeFollowsLastHardState)
    return (
      (step.stateType === 1 && isStateChange) ||
      step.lastHardState !== previous.lastHardState ||
      becomesHard(previous, step, rules)
    );
  return step.stateType === 1 && (state !== previous.lastHardState || (isProblem(state) && previous.stateType === 0));
}

/** Nagios treats a service problem that becomes hard as a change of state. */
const becomesHard = (previous: CheckState, step: Step, { engine, kind }: Rules): boolean =>
  dialectOf(engine).becomingHardIsStateChangeOfService &&
  kind === "service" &&
  previous.stateType === 0 &&
  step.stateType === 1;

/**
 * Normal: ends at any change of state. Sticky: ends with the problem. One that outlives recoveries also outlives the
 * changes after them.
 */
function acknowledgementEnds(
  { check, handling }: ResourceState,
  state: StateCode,
  isStateChange: boolean,
  { acknowledgementOutlivesRecovery }: Context,
): boolean {
  if (acknowledgementOutlivesRecovery === true && !(isProblem(check.state) && isProblem(state))) return false;
  if (handling.acknowledgement === "normal") return isStateChange || !isProblem(state);
  return handling.acknowledgement === "sticky" && !isProblem(state);
}

type Numbers = Pick<CheckState, "eventId" | "lastEventId" | "problemId" | "lastProblemId">;

/** Numbers each change of state, and each problem from its beginning to its end. */
function numbered(previous: CheckState, state: StateCode, rules: Rules, nextId: number): Numbers {
  const { eventId, problemId, lastProblemId } = previous;
  const ids = { eventId: nextId, lastEventId: eventId };
  if (!isProblem(previous.state)) return { ...ids, problemId: nextId, lastProblemId };
  // In Nagios a change between DOWN and UNREACHABLE ends the numbered problem of a host.
  const isOver = !isProblem(state) || (rules.kind === "host" && dialectOf(rules.engine).unreachableEndsProblemOfHost);
  return isOver
    ? { ...ids, problemId: 0, lastProblemId: problemId || lastProblemId }
    : { ...ids, problemId, lastProblemId };
}

const roundedSeconds = (seconds: number): number => Math.round(seconds * 1e6) / 1e6;

/** Reuses the previous string if equal, so that unchanged output does not become garbage of the old generation. */
const sameText = <Text extends string | null>(before: Text, now: Text): Text => (now === before ? before : now);
