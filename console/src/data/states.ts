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

const GOOD: ReadonlySet<string> = new Set<State>(["OK", "UP", "PENDING"]);

/** Whether a state is neither good nor still to be found out. */
export const isProblemState = (state: string): boolean => !GOOD.has(state);
