import type { Caller } from "../../../access/caller.ts";
import type { NotifiedDecision } from "../../../alerting/rules/decision-history.ts";
import type { PresentDecision } from "../../../alerting/rules/present-decision.ts";
import type { SimulatedDecision } from "../../../alerting/rules/simulate.ts";
import { sentenceOf } from "../../../alerting/rules/time-text.ts";
import { parseCommandCall } from "../../../config/objects/value-pool.ts";
import type { Secret } from "../../../lib/mask-secrets.ts";
import { formatRfc3339 } from "../../../lib/rfc3339.ts";
import { dateOrNull } from "../present-values.ts";
import { shownCommand } from "../shown-command.ts";

export const presentDecision = (decision: NotifiedDecision, secrets: readonly Secret[], caller: Caller) => ({
  id: decision.id,
  time: formatRfc3339(decision.at) ?? "",
  kind: decision.kind,
  state: decision.state,
  ...presentOutcome(decision),
  text: decision.text,
  messages: decision.messages.map(({ command, status, at, outcome, failed }) => ({
    command: shownCommand(parseCommandCall(command), secrets, caller),
    status,
    at: dateOrNull(at),
    outcome,
    failed_attempts: failed?.count ?? 0,
    last_failure: failed?.reason ?? null,
    next_attempt: dateOrNull(failed?.nextAt ?? null),
  })),
});

export const presentNow = (decision: PresentDecision) => presentOutcome(decision);

export const presentSimulated = (decision: SimulatedDecision) => ({
  time: formatRfc3339(decision.at) ?? "",
  ...presentOutcome(decision),
  notification_number: decision.notificationNumber === 0 ? null : decision.notificationNumber,
  is_escalated: decision.isEscalated,
});

function presentOutcome({ contact, outcome, code, reason, params, until }: PresentDecision) {
  const text = sentenceOf({ contact, outcome, reason });
  return { contact, outcome, code, reason, params, text, until: dateOrNull(until) };
}
