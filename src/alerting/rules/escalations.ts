import { DEFAULT_NOTIFICATION_INTERVAL } from "../../config/objects/checkable-fields.ts";
import { isProblem } from "../../model/state-code.ts";
import type { PlannedEscalation } from "./notification-targets.ts";
import { inUnits, type Question } from "./notification-request.ts";

/** The escalations that hold for this notification, whose number is in the state; a recovery goes to those of the last problem. */
export function validEscalations(question: Question): readonly PlannedEscalation[] {
  const { plan, state } = question;
  if (plan.escalations.length === 0) return plan.escalations;
  const number = (state.notificationNumber ?? 0) - (isProblem(state.state) ? 0 : 1);
  return plan.escalations.filter(
    ({ rule }) =>
      rule.firstNotification <= number &&
      (rule.lastNotification === 0 || rule.lastNotification >= number) &&
      question.world.periods.opening(rule.period, plan.zone, question.at) === question.at &&
      rule.on.has(state.state),
  );
}

/** Contacts in question, each once: those of the escalations instead of the resource's own; all together when it is a broadcast. */
export function candidates(question: Question, escalations: readonly PlannedEscalation[]): readonly string[] {
  const { plan, occasion, state, world } = question;
  if (occasion.isBroadcast)
    return [...new Set([...plan.escalations.flatMap(({ contacts }) => contacts), ...plan.contacts])];
  if (occasion.kind === "recovery" && world.engine === "centreon" && state.toldContacts.length > 0)
    return state.toldContacts;
  if (escalations.length === 0) return plan.contacts;
  return escalations.length === 1
    ? escalations[0]!.contacts
    : [...new Set(escalations.flatMap(({ contacts }) => contacts))];
}

/** Seconds until this is told again: the smallest interval of the escalations that hold, else that of the resource. 0: never. */
export function notificationInterval(question: Question, escalations: readonly PlannedEscalation[]): number {
  const intervals = escalations
    .map(({ rule }) => rule.notificationInterval)
    .filter((interval) => interval !== null && interval >= 0) as number[];
  const units =
    intervals.length > 0
      ? Math.min(...intervals)
      : (question.plan.resource.notificationInterval ?? DEFAULT_NOTIFICATION_INTERVAL);
  return inUnits(question, units);
}
