import { oneOf, said, text, type RawSearch } from "../search.ts";

export const SIMULATED_STATES = ["DOWN", "UNREACHABLE", "WARNING", "CRITICAL", "UNKNOWN"] as const;
export type SimulatedState = (typeof SIMULATED_STATES)[number];

export interface SimulateSearch {
  readonly key?: string;
  readonly state?: SimulatedState;
  /** Local time in the zone of the profile, as the field has it: `2026-11-29T03:00`; nothing: now. */
  readonly at?: string;
}

/** What stands in the address of the simulation. */
export const simulateSearch = (raw: RawSearch): SimulateSearch =>
  said({
    key: text(raw["key"]),
    state: oneOf(SIMULATED_STATES, raw["state"]),
    at: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(raw["at"] ?? "") ? raw["at"] : undefined,
  });
