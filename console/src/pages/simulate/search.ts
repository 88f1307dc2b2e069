import { oneOf, said, text, type RawSearch } from "../search.ts";

export const STATES_OF = {
  host: ["DOWN", "UNREACHABLE"],
  service: ["CRITICAL", "WARNING", "UNKNOWN"],
} as const;
const STATES = [...STATES_OF.host, ...STATES_OF.service];
export type SimulatedState = (typeof STATES)[number];

export const HOURS = [6, 24, 72, 168] as const;

export interface SimulateSearch {
  readonly key?: string;
  readonly state?: SimulatedState;
  /** Local time in the zone of the profile, as the field has it: `2026-11-29T03:00`; nothing: now. */
  readonly at?: string;
  readonly hours?: number;
}

/** What stands in the address of the simulation. */
export const simulateSearch = (raw: RawSearch): SimulateSearch =>
  said({
    key: text(raw["key"]),
    state: oneOf(STATES, raw["state"]),
    at: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(raw["at"] ?? "") ? raw["at"] : undefined,
    hours: HOURS.find((hours) => String(hours) === raw["hours"]),
  });
