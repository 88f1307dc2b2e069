import type { ResourceKey } from "../../model/resource-key.ts";
import { type NotificationKind, eventBesideResult } from "../../model/history-event.ts";
import type { Answer, ContactAnswer } from "./evaluate-rules.ts";
import type { Decision } from "../../model/notification-decision.ts";
import type { Question } from "./notification-request.ts";
import type { RecordedDecisions } from "./recorded-decisions.ts";
import type { Verdict } from "./suppression.ts";
import { clockWords } from "./time-text.ts";
import type { Change } from "../../model/change.ts";

const NOTHING: readonly Change[] = Object.freeze([]);

/** What says only that it was told already: the decision before says when it is told again. */
const SILENT: ReadonlySet<string> = new Set(["interval", "told-once", "no-contacts"]);

/** What is committed of an answer: messages, one line of history, and the decisions that are news. */
export function changesOf(question: Question, answer: Answer, recorded: RecordedDecisions): readonly Change[] {
  const { refusal } = answer;
  const {
    plan: {
      resource: { key },
    },
  } = question;
  if (refusal !== null) {
    const isNews = !SILENT.has(refusal.code) && isToBeRecorded(recorded, key, question.occasion.kind, null, refusal);
    return isNews ? [{ kind: "decision", decision: notTold(question, null, refusal) }] : NOTHING;
  }
  const changes: Change[] = [];
  const names: string[] = [];
  for (const contact of answer.contacts) {
    if (contact.refusal !== null) {
      if (isToBeRecorded(recorded, key, question.occasion.kind, contact.name, contact.refusal)) {
        changes.push({ kind: "decision", decision: notTold(question, contact.name, contact.refusal) });
      }
      continue;
    }
    names.push(contact.name);
    recorded.isNews(key, contact.name, "told", question.at);
    changes.push(
      { kind: "decision", decision: told(question, answer, contact) },
      ...messages(question, answer, contact),
    );
  }
  if (names.length > 0) changes.push(historyLine(question, answer, names));
  return changes;
}

/** Of the many results of one problem, the same decision is recorded once; other occasions are single. */
function isToBeRecorded(
  recorded: RecordedDecisions,
  key: ResourceKey,
  kind: NotificationKind,
  contact: string | null,
  { code, until }: Verdict,
): boolean {
  return kind !== "problem" || recorded.isNews(key, contact, code, until);
}

function notTold(
  { plan, occasion, state, at }: Question,
  contact: string | null,
  { outcome, code, until, words }: Verdict,
): Decision {
  return {
    key: plan.resource.key,
    at,
    kind: occasion.kind,
    state: state.state,
    contact,
    outcome,
    code,
    reason: words(),
    until,
  };
}

function told(
  { plan, occasion, state, at }: Question,
  { lookAgainAt }: Answer,
  { name, commands }: ContactAnswer,
): Decision {
  const reason = `told ${name} by ${commands.map((command) => command.name).join(" and ")} at ${clockWords(at, plan.zone)}`;
  return {
    key: plan.resource.key,
    at,
    kind: occasion.kind,
    state: state.state,
    contact: name,
    outcome: "told",
    code: "told",
    reason,
    until: lookAgainAt,
  };
}

function messages({ plan, occasion, at }: Question, answer: Answer, { name, commands }: ContactAnswer): Change[] {
  return commands.map((command) => ({
    kind: "outbox",
    message: {
      key: plan.resource.key,
      at,
      kind: occasion.kind,
      contact: name,
      command: command.raw,
      author: occasion.author,
      comment: occasion.comment,
      isEscalated: answer.isEscalated,
      state: answer.told,
    },
  }));
}

function historyLine(
  { plan, occasion, state, at }: Question,
  { told: { notificationNumber } }: Answer,
  names: readonly string[],
): Change {
  const number = occasion.kind === "problem" ? `, notification ${notificationNumber}` : "";
  const reason = `told ${names.join(", ")}: ${occasion.kind}${number}`;
  return { kind: "event", event: eventBesideResult(plan.resource.key, state, at, "notification", reason) };
}
