import type { State } from "./wire.ts";

/** From the worst on, as lists are sorted. */
export const STATES_BY_SEVERITY: readonly State[] = [
  "DOWN",
  "CRITICAL",
  "UNREACHABLE",
  "UNKNOWN",
  "WARNING",
  "PENDING",
  "OK",
  "UP",
];
