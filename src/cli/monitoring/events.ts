import { printable } from "../../lib/printable.ts";
import { eventSentence } from "../../model/event-sentence.ts";
import { removedName } from "../../model/named-resource.ts";
import type { StateCode } from "../../model/resource-state.ts";
import type { ResourceKind } from "../../model/state-code.ts";
import type { Cell } from "../../lib/table.ts";
import { stateCell } from "./state-words.ts";
import { localTime } from "./times.ts";

/** Event of the API. */
export interface EventItem {
  readonly id: number;
  readonly time: string;
  readonly kind: string;
  readonly host: { readonly id: number; readonly name: string | null } | null;
  readonly service: { readonly id: number; readonly name: string | null } | null;
  readonly state: StateCode | null;
  readonly state_type: number | null;
  readonly check_attempt: number | null;
  readonly output: string;
  readonly reason: string;
}

export interface EventPage {
  readonly result: readonly EventItem[];
  readonly meta: { readonly next_before: number | null; readonly last_id: number };
}

export const EVENT_HEADINGS = ["TIME", "WHAT", "STATE", "TEXT"] as const;

/** Row under `EVENT_HEADINGS`. */
export const eventRow = (event: EventItem): readonly Cell[] => [
  localTime(event.time),
  event.kind,
  event.state === null ? "" : stateCell(kindOf(event), event.state),
  textOf(event),
];

/** Line of `vigie log`, in words alone. */
export function eventLine(event: EventItem): string {
  const { host, service, time, kind, state, state_type, check_attempt, output, reason } = event;
  const sentence = eventSentence({
    kind,
    about: host === null ? null : { host: nameOf(host), service: service === null ? null : nameOf(service) },
    state,
    stateType: state_type,
    checkAttempt: check_attempt,
    maxCheckAttempts: null,
    output,
    reason,
  });
  return `${localTime(time)}  ${printable(sentence)}\n`;
}

const kindOf = ({ service }: EventItem): ResourceKind => (service === null ? "host" : "service");

const nameOf = ({ id, name }: { readonly id: number; readonly name: string | null }): string => name ?? removedName(id);

/** Name of a host or service of an event; empty if it is about none. */
export const nameIn = (named: EventItem["host"]): string => (named === null ? "" : printable(nameOf(named)));

const textOf = ({ reason, output }: EventItem): string =>
  printable([reason, output].filter((text) => text !== "").join(" | "));
