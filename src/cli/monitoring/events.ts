import { printable } from "../../lib/printable.ts";
import type { StateCode } from "../../model/resource-state.ts";
import { stateName, type ResourceKind } from "../../model/state-code.ts";
import type { Cell } from "../table.ts";
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
  const about =
    event.host === null
      ? "server"
      : `${nameOf(event.host)}${event.service === null ? "" : `/${nameOf(event.service)}`}`;
  const state = SHOWS_STATE.has(event.kind) && event.state !== null ? ` ${stateName(kindOf(event), event.state)}` : "";
  return `${localTime(event.time)}  ${about}  ${event.kind}${state}: ${textOf(event)}\n`;
}

const SHOWS_STATE: ReadonlySet<string> = new Set(["first-result", "soft-state", "hard-state", "recovery"]);

const kindOf = ({ service }: EventItem): ResourceKind => (service === null ? "host" : "service");

const nameOf = ({ id, name }: { readonly id: number; readonly name: string | null }): string =>
  printable(name ?? `(removed, id ${id})`);

const textOf = ({ reason, output }: EventItem): string =>
  printable([reason, output].filter((text) => text !== "").join(" | "));
