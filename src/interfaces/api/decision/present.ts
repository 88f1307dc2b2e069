import type { Caller } from "../../../access/caller.ts";
import type { NotifiedDecision } from "../../../alerting/rules/decision-history.ts";
import type { PresentDecision } from "../../../alerting/rules/present-decision.ts";
import type { SimulatedDecision } from "../../../alerting/rules/simulate.ts";
import { sentenceOf } from "../../../alerting/rules/time-text.ts";
import { parseCommandCall } from "../../../config/objects/value-pool.ts";
import type { Secret } from "../../../lib/mask-secrets.ts";
import { formatRfc3339 } from "../../../lib/rfc3339.ts";
import type { Inventory } from "../../../model/objects.ts";
import { withSeenNames, type Sight } from "../hidden-names.ts";
import { dateOrNull } from "../present-values.ts";
import { shownCommand } from "../shown-command.ts";

export const presentDecision = (
  decision: NotifiedDecision,
  secrets: readonly Secret[],
  caller: Caller,
  inventory: Inventory,
) => ({
  id: decision.id,
  time: formatRfc3339(decision.at) ?? "",
  kind: decision.kind,
  state: decision.state,
  ...presentOutcome(decision, { visibility: caller.visibility, inventory }),
  ...(decision.messages.length > 0 && { text: decision.text }),
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

export const presentSimulated = (decision: SimulatedDecision, sight: Sight) => ({
  time: formatRfc3339(decision.at) ?? "",
  ...presentOutcome(decision, sight),
  notification_number: decision.notificationNumber === 0 ? null : decision.notificationNumber,
  is_escalated: decision.isEscalated,
});

export function presentOutcome(decision: PresentDecision, sight: Sight) {
  const { contact, outcome, code, reason, params, until } = withSeenNames(decision, sight);
  const text = sentenceOf({ contact, outcome, reason });
  return { contact, outcome, code, reason, params, text, until: dateOrNull(until) };
}
