import { dialectOf } from "../../model/dialect.ts";
import type { CommandCall } from "../../model/objects.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { commandsOf } from "./contact-commands.ts";
import { contactRefusal } from "./contact-rules.ts";
import { candidates, notificationInterval, validEscalations } from "./escalations.ts";
import { afterProblemNotified, afterRecovery, notBefore, withNotificationNumber } from "./notification-state.ts";
import { eventSuppression } from "./event-rules.ts";
import type { NotificationRequest } from "./notification-request.ts";
import { behindDownHost } from "./root-cause-rules.ts";
import { suppressed, type Suppression } from "./suppression.ts";

/** What the rules answer to one question. */
export interface Evaluation {
  /** The state with its notification fields moved on; the same object when none moved. */
  readonly state: ResourceState;
  /** Why nobody is told, whoever the contact; null: see `contacts`. */
  readonly refusal: Suppression | null;
  readonly contacts: readonly ContactEvaluation[];
  /** What the messages say: the state with the number of this notification. */
  readonly next: ResourceState;
  readonly isEscalated: boolean;
  /** When the answer may be another one by the clock alone; null: not known. */
  readonly reevaluateAt: UnixSeconds | null;
}

export interface ContactEvaluation {
  readonly name: string;
  readonly refusal: Suppression | null;
  /** Those that tell; none when there is a refusal. */
  readonly commands: readonly CommandCall[];
}

/** The recovery is told later, if at all: until then it is known who was told of the problem. */
const LATER: ReadonlySet<string> = new Set(["recovery-delay", "flapping"]);

const NOBODY_ASKED: readonly ContactEvaluation[] = Object.freeze([]);

/** Asks every rule, and moves the notification fields as Nagios does. Pure: the same question has the same answer. */
export function evaluate(request: NotificationRequest): Evaluation {
  const refusal = eventSuppression(request);
  return refusal === null ? answerByContacts(request) : nobodyNotified(request, refusal, NOBODY_ASKED);
}

function nobodyNotified(
  request: NotificationRequest,
  refusal: Suppression,
  contacts: readonly ContactEvaluation[],
): Evaluation {
  const {
    notificationEvent: { kind },
    state,
    ruleContext,
  } = request;
  const isFinal =
    kind === "recovery" && (dialectOf(ruleContext.engine).suppressedRecoveryIsFinal || !LATER.has(refusal.code));
  const isPutOff = kind === "problem" && refusal.code === "period-closed";
  const after = isFinal ? afterRecovery(state) : isPutOff ? notBefore(state, request.at, refusal.until) : state;
  return {
    state: after,
    refusal,
    contacts,
    next: state,
    isEscalated: false,
    reevaluateAt: isFinal ? null : refusal.until,
  };
}

function answerByContacts(request: NotificationRequest): Evaluation {
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
      NOBODY_ASKED,
    );
  const contacts = contactAnswers(numbered, names);
  const notifiedNames = contacts.filter(({ refusal }) => refusal === null).map(({ name }) => name);
  if (notifiedNames.length === 0) return byRefusedContacts(request, contacts);
  const evaluation = { refusal: null, contacts, next: notified, isEscalated: escalations.length > 0 };
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

/** Each contact has its own reason; it is looked at again when the first of them may be told. */
function byRefusedContacts(
  { notificationEvent, state }: NotificationRequest,
  contacts: readonly ContactEvaluation[],
): Evaluation {
  const times = contacts.map(({ refusal }) => refusal?.until ?? Infinity);
  const first = Math.min(...times);
  const isRecovery = notificationEvent.kind === "recovery";
  return {
    state: isRecovery ? afterRecovery(state) : state,
    refusal: null,
    contacts,
    next: state,
    isEscalated: false,
    reevaluateAt: isRecovery || first === Infinity ? null : first,
  };
}

function contactAnswers(request: NotificationRequest, names: readonly string[]): ContactEvaluation[] {
  const {
    ruleContext,
    target: { resource },
  } = request;
  const cause = behindDownHost(request);
  const answers: ContactEvaluation[] = [];
  for (const name of names) {
    const contact = ruleContext.targets.contact(name);
    // It left the configuration since it was told.
    if (contact === undefined) continue;
    const commands = commandsOf(contact, resource.kind);
    const notifying =
      cause === null
        ? commands
        : commands.filter(
            (command) => ruleContext.rootCause.mode === "channels" && !ruleContext.targets.isChannel(command),
          );
    const refusal =
      contactRefusal(request, contact) ??
      (commands.length === 0
        ? suppressed("contact-without-command", () => `it has no ${resource.kind} notification commands`)
        : null) ??
      (notifying.length === 0 ? cause : null);
    answers.push({ name, refusal, commands: refusal === null ? notifying : [] });
  }
  return answers;
}
