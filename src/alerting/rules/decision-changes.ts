import type { ResourceKey } from "../../model/resource-key.ts";
import { type NotificationKind, eventWithoutResult, notifiedReason } from "../../model/history-event.ts";
import type { ContactEvaluation } from "./contact-evaluations.ts";
import type { Evaluation } from "./evaluate-rules.ts";
import type { Decision } from "../../model/notification-decision.ts";
import type { NotificationRequest } from "./notification-request.ts";
import type { RecordedDecisions } from "./recorded-decisions.ts";
import type { Suppression } from "./suppression.ts";
import { notifiedWords, reasonWords } from "./reason-words.ts";
import type { Change } from "../../model/change.ts";

const NOTHING: readonly Change[] = Object.freeze([]);

/** Codes that are not recorded: the decision before already says when the next notification is due. */
const SILENT: ReadonlySet<string> = new Set(["interval", "told-once", "no-contacts"]);

/** Changes to commit for an evaluation: messages, one history event, and the decisions that are new. */
export function changesOf(
  request: NotificationRequest,
  evaluation: Evaluation,
  recorded: RecordedDecisions,
): readonly Change[] {
  const { suppression } = evaluation;
  const {
    target: {
      resource: { key },
    },
  } = request;
  if (suppression !== null) {
    const isNews =
      !SILENT.has(suppression.code) && isToBeRecorded(recorded, key, request.notificationEvent.kind, null, suppression);
    return isNews ? [{ kind: "decision", decision: notNotified(request, null, suppression) }] : NOTHING;
  }
  const changes: Change[] = [];
  const names: string[] = [];
  for (const contact of evaluation.contacts) {
    if (contact.suppression !== null) {
      if (isToBeRecorded(recorded, key, request.notificationEvent.kind, contact.name, contact.suppression)) {
        changes.push({ kind: "decision", decision: notNotified(request, contact.name, contact.suppression) });
      }
      continue;
    }
    names.push(contact.name);
    recorded.isNews(key, contact.name, "told", request.at);
    changes.push(
      { kind: "decision", decision: notified(request, evaluation, contact) },
      ...messages(request, evaluation, contact),
    );
  }
  if (names.length > 0) changes.push(historyLine(request, evaluation, names));
  return changes;
}

/**
 * An equal decision about the same problem, or about its recovery, is recorded once, not at every result; other events
 * are always recorded.
 */
function isToBeRecorded(
  recorded: RecordedDecisions,
  key: ResourceKey,
  kind: NotificationKind,
  contact: string | null,
  { code, until }: Suppression,
): boolean {
  if (kind === "recovery") return recorded.isNews(key, contact, `recovery ${code}`, until);
  return kind !== "problem" || recorded.isNews(key, contact, code, until);
}

function notNotified(
  { target, notificationEvent, state, at }: NotificationRequest,
  contact: string | null,
  { outcome, code, until, params }: Suppression,
): Decision {
  return {
    key: target.resource.key,
    at,
    kind: notificationEvent.kind,
    state: state.check.state,
    contact,
    outcome,
    code,
    reason: reasonWords({ code, params, until }, at, target.zone),
    params,
    until,
  };
}

function notified(
  { target, notificationEvent, state, at }: NotificationRequest,
  { reevaluateAt }: Evaluation,
  { name, commands }: ContactEvaluation,
): Decision {
  const params = { commands: commands.map((command) => command.name) };
  return {
    key: target.resource.key,
    at,
    kind: notificationEvent.kind,
    state: state.check.state,
    contact: name,
    outcome: "told",
    code: "told",
    reason: notifiedWords(name, params, at, target.zone),
    params,
    until: reevaluateAt,
  };
}

function messages(
  { target, notificationEvent, at }: NotificationRequest,
  evaluation: Evaluation,
  { name, commands }: ContactEvaluation,
): Change[] {
  return commands.map((command) => ({
    kind: "outbox",
    message: {
      key: target.resource.key,
      at,
      kind: notificationEvent.kind,
      contact: name,
      command: command.raw,
      author: notificationEvent.author,
      comment: notificationEvent.comment,
      isEscalated: evaluation.isEscalated,
      state: evaluation.next,
    },
  }));
}

function historyLine(
  { target, notificationEvent, state, at }: NotificationRequest,
  {
    next: {
      notification: { notificationNumber },
    },
  }: Evaluation,
  names: readonly string[],
): Change {
  const number = notificationEvent.kind === "problem" ? `, notification ${notificationNumber}` : "";
  const reason = notifiedReason(names, `${notificationEvent.kind}${number}`);
  return { kind: "event", event: eventWithoutResult(target.resource.key, state, at, "notification", reason) };
}
