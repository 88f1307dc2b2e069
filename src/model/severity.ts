import type { StateCode } from "./resource-state.ts";
import type { ResourceKind } from "./state-code.ts";

/** States from the worst on, as the console orders hosts and services in one list. */
export const STATE_WORDS = ["DOWN", "CRITICAL", "UNREACHABLE", "UNKNOWN", "WARNING", "PENDING", "OK", "UP"] as const;
export type StateWord = (typeof STATE_WORDS)[number];

const WORDS: Readonly<Record<ResourceKind, readonly StateWord[]>> = {
  host: ["UP", "DOWN", "UNREACHABLE", "UNREACHABLE", "PENDING"],
  service: ["OK", "WARNING", "CRITICAL", "UNKNOWN", "PENDING"],
};

/** Name of a state; a host in a state of services alone is UNREACHABLE, as in every listing of the contract. */
export const stateWord = (kind: ResourceKind, state: StateCode): StateWord => WORDS[kind][state]!;

const SEVERITIES: Readonly<Record<ResourceKind, readonly number[]>> = {
  host: [0, 6, 4, 4, 1],
  service: [0, 2, 5, 3, 1],
};

/** How bad a state is: 6 DOWN, 5 CRITICAL, 4 UNREACHABLE, 3 UNKNOWN, 2 WARNING, 1 PENDING, 0 OK and UP. */
export const severityOf = (kind: ResourceKind, state: StateCode): number => SEVERITIES[kind][state]!;

/** Name of the worst of these states; null for none. */
export function worstOf(kind: ResourceKind, states: Iterable<StateCode>): StateWord | null {
  let worst: StateCode | null = null;
  for (const state of states) if (worst === null || severityOf(kind, state) > severityOf(kind, worst)) worst = state;
  return worst === null ? null : stateWord(kind, worst);
}
