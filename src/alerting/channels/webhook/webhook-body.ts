import { namesOf } from "../../../model/inventory-index.ts";
import { formatRfc3339 } from "../../../lib/rfc3339.ts";
import { stateName } from "../../../model/state-code.ts";
import type { Notification } from "../../delivery/channel.ts";
import { TYPE_WORDS } from "../../delivery/notification-macros.ts";
import { cut } from "../../messages/limits.ts";
import { summaryOf } from "../../messages/summary.ts";

const MAX_TEXT_LENGTH = 16_384;

/** Builds the body sent if no `body` is configured; documented in docs/notifications.md. */
export function webhookBody(notification: Notification): object {
  const { message, resource, contact, macros, idempotencyKey } = notification;
  const {
    check: { state, stateType, checkAttempt, lastStateChange, output, perfdata },
    notification: { notificationNumber },
  } = message.state;
  const host = resource.kind === "host" ? resource : namesOf(macros.inventory).hostById.get(resource.hostId);
  const { title, impact } = summaryOf(notification);
  const [text = "", ...more] = output.split("\n");
  return {
    id: idempotencyKey,
    type: TYPE_WORDS[message.kind],
    time: formatRfc3339(message.at),
    title,
    host: { id: resource.hostId, name: resource.hostName, alias: host?.alias ?? null, address: host?.address ?? null },
    service: resource.kind === "service" ? { id: resource.serviceId, description: resource.description } : null,
    state: stateName(resource.kind, state),
    state_code: state,
    state_type: stateType === 0 ? "SOFT" : "HARD",
    attempt: checkAttempt,
    since: lastStateChange === null ? null : formatRfc3339(lastStateChange),
    output: cut(text, MAX_TEXT_LENGTH),
    long_output: cut(more.join("\n").trimEnd(), MAX_TEXT_LENGTH),
    perfdata: cut(perfdata, MAX_TEXT_LENGTH),
    impact: impact === "" ? null : impact,
    notification_number: notificationNumber,
    is_escalated: message.isEscalated,
    contact: { name: contact.name, alias: contact.alias, email: contact.email },
    author: message.author,
    comment: cut(message.comment, MAX_TEXT_LENGTH),
    in_doubt: message.doubt !== null,
  };
}
