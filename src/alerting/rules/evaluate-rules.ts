import type { CommandCall } from "../../model/objects.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { commandsOf } from "./contact-commands.ts";
import { contactRefusal } from "./contact-rules.ts";
import { candidates, notificationInterval, validEscalations } from "./escalations.ts";
import { afterProblemTold, afterRecovery, notBefore } from "./notification-fields.ts";
import { occasionRefusal } from "./event-rules.ts";
import type { Question } from "./notification-request.ts";
import { behindDownHost } from "./root-cause-rules.ts";
import { refused, type Verdict } from "./suppression.ts";

/** What the rules answer to one question. */
export interface Answer {
  /** The state with its notification fields moved on; the same object when none moved. */
  readonly state: ResourceState;
  /** Why nobody is told, whoever the contact; null: see `contacts`. */
  readonly refusal: Verdict | null;
  readonly contacts: readonly ContactAnswer[];
  /** What the messages say: the state with the number of this notification. */
  readonly told: ResourceState;
  readonly isEscalated: boolean;
  /** When the answer may be another one by the clock alone; null: not known. */
  readonly lookAgainAt: UnixSeconds | null;
}

export interface ContactAnswer {
  readonly name: string;
  readonly refusal: Verdict | null;
  /** Those that tell; none when there is a refusal. */
  readonly commands: readonly CommandCall[];
}

/** The recovery is told later, if at all: until then it is known who was told of the problem. */
const LATER: ReadonlySet<string> = new Set(["recovery-delay", "flapping"]);

const NOBODY_ASKED: readonly ContactAnswer[] = Object.freeze([]);

/** Asks every rule, and moves the notification fields as Nagios does. Pure: the same question has the same answer. */
export function answerOf(question: Question): Answer {
  const refusal = occasionRefusal(question);
  return refusal === null ? answerByContacts(question) : nobodyTold(question, refusal, NOBODY_ASKED);
}

function nobodyTold(question: Question, refusal: Verdict, contacts: readonly ContactAnswer[]): Answer {
  const {
    occasion: { kind },
    state,
    world,
  } = question;
  const isFinal = kind === "recovery" && (world.engine === "nagios" || !LATER.has(refusal.code));
  const isPutOff = kind === "problem" && refusal.code === "period-closed";
  const after = isFinal ? afterRecovery(state) : isPutOff ? notBefore(state, question.at, refusal.until) : state;
  return {
    state: after,
    refusal,
    contacts,
    told: state,
    isEscalated: false,
    lookAgainAt: isFinal ? null : refusal.until,
  };
}

function answerByContacts(question: Question): Answer {
  const { occasion, state, at } = question;
  const isNormal = occasion.kind === "problem" || occasion.kind === "recovery";
  const told =
    isNormal || occasion.isCounted
      ? Object.freeze({ ...state, notificationNumber: (state.notificationNumber ?? 0) + 1 })
      : state;
  const numbered = { ...question, state: told };
  const escalations = validEscalations(numbered);
  const names = candidates(numbered, escalations);
  if (names.length === 0)
    return nobodyTold(
      question,
      refused("no-contacts", () => "no contacts are configured"),
      NOBODY_ASKED,
    );
  const contacts = contactAnswers(numbered, names);
  const toldNames = contacts.filter(({ refusal }) => refusal === null).map(({ name }) => name);
  if (toldNames.length === 0) return byRefusedContacts(question, contacts);
  const answer = { refusal: null, contacts, told, isEscalated: escalations.length > 0 };
  if (occasion.kind === "recovery") return { ...answer, state: afterRecovery(told, at), lookAgainAt: null };
  if (occasion.kind !== "problem") return { ...answer, state: told, lookAgainAt: null };
  const after = afterProblemTold(numbered, toldNames, notificationInterval(numbered, escalations));
  return { ...answer, state: after, lookAgainAt: after.noMoreNotifications ? null : after.nextNotification };
}

/** Each contact has its own reason; it is looked at again when the first of them may be told. */
function byRefusedContacts({ occasion, state }: Question, contacts: readonly ContactAnswer[]): Answer {
  const times = contacts.map(({ refusal }) => refusal?.until ?? Infinity);
  const first = Math.min(...times);
  const isRecovery = occasion.kind === "recovery";
  return {
    state: isRecovery ? afterRecovery(state) : state,
    refusal: null,
    contacts,
    told: state,
    isEscalated: false,
    lookAgainAt: isRecovery || first === Infinity ? null : first,
  };
}

function contactAnswers(question: Question, names: readonly string[]): ContactAnswer[] {
  const {
    world,
    plan: { resource },
  } = question;
  const cause = behindDownHost(question);
  const answers: ContactAnswer[] = [];
  for (const name of names) {
    const contact = world.plans.contact(name);
    // It left the configuration since it was told.
    if (contact === undefined) continue;
    const commands = commandsOf(contact, resource.kind);
    const telling =
      cause === null
        ? commands
        : commands.filter((command) => world.rootCause.mode === "channels" && !world.plans.isChannel(command));
    const refusal =
      contactRefusal(question, contact) ??
      (commands.length === 0
        ? refused("contact-without-command", () => `it has no ${resource.kind} notification commands`)
        : null) ??
      (telling.length === 0 ? cause : null);
    answers.push({ name, refusal, commands: refusal === null ? telling : [] });
  }
  return answers;
}
