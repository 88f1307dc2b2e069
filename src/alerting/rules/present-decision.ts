import type { Resource } from "../../model/objects.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import { maxCheckAttemptsOf } from "../../engine/schedule/check-times.ts";
import type { ReasonParams } from "../../model/reason-params.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { isHardProblem, isProblem } from "../../model/state-code.ts";
import { dialectOf } from "../../model/dialect.ts";
import { evaluate } from "./evaluate-rules.ts";
import { isOnlyTooEarly } from "./late-contacts.ts";
import { heldByDowntime } from "./normal-rules.ts";
import type { NotificationRequest } from "./notification-request.ts";
import { isRecoveryOwed } from "./owed-recovery.ts";
import { reasonWords } from "./reason-words.ts";
import { suppressed, waiting, type Suppression } from "./suppression.ts";
import type { RuleContext } from "./rule-context.ts";

/** Outcome of the rules now, recorded or not. */
export interface PresentDecision {
  /** Null: applies to all contacts. */
  readonly contact: string | null;
  readonly outcome: "told" | "not-told" | "waiting";
  readonly code: string;
  readonly reason: string;
  /** What the reason names; null: recorded by an earlier release. */
  readonly params: ReasonParams | null;
  readonly until: UnixSeconds | null;
}

/**
 * Evaluates the rules for the present problem of a resource, or the recovery that is still owed; empty if there is
 * neither, and the resource is not flapping. Changes nothing.
 */
export function presentDecisions(
  ruleContext: RuleContext,
  resource: Resource,
  state: ResourceState,
  at: UnixSeconds,
): readonly PresentDecision[] {
  const isOwed = isRecoveryOwed(state, dialectOf(ruleContext.engine));
  const target = ruleContext.targets.of(resource);
  const { zone } = target;
  if (!isOwed && !isHardProblem(state.check))
    return suppressionsNow(resource, state).map((suppression) => present(null, suppression, at, zone));
  const request: NotificationRequest = {
    ruleContext,
    target,
    notificationEvent: { kind: isOwed ? "recovery" : "problem", author: null, comment: "" },
    state,
    at,
  };
  const evaluation = evaluate(request);
  const contacts = evaluation.contacts.map(({ name, suppression, commands }): PresentDecision =>
    suppression !== null
      ? present(name, suppression, at, zone)
      : {
          contact: name,
          outcome: "told",
          code: "told",
          reason: `${name} is notified with the next result`,
          params: { commands: commands.map((command) => command.name) },
          until: null,
        },
  );
  return [...ofAll(request, evaluation.suppression).map((one) => present(null, one, at, zone)), ...contacts];
}

/**
 * What holds for all contacts. The rules end with the first that suppresses, as in Nagios, where the interval is before
 * downtimes: a downtime that would be hidden by it is told, and the interval as well if it lasts longer.
 */
function ofAll(request: NotificationRequest, first: Suppression | null): readonly Suppression[] {
  if (first === null) return [];
  const downtime = isOnlyTooEarly(first) ? heldByDowntime(request) : null;
  if (downtime === null) return [first];
  const lastsLonger = first.until === null || (downtime.until !== null && first.until > downtime.until);
  return lastsLonger ? [downtime, first] : [downtime];
}

/** Of a resource without a hard problem: reasons that name no time. */
function suppressionsNow(resource: Resource, { check }: ResourceState): readonly Suppression[] {
  const { isFlapping, percentStateChange, checkAttempt } = check;
  const max = maxCheckAttemptsOf(resource);
  return [
    ...(isFlapping ? [suppressed("flapping", { percent_state_change: percentStateChange })] : []),
    ...(isProblem(check.state) ? [waiting("soft", { attempt: checkAttempt, max_attempts: max }, null)] : []),
  ];
}

const present = (
  contact: string | null,
  { outcome, code, params, until }: Suppression,
  at: UnixSeconds,
  zone: string,
): PresentDecision => ({
  contact,
  outcome,
  code,
  reason: reasonWords({ code, params, until }, at, zone),
  params,
  until,
});
