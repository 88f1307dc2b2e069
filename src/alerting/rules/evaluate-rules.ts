import { dialectOf } from "../../model/dialect.ts";
import type { CommandCall } from "../../model/objects.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { commandsOf } from "./contact-commands.ts";
import { contactSuppression } from "./contact-rules.ts";
import { candidates, notificationInterval, validEscalations } from "./escalations.ts";
import { afterProblemNotified, afterRecovery, notBefore, withNotificationNumber } from "./notification-state.ts";
import { eventSuppression } from "./event-rules.ts";
import type { NotificationRequest } from "./notification-request.ts";
import { behindDownHost } from "./root-cause-rules.ts";
import { suppressed, type Suppression } from "./suppression.ts";

/** Outcome of all rules for one request. */
export interface Evaluation {
  /** State with updated notification fields; the same object if none changed. */
  readonly state: ResourceState;
  /** Suppression for all contacts; null: see `contacts`. */
  readonly suppression: Suppression | null;
  readonly contacts: readonly ContactEvaluation[];
  /** State for the messages, with the number of this notification. */
  readonly next: ResourceState;
  readonly isEscalated: boolean;
  /** Time at which the outcome may change without another event; null: unknown. */
  readonly reevaluateAt: UnixSeconds | null;
}

export interface ContactEvaluation {
  readonly name: string;
  readonly suppression: Suppression | null;
  /** Notification commands to run; empty if suppressed. */
  readonly commands: readonly CommandCall[];
}

/** Codes that only delay a recovery: until it is decided, the notified contacts are kept. */
const RECOVERY_DELAYS: ReadonlySet<string> = new Set(["recovery-delay", "flapping"]);

const NO_CONTACTS: readonly ContactEvaluation[] = Object.freeze([]);

/** Evaluates every rule, and updates the notification fields as Nagios does. A pure function. */
export function evaluate(request: NotificationRequest): Evaluation {
  const suppression = eventSuppression(request);
  return suppression === null ? evaluateContacts(request) : nobodyNotified(request, suppression, NO_CONTACTS);
}

function nobodyNotified(
  request: NotificationRequest,
  suppression: Suppression,
  contacts: readonly ContactEvaluation[],
): Evaluation {
  const {
    notificationEvent: { kind },
    state,
    ruleContext,
  } = request;
  const isFinal =
    kind === "recovery" &&
    (dialectOf(ruleContext.engine).suppressedRecoveryIsFinal || !RECOVERY_DELAYS.has(suppression.code));
  const isPostponed = kind === "problem" && suppression.code === "period-closed";
  const after = isFinal ? afterRecovery(state) : isPostponed ? notBefore(state, request.at, suppression.until) : state;
  return {
    state: after,
    suppression,
    contacts,
    next: state,
    isEscalated: false,
    reevaluateAt: isFinal ? null : suppression.until,
  };
}

function evaluateContacts(request: NotificationRequest): Evaluation {
  const { notificationEvent, state, at } = request;
  const isNormal = notificationEvent.kind === "problem" || notificationEvent.kind === "recovery";
  const notified =
    isNormal || notificationEvent.isCounted
      ? withNotificationNumber(state, state.notification.notificationNumber + 1)
      : state;
  const numbered = { ...request, state: notified };
  const escalations = validEscalations(numbered);
  const names = candidates(numbered, escalations);
  if (names.length === 0)
    return nobodyNotified(
      request,
      suppressed("no-contacts", () => "no contacts are configured"),
      NO_CONTACTS,
    );
  const contacts = contactEvaluations(numbered, names);
  const notifiedNames = contacts.filter(({ suppression }) => suppression === null).map(({ name }) => name);
  if (notifiedNames.length === 0) return allContactsSuppressed(request, contacts);
  const evaluation = { suppression: null, contacts, next: notified, isEscalated: escalations.length > 0 };
  if (notificationEvent.kind === "recovery")
    return { ...evaluation, state: afterRecovery(notified, at), reevaluateAt: null };
  if (notificationEvent.kind !== "problem") return { ...evaluation, state: notified, reevaluateAt: null };
  const after = afterProblemNotified(numbered, notifiedNames, notificationInterval(numbered, escalations));
  return {
    ...evaluation,
    state: after,
    reevaluateAt: after.notification.isNotifiedOnce ? null : after.notification.nextNotification,
  };
}

/** Every contact is suppressed for its own reason; re-evaluated when the first of them may be notified. */
function allContactsSuppressed(
  { notificationEvent, state }: NotificationRequest,
  contacts: readonly ContactEvaluation[],
): Evaluation {
  const times = contacts.map(({ suppression }) => suppression?.until ?? Infinity);
  const first = Math.min(...times);
  const isRecovery = notificationEvent.kind === "recovery";
  return {
    state: isRecovery ? afterRecovery(state) : state,
    suppression: null,
    contacts,
    next: state,
    isEscalated: false,
    reevaluateAt: isRecovery || first === Infinity ? null : first,
  };
}

function contactEvaluations(request: NotificationRequest, names: readonly string[]): ContactEvaluation[] {
  const {
    ruleContext,
    target: { resource },
  } = request;
  const cause = behindDownHost(request);
  const evaluations: ContactEvaluation[] = [];
  for (const name of names) {
    const contact = ruleContext.targets.contact(name);
    // Removed from the configuration since it was notified.
    if (contact === undefined) continue;
    const commands = commandsOf(contact, resource.kind);
    const notifying =
      cause === null
        ? commands
        : commands.filter(
            (command) => ruleContext.rootCause.mode === "channels" && !ruleContext.targets.isChannel(command),
          );
    const suppression =
      contactSuppression(request, contact) ??
      (commands.length === 0
        ? suppressed("contact-without-command", () => `it has no ${resource.kind} notification commands`)
        : null) ??
      (notifying.length === 0 ? cause : null);
    evaluations.push({ name, suppression, commands: suppression === null ? notifying : [] });
  }
  return evaluations;
}
