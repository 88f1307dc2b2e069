import { PENDING, type StateCode } from "../../../model/resource-state.ts";

/** State of every listed service by `place`, 1 byte each; most searches over all services read only this. */
export interface StateColumn {
  readonly states: Uint8Array;
  /** Number of services in each state. */
  readonly counts: Readonly<Uint32Array>;
  set(place: number, state: StateCode): void;
}

export function createStateColumn(first: readonly StateCode[]): StateColumn {
  const states = Uint8Array.from(first);
  const counts = new Uint32Array(PENDING + 1);
  for (const state of first) counts[state]!++;
  return {
    states,
    counts,
    set(place, state) {
      counts[states[place]!]!--;
      counts[state]!++;
      states[place] = state;
    },
  };
}
