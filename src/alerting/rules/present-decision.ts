import type { Resource } from "../../model/objects.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import { maxCheckAttemptsOf } from "../../engine/schedule/check-times.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { isProblem } from "../../model/state-code.ts";
import { answerOf } from "./evaluate-rules.ts";
import type { Verdict } from "./suppression.ts";
import type { World } from "./rule-context.ts";

/** What the rules say now, whether or not it is news. */
export interface PresentDecision {
  /** Null: nobody is told, whoever the contact. */
  readonly contact: string | null;
  readonly outcome: "told" | "not-told" | "waiting";
  readonly code: string;
  readonly reason: string;
  readonly until: UnixSeconds | null;
}

/** What would be decided now about the problem a resource has; nothing when it has none. Changes nothing. */
export function presentDecisions(
  world: World,
  resource: Resource,
  state: ResourceState,
  at: UnixSeconds,
): readonly PresentDecision[] {
  if (!isProblem(state.state)) return [];
  if (state.stateType !== 1)
    return [{ contact: null, outcome: "waiting", code: "soft", reason: softWords(resource, state), until: null }];
  const answer = answerOf({
    world,
    plan: world.plans.of(resource),
    occasion: { kind: "problem", author: null, comment: "" },
    state,
    at,
  });
  if (answer.refusal !== null) return [present(null, answer.refusal)];
  return answer.contacts.map(({ name, refusal }) =>
    refusal !== null
      ? present(name, refusal)
      : { contact: name, outcome: "told", code: "told", reason: `${name} is told with the next result`, until: null },
  );
}

const present = (contact: string | null, { outcome, code, words, until }: Verdict): PresentDecision => ({
  contact,
  outcome,
  code,
  reason: words(),
  until,
});

const softWords = (resource: Resource, { checkAttempt }: ResourceState): string =>
  `the state is soft, attempt ${checkAttempt} of ${maxCheckAttemptsOf(resource)}: it is told when it is hard`;
