import { visitAll, type Work } from "../../lib/cooperative.ts";
import type { Verdict } from "./policy.ts";
import { totals, type Totals, type VerdictSpan } from "./verdicts.ts";

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
  const changes: ReturnType<typeof change>[] = [];
  for (const verdicts of members)
    yield* visitAll(verdicts, ({ from, to, verdict }) => {
      changes.push(change(from, verdict, 1), change(to, verdict, -1));
    });
  changes.sort((a, b) => a.at - b.at);
  yield* visitAll(changes.entries(), ([index, { at, verdict, step }]) => {
    now[verdict] += step;
    const to = changes[index + 1]?.at ?? at;
    if (to > at && now.good + now.bad + now.excluded > 0)
      append(spans, { from: at, to, verdict: groupVerdict(now, mode) });
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

const change = (at: number, verdict: Verdict, step: 1 | -1) => ({ at, verdict, step });

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

function append(spans: VerdictSpan[], span: VerdictSpan): void {
  const last = spans.at(-1);
  if (last?.to === span.from && last.verdict === span.verdict) spans[spans.length - 1] = { ...last, to: span.to };
  else spans.push(span);
}

const sumOf = (members: readonly Totals[], of: (member: Totals) => number): number =>
  members.reduce((sum, member) => sum + of(member), 0);
