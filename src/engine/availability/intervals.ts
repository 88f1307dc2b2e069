/** Times from `from` up to, not including, `to`, in milliseconds of Unix time. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Set of instants: intervals in order, none empty, none touching the next. */
export type IntervalSet = readonly Interval[];

/** Set of the instants in any of the intervals, which may overlap and be empty, in any order. */
export function setOf(intervals: Iterable<Interval>): IntervalSet {
  const sorted = [...intervals].filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from);
  const set: Interval[] = [];
  for (const next of sorted) {
    const last = set.at(-1);
    if (last === undefined || next.from > last.to) set.push(next);
    else if (next.to > last.to) set[set.length - 1] = { from: last.from, to: next.to };
  }
  return set;
}

export const union = (...sets: readonly IntervalSet[]): IntervalSet => setOf(sets.flat());

export function intersection(one: IntervalSet, other: IntervalSet): IntervalSet {
  const common: Interval[] = [];
  for (let i = 0, j = 0; i < one.length && j < other.length;) {
    const [left, right] = [one[i]!, other[j]!];
    const [from, to] = [Math.max(left.from, right.from), Math.min(left.to, right.to)];
    if (from < to) common.push({ from, to });
    if (left.to <= right.to) i += 1;
    else j += 1;
  }
  return common;
}

/** Instants of `one` that are not in `other`. */
export function difference(one: IntervalSet, other: IntervalSet): IntervalSet {
  const rest: Interval[] = [];
  let j = 0;
  for (const { from: start, to } of one) {
    let from = start;
    while (j < other.length && other[j]!.to <= from) j += 1;
    for (let k = j; k < other.length && other[k]!.from < to; k += 1) {
      if (other[k]!.from > from) rest.push({ from, to: other[k]!.from });
      from = Math.max(from, other[k]!.to);
    }
    if (from < to) rest.push({ from, to });
  }
  return rest;
}

export const lengthMs = (set: IntervalSet): number => set.reduce((sum, { from, to }) => sum + (to - from), 0);
