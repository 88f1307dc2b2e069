import { dialectOf } from "../../model/dialect.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { contactEvaluations, firstOpening, notifiedNames, type ContactEvaluation } from "./contact-evaluations.ts";
import { candidates, notificationInterval, validEscalations } from "./escalations.ts";
import { eventSuppression } from "./event-rules.ts";
import { isOnlyTooEarly, lateContacts, missedBy } from "./late-contacts.ts";
import {
  afterLateNotified,
  afterNotified,
  afterRecovery,
  afterRecoveryOfSome,
  notBefore,
  withNotificationNumber,
} from "./notification-state.ts";
import type { NotificationRequest } from "./notification-request.ts";
import { holdsBackRecovery, owed } from "./owed-recovery.ts";
import { suppressed, type Suppression } from "./suppression.ts";

/** Outcome of all rules for one request. */
export interface Evaluation {
  /** State with updated notification fields; the same object if none changed. */
  readonly state: ResourceState;
  /** Suppression for all contacts, except those that `contacts` shows as late; null: see `contacts`. */
  readonly suppression: Suppression | null;
  readonly contacts: readonly ContactEvaluation[];
  /** State for the messages, with the number of this notification. */
  readonly next: ResourceState;
  readonly isEscalated: boolean;
  /** Time at which the outcome may change without another event; null: unknown. */
  readonly reevaluateAt: UnixSeconds | null;
}

const NO_CONTACTS: readonly ContactEvaluation[] = Object.freeze([]);

/** Evaluates every rule, and updates the notification fields as Nagios does. A pure function. */
export function evaluate(request: NotificationRequest): Evaluation {
  const suppression = eventSuppression(request);
  if (suppression === null) return evaluateContacts(request);
  return isOnlyTooEarly(suppression) && request.state.notification.missedContacts.length > 0
    ? evaluateMissed(request, suppression)
    : nobodyNotified(request, suppression);
}

function nobodyNotified(request: NotificationRequest, suppression: Suppression): Evaluation {
  const {
    notificationEvent: { kind },
    state,
    at,
    ruleContext,
  } = request;
  const isHeldBack = holdsBackRecovery(request, suppression);
  const dialect = dialectOf(ruleContext.engine);
  const isFinal = kind === "recovery" && !isHeldBack && !dialect.carriesNotificationNumber;
  const isPostponed =
    kind === "problem" &&
    suppression.code === "period-closed" &&
    (dialect.openingReplacesNotificationWait || state.notification.nextNotification < (suppression.until ?? Infinity));
  const after = isFinal ? afterRecovery(state) : isPostponed ? notBefore(state, at, suppression.until) : state;
  return {
    state: after,
    suppression: isHeldBack ? owed(request, suppression) : suppression,
    contacts: NO_CONTACTS,
    next: state,
    isEscalated: false,
    reevaluateAt: isFinal ? null : suppression.until,
  };
}

function evaluateContacts(request: NotificationRequest): Evaluation {
  const { notificationEvent, state } = request;
  const isNormal = notificationEvent.kind === "problem" || notificationEvent.kind === "recovery";
  const notified =
    isNormal || notificationEvent.isCounted
      ? withNotificationNumber(state, state.notification.notificationNumber + 1)
      : state;
  const numbered = { ...request, state: notified };
  const escalations = validEscalations(numbered);
  const names = candidates(numbered, escalations);
  if (names.length === 0) return nobodyNotified(request, suppressed("no-contacts", {}));
  const contacts = contactEvaluations(numbered, names);
  const isCarried = dialectOf(request.ruleContext.engine).carriesNotificationNumber;
  if (notificationEvent.kind === "recovery" && !isCarried)
    return recoveryOf(numbered, request, contacts, escalations.length > 0);
  if (notifiedNames(contacts).length === 0) return allContactsSuppressed(request, contacts);
  const evaluation = { suppression: null, contacts, next: notified, isEscalated: escalations.length > 0 };
  if (!isNormal) return { ...evaluation, state: notified, reevaluateAt: null };
  const late = lateContacts(request, contacts);
  const missed = missedBy(request, late);
  const after = afterNotified(
    numbered,
    { names: notifiedNames(contacts), missed },
    notificationInterval(numbered, escalations),
  );
  return {
    ...evaluation,
    state: after,
    reevaluateAt: earliest(
      after.notification.isNotifiedOnce ? Infinity : after.notification.nextNotification,
      firstOpening(late.filter(({ name }) => missed.includes(name))),
    ),
  };
}

/** Every contact is suppressed for its own reason; re-evaluated when the first of them may be notified. */
const allContactsSuppressed = ({ state }: NotificationRequest, contacts: readonly ContactEvaluation[]): Evaluation => ({
  state,
  suppression: null,
  contacts,
  next: state,
  isEscalated: false,
  reevaluateAt: earliest(firstOpening(contacts)),
});

/**
 * Recovery that only the contacts decide on. It stays owed to those whose period is closed. Until one of them is
 * notified the problem is the same one if it returns; otherwise another one.
 */
function recoveryOf(
  numbered: NotificationRequest,
  { state, at }: NotificationRequest,
  contacts: readonly ContactEvaluation[],
  isEscalated: boolean,
): Evaluation {
  const late = lateContacts(numbered, contacts);
  const isNotified = notifiedNames(contacts).length > 0;
  const lastNotification = isNotified ? at : state.notification.lastNotification;
  return {
    state:
      late.length === 0
        ? afterRecovery(state, isNotified ? at : undefined)
        : late.length === contacts.length
          ? state
          : afterRecoveryOfSome(
              state,
              lastNotification,
              late.map(({ name }) => name),
            ),
    suppression: null,
    contacts: contacts.map((contact) =>
      late.includes(contact) ? { ...contact, suppression: owed(numbered, contact.suppression!) } : contact,
    ),
    next: numbered.state,
    isEscalated,
    reevaluateAt: earliest(firstOpening(late)),
  };
}

/**
 * Notifies contacts that missed the problem, as soon as their periods are open; the notification keeps its number, and
 * the others wait for the next one. `repetition`: reason why nobody else is notified.
 */
function evaluateMissed(request: NotificationRequest, repetition: Suppression): Evaluation {
  const { state } = request;
  const { missedContacts } = state.notification;
  const escalations = validEscalations(request);
  const names = candidates(request, escalations).filter((name) => missedContacts.includes(name));
  const contacts = contactEvaluations(request, names);
  const late = lateContacts(request, contacts);
  const suppression =
    late.length < contacts.length ? eventSuppression({ ...request, isForMissedContacts: true }) : repetition;
  const notified = suppression === null ? contacts.filter((contact) => !late.includes(contact)) : NO_CONTACTS;
  const missed = suppression === null || suppression === repetition ? late.map(({ name }) => name) : missedContacts;
  return {
    state: afterLateNotified(state, notifiedNames(notified), missed),
    suppression,
    contacts: suppression === null ? notified : late,
    next: state,
    isEscalated: escalations.length > 0,
    reevaluateAt: earliest(repetition.until ?? Infinity, suppression?.until ?? Infinity, firstOpening(late)),
  };
}

const earliest = (...times: readonly number[]): UnixSeconds | null => {
  const first = Math.min(...times);
  return first === Infinity ? null : first;
};
