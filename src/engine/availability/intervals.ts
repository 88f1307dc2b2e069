import { ITEMS_OF_SLICE, visitAll, type Work } from "../../lib/cooperative.ts";

/** Times from `from` up to, not including, `to`, in milliseconds of Unix time. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Set of instants: intervals in order, none empty, none touching the next. */
export type IntervalSet = readonly Interval[];

/** Set of the instants in any of the intervals, which may overlap and be empty, in any order. */
export function* setOf(intervals: Iterable<Interval>): Work<IntervalSet> {
  const sorted = [...intervals].filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from);
  const set: Interval[] = [];
  yield* visitAll(sorted, (next) => {
    const last = set.at(-1);
    if (last === undefined || next.from > last.to) set.push(next);
    else if (next.to > last.to) set[set.length - 1] = { from: last.from, to: next.to };
  });
  return set;
}

export const union = (...sets: readonly IntervalSet[]): Work<IntervalSet> => setOf(sets.flat());

export function* intersection(one: IntervalSet, other: IntervalSet): Work<IntervalSet> {
  return (yield* cut(one, other)).map(({ from, to }) => ({ from, to }));
}

/** Parts of spans, which are in order and disjoint, within a set. */
export function* cut<Span extends Interval>(spans: readonly Span[], set: IntervalSet): Work<readonly Span[]> {
  const parts: Span[] = [];
  for (let i = 0, j = 0; i < spans.length && j < set.length;) {
    const [span, within] = [spans[i]!, set[j]!];
    const [from, to] = [Math.max(span.from, within.from), Math.min(span.to, within.to)];
    if (from < to) parts.push({ ...span, from, to });
    if (span.to <= within.to) i += 1;
    else j += 1;
    if ((i + j) % ITEMS_OF_SLICE === 0) yield;
  }
  return parts;
}

/** Instants of `one` that are not in `other`. */
export function* difference(one: IntervalSet, other: IntervalSet): Work<IntervalSet> {
  const rest: Interval[] = [];
  let j = 0;
  yield* visitAll(one, ({ from: start, to }) => {
    let from = start;
    while (j < other.length && other[j]!.to <= from) j += 1;
    for (let k = j; k < other.length && other[k]!.from < to; k += 1) {
      if (other[k]!.from > from) rest.push({ from, to: other[k]!.from });
      from = Math.max(from, other[k]!.to);
    }
    if (from < to) rest.push({ from, to });
  });
  return rest;
}

export const lengthMs = (set: IntervalSet): number => set.reduce((sum, { from, to }) => sum + (to - from), 0);
