import { loggedText, type Log } from "../../lib/log.ts";
import { nameFields, namedKey, shortName } from "../../model/named-resource.ts";
import type { Inventory } from "../../model/objects.ts";
import { hostIdOf, serviceIdOf } from "../../model/resource-key.ts";
import { stateName } from "../../model/state-code.ts";
import type { Attempt } from "./attempts.ts";
import { reportNameOf } from "../../model/history-event.ts";
import type { DeliverableMessage, DeliverableNotification, DeliverableReport } from "./channel.ts";

export interface AttemptLogParts {
  readonly log: Log;
  readonly inventory: () => Inventory;
}

/** Logs the end of one attempt to send a message. */
export function logAttempt(
  { log, inventory }: AttemptLogParts,
  message: DeliverableMessage,
  tried: Attempt,
  tries: number,
): void {
  const line = message.kind === "report" ? lineOfReport(message) : lineOfNotification(message, inventory());
  logLine(log, { ...line, fields: { ...line.fields, tries } }, tried);
}

/** Names a report with its range and its recipient. */
export const reportWords = (message: DeliverableReport): string =>
  `report ${reportNameOf(message)} for ${message.comment.replace("/", " to ")} to ${message.contact}`;

interface AttemptLine {
  readonly of: string;
  readonly fields: object;
  readonly events: Readonly<Record<"delayed" | "delivered" | "failed", string>>;
}

function lineOfReport(message: DeliverableReport): AttemptLine {
  const { id, contact, at, comment } = message;
  const fields = { area: "report", notification: id, report: reportNameOf(message), range: comment, at, contact };
  return {
    of: reportWords(message),
    fields,
    events: { delayed: "report-delayed", delivered: "report-sent", failed: "report-failed" },
  };
}

function lineOfNotification(message: DeliverableNotification, inventory: Inventory): AttemptLine {
  const { id, key, kind, contact, command, at, state } = message;
  const about = namedKey(key, inventory);
  const stateIs = stateName(about.service === null ? "host" : "service", state.check.state);
  // Only its name: the arguments of a command may be anything.
  const way = command.split("!", 1)[0]!;
  const of = `${shortName(about)} is ${stateIs}, ${kind} notification to ${contact} by ${way}`;
  const fields = {
    area: "notification",
    notification: id,
    ...nameFields(about),
    hostId: hostIdOf(key),
    serviceId: serviceIdOf(key),
    state: stateIs,
    at,
    kind,
    contact,
    command: way,
  };
  return {
    of,
    fields,
    events: { delayed: "notification-delayed", delivered: "notification-delivered", failed: "notification-failed" },
  };
}

function logLine(log: Log, { of, fields, events }: AttemptLine, tried: Attempt): void {
  if (tried.kind === "again") {
    const reason = loggedText(tried.reason);
    log.warn(
      { ...fields, event: events.delayed, reason, againInSeconds: tried.inSeconds },
      `${of}: not delivered, tried again in ${tried.inSeconds} s: ${reason}`,
    );
    return;
  }
  const outcome = loggedText(tried.outcome);
  if (tried.isDelivered) log.info({ ...fields, event: events.delivered, outcome }, `${of}: ${outcome}`);
  else log.warn({ ...fields, event: events.failed, outcome }, `${of}: ${outcome}`);
}
