import { dialectOf } from "../../model/dialect.ts";
import { type Downtime, endsAt, lastEnding } from "../../model/downtime.ts";
import type { Resource } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import { checkIntervalSeconds } from "../../engine/schedule/check-times.ts";
import { withSupposedProblem } from "../../engine/state/check-state.ts";
import { withAcknowledgement, withDowntimeDepth } from "../../model/handling-state.ts";
import type { ResourceState, StateCode } from "../../model/resource-state.ts";
import { evaluate } from "./evaluate-rules.ts";
import { changesOf } from "./decision-changes.ts";
import type { Decision } from "../../model/notification-decision.ts";
import { withoutNotifications } from "./notification-state.ts";
import type { NotificationRequest } from "./notification-request.ts";
import { reasonWords } from "./reason-words.ts";
import { createRecordedDecisions } from "./recorded-decisions.ts";
import type { RuleContext } from "./rule-context.ts";

/** Supposition: the resource has this hard problem from `at` on, and no operator acts on it. */
export interface Hypothesis {
  readonly state: StateCode;
  readonly at: UnixSeconds;
  readonly hours: number;
}

export interface Simulation {
  /** In chronological order, as the server would record them. */
  readonly decisions: readonly SimulatedDecision[];
  /** False when the simulation was cut at a limit. */
  readonly isComplete: boolean;
}

export interface SimulatedDecision extends Decision {
  /** Number of the notification; 0 when nobody was notified. */
  readonly notificationNumber: number;
  readonly isEscalated: boolean;
}

const MAX_EVALUATIONS = 2_000;
const MAX_DECISIONS = 1_000;

/**
 * Simulates who would be notified when: evaluates the rules of the running server at every time their answer may
 * change. Everything else is supposed to stay as it is, except that downtimes begin and end as planned. Host checks are
 * supposed to finish immediately.
 */
export function simulate(
  real: RuleContext,
  resource: Resource,
  { state: code, at: begin, hours }: Hypothesis,
  downtimesOf: (key: ResourceKey) => readonly Downtime[],
): Simulation {
  let at = begin;
  const end = begin + hours * 3600;
  const running = (key: ResourceKey): Downtime[] => downtimesOf(key).filter((downtime) => runsAt(downtime, at));
  const withDowntimesNow = (key: ResourceKey, state: ResourceState): ResourceState =>
    withDowntimeDepth(state, running(key).length);
  const ruleContext: RuleContext = {
    ...real,
    rootCause: { ...real.rootCause, waitSeconds: 0 },
    stateOf(key) {
      const known = real.stateOf(key);
      return known === null ? null : withDowntimesNow(key, known);
    },
    downtimeOf: (key) => lastEnding(running(key)),
  };
  const target = ruleContext.targets.of(resource);
  const recorded = createRecordedDecisions();
  const decisions: SimulatedDecision[] = [];
  let state = supposed(real.stateOf(resource.key)!, code, at);

  for (let evaluations = 0; evaluations < MAX_EVALUATIONS; evaluations++) {
    const request: NotificationRequest = {
      ruleContext,
      target,
      notificationEvent: { kind: "problem", author: null, comment: "" },
      state: withDowntimesNow(resource.key, state),
      at,
    };
    const evaluation = evaluate(request);
    for (const { decision } of changesOf(request, evaluation, recorded).filter(
      (change) => change.kind === "decision",
    )) {
      const isNotified = decision.outcome === "told";
      decisions.push({
        ...decision,
        notificationNumber: isNotified ? evaluation.next.notification.notificationNumber : 0,
        isEscalated: isNotified && evaluation.isEscalated,
      });
    }
    if (evaluation.suppression?.code === "no-contacts") {
      decisions.push({ ...silent(request), notificationNumber: 0, isEscalated: false });
    }
    if (decisions.length >= MAX_DECISIONS) return { decisions: decisions.slice(0, MAX_DECISIONS), isComplete: false };
    state = evaluation.state;
    const next = nextEvaluation(
      ruleContext,
      resource,
      begin,
      Math.min(evaluation.reevaluateAt ?? Infinity, nextStart(resource, downtimesOf, at)),
      at,
    );
    if (next >= end) return { decisions, isComplete: true };
    at = next;
  }
  return { decisions, isComplete: false };
}

/** Time of the next evaluation. Nagios decides at results only: one comes with every check interval. */
function nextEvaluation(
  ruleContext: RuleContext,
  resource: Resource,
  begin: UnixSeconds,
  wanted: UnixSeconds,
  at: UnixSeconds,
): UnixSeconds {
  const next = Math.max(wanted, at + 1);
  const interval = checkIntervalSeconds(resource, ruleContext.inventory);
  if (dialectOf(ruleContext.engine).reevaluatesByClock || interval <= 0 || next === Infinity) return next;
  return begin + Math.ceil((next - begin) / interval) * interval;
}

/** Start of the next fixed downtime, so that its suppression appears in the simulation; Infinity if there is none. */
function nextStart(
  { key }: Resource,
  downtimesOf: (key: ResourceKey) => readonly Downtime[],
  at: UnixSeconds,
): UnixSeconds {
  const starts = downtimesOf(key)
    .filter(({ isFixed }) => isFixed)
    .map(({ startTime }) => startTime ?? 0);
  return Math.min(Infinity, ...starts.filter((start) => start > at));
}

/** A flexible downtime that waits for a problem is supposed to begin with it. */
function runsAt(downtime: Downtime, at: UnixSeconds): boolean {
  const end = downtime.isStarted ? endsAt(downtime) : downtime.endTime;
  return (downtime.isStarted || (downtime.startTime ?? Infinity) <= at) && at < (end ?? Infinity);
}

const supposed = (now: ResourceState, state: StateCode, at: UnixSeconds): ResourceState =>
  withoutNotifications(
    withAcknowledgement(withSupposedProblem(now, state, at), "none"),
    now.notification.lastNotification,
  );

const silent = ({ target, state, at }: NotificationRequest): Decision => ({
  key: target.resource.key,
  at,
  kind: "problem",
  state: state.check.state,
  contact: null,
  outcome: "not-told",
  code: "no-contacts",
  reason: reasonWords({ code: "no-contacts", params: {}, until: null }, at, target.zone),
  params: {},
  until: null,
});
