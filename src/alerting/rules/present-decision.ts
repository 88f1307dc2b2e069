import type { Resource } from "../../model/objects.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import { maxCheckAttemptsOf } from "../../engine/schedule/check-times.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { isProblem } from "../../model/state-code.ts";
import { evaluate } from "./evaluate-rules.ts";
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

/** Evaluates the rules for the present problem of a resource; empty if it has none. Changes nothing. */
export function presentDecisions(
  ruleContext: RuleContext,
  resource: Resource,
  state: ResourceState,
  at: UnixSeconds,
): readonly PresentDecision[] {
  if (!isProblem(state.check.state)) return [];
  if (state.check.stateType !== 1)
    return [{ contact: null, outcome: "waiting", code: "soft", reason: softWords(resource, state), until: null }];
  const evaluation = evaluate({
    ruleContext,
    target: ruleContext.targets.of(resource),
    notificationEvent: { kind: "problem", author: null, comment: "" },
    state,
    at,
  });
  if (evaluation.suppression !== null) return [present(null, evaluation.suppression)];
  return evaluation.contacts.map(({ name, suppression }) =>
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
}

const present = (contact: string | null, { outcome, code, words, until }: Suppression): PresentDecision => ({
  contact,
  outcome,
  code,
  reason: words(),
  until,
});

const softWords = (resource: Resource, { check: { checkAttempt } }: ResourceState): string =>
  `the state is soft, attempt ${checkAttempt} of ${maxCheckAttemptsOf(resource)}: notifications start when it is hard`;
