import { ITEMS_OF_SLICE, visitAll, type Work } from "../../lib/cooperative.ts";
import type { Verdict } from "./policy.ts";
import { appendVerdict, totals, type Totals, type VerdictSpan } from "./verdicts.ts";

/** `all`: bad when any member is; `any`: good when one is; `at-least`: good when this many are. */
export type GroupMode =
  | { readonly kind: "all" }
  | { readonly kind: "any" }
  | { readonly kind: "at-least"; readonly count: number };

/**
 * Verdicts of a group, which may be members of another group. At an instant only the members count that have service
 * time, and of these only those that are not excluded: a group needs `at-least` as many good ones as are asked for, or
 * all that count, if these are fewer. It is excluded while no member counts, and has no service time while no member
 * has.
 */
export function* groupVerdicts(
  members: readonly (readonly VerdictSpan[])[],
  mode: GroupMode,
): Work<readonly VerdictSpan[]> {
  const spans: VerdictSpan[] = [];
  const now = { good: 0, bad: 0, excluded: 0 };
  const lists: Change[][] = [];
  for (const verdicts of members) {
    const list: Change[] = [];
    yield* visitAll(verdicts, ({ from, to, verdict }) => {
      list.push({ at: from, verdict, step: 1 }, { at: to, verdict, step: -1 });
    });
    lists.push(list);
  }
  const changes = yield* merged(lists);
  yield* visitAll(changes.entries(), ([index, { at, verdict, step }]) => {
    now[verdict] += step;
    const to = changes[index + 1]?.at ?? at;
    if (to > at && now.good + now.bad + now.excluded > 0)
      appendVerdict(spans, { from: at, to, verdict: groupVerdict(now, mode) });
  });
  return spans;
}

/** Mean over the members: the sum of good over the sum of good and bad. It has no verdict at an instant. */
export const meanOf = (members: readonly Totals[]): Totals =>
  totals(
    sumOf(members, ({ goodMs }) => goodMs),
    sumOf(members, ({ badMs }) => badMs),
    sumOf(members, ({ excludedMs }) => excludedMs),
  );

interface Change {
  readonly at: number;
  readonly verdict: Verdict;
  readonly step: 1 | -1;
}

/** Merges ordered lists two by two: one sort of all could not be interrupted. */
function* merged(lists: readonly (readonly Change[])[]): Work<readonly Change[]> {
  let left = lists;
  while (left.length > 1) {
    const pairs: (readonly Change[])[] = [];
    for (let place = 0; place < left.length; place += 2) {
      const other = left[place + 1];
      pairs.push(other === undefined ? left[place]! : yield* mergedPair(left[place]!, other));
    }
    left = pairs;
  }
  return left[0] ?? [];
}

function* mergedPair(one: readonly Change[], other: readonly Change[]): Work<readonly Change[]> {
  const both: Change[] = [];
  for (let i = 0, j = 0; i < one.length || j < other.length;) {
    const [first, second] = [one[i], other[j]];
    if (second === undefined || (first !== undefined && first.at <= second.at)) {
      both.push(first!);
      i += 1;
    } else {
      both.push(second);
      j += 1;
    }
    if (both.length % ITEMS_OF_SLICE === 0) yield;
  }
  return both;
}

function groupVerdict({ good, bad }: Readonly<Record<Verdict, number>>, mode: GroupMode): Verdict {
  if (good + bad === 0) return "excluded";
  return good >= Math.min(neededOf(mode), good + bad) ? "good" : "bad";
}

function neededOf(mode: GroupMode): number {
  switch (mode.kind) {
    case "all":
      return Infinity;
    case "any":
      return 1;
    case "at-least":
      return mode.count;
  }
}

const sumOf = (members: readonly Totals[], of: (member: Totals) => number): number =>
  members.reduce((sum, member) => sum + of(member), 0);
