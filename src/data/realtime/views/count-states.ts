import { countBits, countCommon, type Bits } from "../../../lib/bits.ts";
import { PENDING, type StateCode } from "../../../model/resource-state.ts";
import { STATE_WORDS, stateWord, type StateWord } from "../../../model/severity.ts";
import type { ResourceKind } from "../../../model/state-code.ts";
import type { ResourceIndex } from "../table/resource-index.ts";

/** How many resources are in each state; states of none are absent. */
export type StateCounts = Readonly<Partial<Record<StateWord, number>>>;

export interface SetCounts {
  readonly total: number;
  readonly unhandled: number;
  readonly states: StateCounts;
}

/** Of the resources in one state: all, and those that are unhandled, acknowledged, in downtime. */
export interface HandledCounts {
  readonly total: number;
  readonly unhandled: number;
  readonly acknowledged: number;
  readonly downtime: number;
}

export interface Summary {
  readonly host: Readonly<Partial<Record<StateWord, HandledCounts>>>;
  readonly service: Readonly<Partial<Record<StateWord, HandledCounts>>>;
  readonly total: number;
  readonly unhandled: StateCounts;
  readonly totalUnhandled: number;
  readonly worst: StateWord | null;
  readonly worstUnhandled: StateWord | null;
}

const CODES: readonly StateCode[] = [0, 1, 2, 3, PENDING];

/** Counts of a set of positions, as their states are now. */
export function countSet(index: ResourceIndex, set: Bits): SetCounts {
  const states: Partial<Record<StateWord, number>> = {};
  for (const kind of ["host", "service"] as const) {
    for (const code of CODES) {
      const count = index.countWithStatus(kind, code) === 0 ? 0 : countCommon(set, index.withStatus(kind, code));
      const word = stateWord(kind, code);
      if (count > 0) states[word] = (states[word] ?? 0) + count;
    }
  }
  return { total: countBits(set), unhandled: countCommon(set, index.withFlag("unhandled")), states };
}

/** Counts of a set of positions by type, state and handling: a few passes over bits. */
export function summaryOf(index: ResourceIndex, set: Bits): Summary {
  const host = handledCounts(index, set, "host");
  const service = handledCounts(index, set, "service");
  const unhandled: Partial<Record<StateWord, number>> = {};
  for (const [word, counts] of [...Object.entries(host), ...Object.entries(service)] as [StateWord, HandledCounts][])
    if (counts.unhandled > 0) unhandled[word] = (unhandled[word] ?? 0) + counts.unhandled;
  return {
    host,
    service,
    total: countBits(set),
    unhandled,
    totalUnhandled: countCommon(set, index.withFlag("unhandled")),
    worst: worstWord({ ...host, ...service }),
    worstUnhandled: worstWord(unhandled),
  };
}

/** Worst of the states that occur as members. */
export const worstWord = (counts: Readonly<Partial<Record<StateWord, unknown>>>): StateWord | null =>
  STATE_WORDS.find((word) => counts[word] !== undefined) ?? null;

function handledCounts(index: ResourceIndex, set: Bits, kind: ResourceKind): Summary["host"] {
  const counts: Partial<Record<StateWord, HandledCounts>> = {};
  const { tested: inState } = index.scratch;
  for (const code of CODES) {
    if (index.countWithStatus(kind, code) === 0) continue;
    const bits = index.withStatus(kind, code);
    for (let at = 0; at < set.length; at++) inState[at] = set[at]! & bits[at]!;
    const total = countBits(inState);
    if (total === 0) continue;
    const word = stateWord(kind, code);
    const before = counts[word];
    counts[word] = {
      total: total + (before?.total ?? 0),
      unhandled: countCommon(inState, index.withFlag("unhandled")) + (before?.unhandled ?? 0),
      acknowledged: countCommon(inState, index.withFlag("acknowledged")) + (before?.acknowledged ?? 0),
      downtime: countCommon(inState, index.withFlag("in-downtime")) + (before?.downtime ?? 0),
    };
  }
  return counts;
}
