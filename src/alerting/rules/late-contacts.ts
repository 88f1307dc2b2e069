import type { ContactEvaluation } from "./contact-evaluations.ts";
import type { NotificationRequest } from "./notification-request.ts";
import type { Suppression } from "./suppression.ts";

/**
 * Contacts whose own period is closed and will open. With the setting `late_contacts` they are notified then, if it
 * still applies.
 */
export const lateContacts = (
  { ruleContext }: NotificationRequest,
  contacts: readonly ContactEvaluation[],
): readonly ContactEvaluation[] =>
  ruleContext.notifiesLateContacts
    ? contacts.filter(({ suppression }) => suppression?.code === "contact-period-closed" && suppression.until !== null)
    : [];

/**
 * Names of the contacts that miss the notification of a problem and do not know of it: each in a state that is notified
 * for the first time, and later those that missed all notifications so far.
 */
export function missedBy(request: NotificationRequest, late: readonly ContactEvaluation[]): readonly string[] {
  const {
    check: { state },
    notification: { lastNotifiedState, notifiedContacts, missedContacts },
  } = request.state;
  return late
    .map(({ name }) => name)
    .filter((name) => state !== lastNotifiedState || missedContacts.includes(name) || !notifiedContacts.includes(name));
}

/** A problem is not repeated yet: contacts that missed it are notified nevertheless. */
export const isOnlyTooEarly = ({ code }: Suppression): boolean => code === "told-once" || code === "interval";
