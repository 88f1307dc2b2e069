import { dialectOf } from "../../model/dialect.ts";
import { DEFAULT_NOTIFICATION_INTERVAL } from "../../config/objects/checkable-fields.ts";
import { isProblem } from "../../model/state-code.ts";
import type { TargetEscalation } from "./notification-targets.ts";
import { inUnits, type NotificationRequest } from "./notification-request.ts";

/**
 * Escalations valid for the notification number in the state; a recovery uses those of the last problem notification.
 */
export function validEscalations(request: NotificationRequest): readonly TargetEscalation[] {
  const { target, state } = request;
  if (target.escalations.length === 0) return target.escalations;
  const number = state.notification.notificationNumber - (isProblem(state.check.state) ? 0 : 1);
  return target.escalations.filter(
    ({ rule }) =>
      rule.firstNotification <= number &&
      (rule.lastNotification === 0 || rule.lastNotification >= number) &&
      request.ruleContext.periods.opening(rule.period, target.zone, request.at) === request.at &&
      rule.on.has(state.check.state),
  );
}

/** Names of candidate contacts, each once: those of the escalations, else of the resource; for a broadcast, of both. */
export function candidates(request: NotificationRequest, escalations: readonly TargetEscalation[]): readonly string[] {
  const { target, notificationEvent, state, ruleContext } = request;
  if (notificationEvent.isBroadcast)
    return [...new Set([...target.escalations.flatMap(({ contacts }) => contacts), ...target.contacts])];
  if (
    notificationEvent.kind === "recovery" &&
    dialectOf(ruleContext.engine).recoveryGoesToNotifiedContacts &&
    state.notification.notifiedContacts.length > 0
  )
    return state.notification.notifiedContacts;
  if (escalations.length === 0) return target.contacts;
  return escalations.length === 1
    ? escalations[0]!.contacts
    : [...new Set(escalations.flatMap(({ contacts }) => contacts))];
}

/**
 * Seconds until the next notification: the smallest interval of the escalations, else that of the resource. 0: never.
 */
export function notificationInterval(request: NotificationRequest, escalations: readonly TargetEscalation[]): number {
  const intervals = escalations
    .map(({ rule }) => rule.notificationInterval)
    .filter((interval) => interval !== null && interval >= 0) as number[];
  const units =
    intervals.length > 0
      ? Math.min(...intervals)
      : (request.target.resource.notificationInterval ?? DEFAULT_NOTIFICATION_INTERVAL);
  return inUnits(request, units);
}
