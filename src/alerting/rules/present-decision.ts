import type { Resource } from "../../model/objects.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import { maxCheckAttemptsOf } from "../../engine/schedule/check-times.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { isHardProblem, isProblem } from "../../model/state-code.ts";
import { dialectOf } from "../../model/dialect.ts";
import { evaluate } from "./evaluate-rules.ts";
import { isRecoveryOwed } from "./owed-recovery.ts";
import type { Suppression } from "./suppression.ts";
import type { RuleContext } from "./rule-context.ts";

/** Outcome of the rules now, recorded or not. */
export interface PresentDecision {
  /** Null: applies to all contacts. */
  readonly contact: string | null;
  readonly outcome: "told" | "not-told" | "waiting";
  readonly code: string;
  readonly reason: string;
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
  if (!isOwed && !isHardProblem(state.check))
    return [...flappingNow(state), ...(isProblem(state.check.state) ? [softNow(resource, state)] : [])];
  const evaluation = evaluate({
    ruleContext,
    target: ruleContext.targets.of(resource),
    notificationEvent: { kind: isOwed ? "recovery" : "problem", author: null, comment: "" },
    state,
    at,
  });
  const contacts = evaluation.contacts.map(({ name, suppression }): PresentDecision =>
    suppression !== null
      ? present(name, suppression)
      : {
          contact: name,
          outcome: "told",
          code: "told",
          reason: `${name} is notified with the next result`,
          until: null,
        },
  );
  return evaluation.suppression === null ? contacts : [present(null, evaluation.suppression), ...contacts];
}

const flappingNow = ({ check: { isFlapping, percentStateChange } }: ResourceState): readonly PresentDecision[] =>
  isFlapping
    ? [
        {
          contact: null,
          outcome: "not-told",
          code: "flapping",
          reason: `the state is flapping (${percentStateChange} % change): problems and recoveries are not notified meanwhile`,
          until: null,
        },
      ]
    : [];

const softNow = (resource: Resource, state: ResourceState): PresentDecision => ({
  contact: null,
  outcome: "waiting",
  code: "soft",
  reason: softWords(resource, state),
  until: null,
});

const present = (contact: string | null, { outcome, code, words, until }: Suppression): PresentDecision => ({
  contact,
  outcome,
  code,
  reason: words(),
  until,
});

const softWords = (resource: Resource, { check: { checkAttempt } }: ResourceState): string =>
  `the state is soft, attempt ${checkAttempt} of ${maxCheckAttemptsOf(resource)}: notifications start when it is hard`;
