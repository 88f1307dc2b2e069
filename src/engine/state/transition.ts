import { dialectOf } from "../../model/dialect.ts";
import type { CheckResult } from "../../model/check-result.ts";
import { entersHistory, flapping } from "./flapping.ts";
import type { ResourceState, StateCode } from "../../model/resource-state.ts";
import type { Context, Rules, Transition } from "./rules.ts";
import { isProblem, stateOfResult } from "../../model/state-code.ts";
import { eventsOf, notificationEventsOf, type StateChange } from "./state-events.ts";
import { hardStateBefore, stepOf, type Step } from "./soft-hard-state.ts";

/**
 * One result applied to one state: soft and hard states, attempts, flapping and times as the engine of the rules counts them.
 * No clock and no store: the time is in the result, new numbers in the context.
 */
export function transition(previous: ResourceState, result: CheckResult, rules: Rules, context: Context): Transition {
  const at = Math.floor(result.startedAt);
  const state = stateOfResult(rules, result, context.isReachable);
  const step = stepOf(previous, state, result, rules, context);
  const isStateChange = state !== previous.state && !(previous.state === 4 && state === 0);
  const isHardChange = hardChange(previous, state, step, isStateChange, rules);
  const isNewState = isStateChange || becomesHard(previous, step, rules);
  const endsAcknowledgement = acknowledgementEnds(previous, state, isStateChange, context);
  const flaps = flapping(previous, state, entersHistory(rules.engine, rules.kind, step.stateType === 1), rules);
  const numbers = isStateChange ? numbered(previous, state, rules, context.nextId) : previous;
  // Field by field: several spreads of so many fields take three times as long.
  const next: ResourceState = Object.freeze({
    ...previous,
    hasBeenChecked: true,
    lastCheck: at,
    lastUpdate: Math.floor(result.finishedAt),
    lastTimeInState0: state === 0 ? at : previous.lastTimeInState0,
    lastTimeInState1: state === 1 ? at : previous.lastTimeInState1,
    lastTimeInState2: state === 2 ? at : previous.lastTimeInState2,
    lastTimeInState3: state === 3 ? at : previous.lastTimeInState3,
    output: sameText(previous.output, `${result.output.text}\n${result.output.longText}`),
    perfdata: sameText(previous.perfdata, result.output.perfdata),
    executionTime: roundedSeconds(result.finishedAt - result.startedAt),
    latency: result.dueAt === null ? 0 : roundedSeconds(Math.max(0, result.startedAt - result.dueAt)),
    checkType: result.checkType === "active" ? 0 : 1,
    commandLine: sameText(previous.commandLine, result.commandLine ?? previous.commandLine),
    problemId: numbers.problemId,
    lastProblemId: numbers.lastProblemId,
    eventId: numbers.eventId,
    lastEventId: numbers.lastEventId,
    state,
    stateType: step.stateType,
    checkAttempt: step.attempt,
    lastHardState: step.lastHardState,
    previousState: previous.state,
    hadHostProblem: !context.isHostUp,
    // The first result also starts both times, so that they are never empty on a checked resource.
    lastStateChange: isNewState ? at : (previous.lastStateChange ?? at),
    lastHardStateChange: isHardChange ? at : (previous.lastHardStateChange ?? at),
    acknowledgement: endsAcknowledgement ? "none" : (previous.acknowledgement ?? "none"),
    scheduledDowntimeDepth: previous.scheduledDowntimeDepth ?? 0,
    notificationNumber: previous.notificationNumber ?? 0,
    recentStates: flaps.recentStates,
    percentStateChange: flaps.percentStateChange,
    isFlapping: flaps.isFlapping,
  });
  const change: StateChange = { previous, next, result, at, isStateChange, isHardChange, endsAcknowledgement, rules };
  return {
    next,
    events: eventsOf(change),
    notificationEvents: notificationEventsOf(change),
    checkAgainInSeconds:
      step.stateType === 0 && isProblem(state) ? rules.retryIntervalSeconds : rules.checkIntervalSeconds,
    endsAcknowledgement,
    beginsDowntimes:
      isProblem(state) && (isNewState || isHardChange || dialectOf(rules.engine).everyProblemBeginsDowntimes),
  };
}

/** Nagios also calls it a hard change when a soft problem of a service ends. */
function hardChange(
  previous: ResourceState,
  state: StateCode,
  step: Step,
  isStateChange: boolean,
  { engine }: Rules,
): boolean {
  if (dialectOf(engine).hardChangeFollowsLastHardState)
    return (step.stateType === 1 && isStateChange) || step.lastHardState !== hardStateBefore(previous);
  return (
    step.stateType === 1 && (state !== hardStateBefore(previous) || (isProblem(state) && previous.stateType === 0))
  );
}

/** To Nagios, a service's problem that becomes hard is a change of state too. */
const becomesHard = (previous: ResourceState, step: Step, { engine, kind }: Rules): boolean =>
  dialectOf(engine).becomingHardIsStateChangeOfService &&
  kind === "service" &&
  previous.stateType === 0 &&
  step.stateType === 1;

/** Normal: at any change of state. Sticky: only when the problem is over. One that outlives recoveries also outlives what follows them. */
function acknowledgementEnds(
  previous: ResourceState,
  state: StateCode,
  isStateChange: boolean,
  { acknowledgementOutlivesRecovery }: Context,
): boolean {
  if (acknowledgementOutlivesRecovery === true && !(isProblem(previous.state) && isProblem(state))) return false;
  if (previous.acknowledgement === "normal") return isStateChange || !isProblem(state);
  return previous.acknowledgement === "sticky" && !isProblem(state);
}

type Numbers = Pick<ResourceState, "eventId" | "lastEventId" | "problemId" | "lastProblemId">;

/** Each change of state has a number, and each problem one from its beginning to its end. */
function numbered(previous: ResourceState, state: StateCode, rules: Rules, nextId: number): Numbers {
  const { eventId, problemId, lastProblemId } = previous;
  const ids = { eventId: nextId, lastEventId: eventId };
  if (!isProblem(previous.state)) return { ...ids, problemId: nextId, lastProblemId };
  // Nagios ends the problem of a host, in this respect, when it changes between DOWN and UNREACHABLE.
  const isOver = !isProblem(state) || (rules.kind === "host" && dialectOf(rules.engine).unreachableEndsProblemOfHost);
  return isOver
    ? { ...ids, problemId: 0, lastProblemId: problemId || lastProblemId }
    : { ...ids, problemId, lastProblemId };
}

const roundedSeconds = (seconds: number): number => Math.round(seconds * 1e6) / 1e6;

/** The string there is, when it says the same: one for each result would be garbage only minutes later, when collecting it is dear. */
const sameText = (before: string | null, now: string | null): string | null => (now === before ? before : now);
