import { namesOf } from "../../model/inventory-index.ts";
import { resourceName } from "../../model/objects.ts";
import { zoneOf } from "../../model/time-zone.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import { stateName } from "../../model/state-code.ts";
import type { Notification } from "../delivery/channel.ts";
import { cut } from "./limits.ts";
import { titleOf } from "./title.ts";

/** Parts of the default message, used without a template; each channel formats them in its own way. */
export interface Summary {
  /** `Problem: service web/HTTP is CRITICAL`. */
  readonly title: string;
  readonly tone: Tone;
  /** Pairs of label and value, in display order. */
  readonly facts: readonly (readonly [string, string])[];
  /** Plugin output, possibly of several lines; '' if none. */
  readonly output: string;
  /** Affected resources (`$IMPACT$`); '' if none. */
  readonly impact: string;
}

export type Tone = "good" | "warning" | "bad" | "unknown";

const MAX_OUTPUT_LENGTH = 4000;

export function summaryOf(
  { message, resource, macros, contact }: Notification,
  maxOutputLength = MAX_OUTPUT_LENGTH,
): Summary {
  const { author, comment } = message;
  const {
    check: { state, stateType, output, lastStateChange },
    notification: { notificationNumber },
  } = message.state;
  const isHost = resource.kind === "host";
  const zone = zoneOf(contact, macros.inventory);
  const value = (name: string): string => macros.values?.get(name, macros) ?? "";
  const isRepeated = notificationNumber > 1;
  const facts: (readonly [string, string | null])[] = [
    ["Host", hostLine(namesOf(macros.inventory).hostById.get(resource.hostId))],
    ["Service", isHost ? null : resource.description],
    ["State", `${stateName(resource.kind, state)}${stateType === 0 ? " (soft)" : ""}`],
    ["Since", lastStateChange === null ? null : dateIn(zone, lastStateChange)],
    ["Time", dateIn(zone, message.at)],
    [
      "Notification",
      [...(isRepeated ? [`number ${notificationNumber}`] : []), ...(message.isEscalated ? ["escalated"] : [])].join(
        ", ",
      ) || null,
    ],
    ["Author", author === null ? null : value("NOTIFICATIONAUTHORALIAS") || author],
    ["Comment", comment === "" ? null : cut(comment, MAX_OUTPUT_LENGTH)],
    ["Notes", resource.notesUrl],
  ];
  return {
    title: titleOf(message.kind, resourceName(resource), stateName(resource.kind, state)),
    tone: isHost
      ? (["good", "bad", "unknown", "unknown", "good"] as const)[state]
      : (["good", "warning", "bad", "unknown", "good"] as const)[state],
    facts: facts.filter((fact): fact is readonly [string, string] => fact[1] !== null && fact[1] !== ""),
    output: cut(output.trim(), maxOutputLength),
    impact: value("IMPACT"),
  };
}

const hostLine = (
  host: { readonly hostName: string; readonly alias: string | null; readonly address: string | null } | undefined,
): string | null => {
  if (host === undefined) return null;
  const more = [host.alias, host.address].filter((one) => one !== null && one !== "" && one !== host.hostName);
  return more.length === 0 ? host.hostName : `${host.hostName} (${more.join(", ")})`;
};

/** Local time with offset: `2026-11-23 09:15:02 +01:00`. */
function dateIn(zone: string, at: UnixSeconds): string {
  const time = Temporal.Instant.fromEpochMilliseconds(Math.floor(at) * 1000).toZonedDateTimeISO(zone);
  return `${time.toPlainDate().toString()} ${time.toPlainTime().toString({ smallestUnit: "second" })} ${time.offset}`;
}
