import { loggedText, type Log } from "../../lib/log.ts";
import { nameFields, namedKey, shortName } from "../../model/named-resource.ts";
import type { Inventory } from "../../model/objects.ts";
import { hostIdOf, serviceIdOf } from "../../model/resource-key.ts";
import { stateName } from "../../model/state-code.ts";
import type { Attempt } from "./attempts.ts";
import type { DeliverableMessage } from "./channel.ts";

export interface AttemptLogParts {
  readonly log: Log;
  readonly inventory: () => Inventory;
}

/** Logs the end of one attempt to send a message. */
export function logAttempt(
  { log, inventory }: AttemptLogParts,
  { id, key, kind, contact, command, at, state }: DeliverableMessage,
  tried: Attempt,
  tries: number,
): void {
  const about = namedKey(key, inventory());
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
    tries,
  };
  if (tried.kind === "again") {
    const reason = loggedText(tried.reason);
    log.warn(
      { ...fields, event: "notification-delayed", reason, againInSeconds: tried.inSeconds },
      `${of}: not delivered, tried again in ${tried.inSeconds} s: ${reason}`,
    );
    return;
  }
  const outcome = loggedText(tried.outcome);
  if (tried.isDelivered) log.info({ ...fields, event: "notification-delivered", outcome }, `${of}: ${outcome}`);
  else log.warn({ ...fields, event: "notification-failed", outcome }, `${of}: ${outcome}`);
}
