import { PromqlError } from "../promql-error.ts";
import type { Matching } from "../syntax/ast.ts";
import { METRIC_NAME } from "../syntax/label-matcher.ts";
import { describeLabels, memoized, type LabelSet, type LabelSets } from "../values/label-set.ts";
import { LabelSetList } from "../values/label-set-list.ts";
import { createRelabeling, NO_SERIES, rememberLast, type Evaluation, type Vector } from "../values/vector.ts";

interface OneToOne {
  readonly operator: string;
  readonly matching: Matching;
  readonly keepsName: boolean;
  /** Null drops the pair. */
  readonly compute: (left: number, right: number) => number | null;
}

/** Labels by which series of both sides find each other. */
export function matchingLabels({ mode, labels }: Matching, sets: LabelSets): (set: LabelSet) => LabelSet {
  return memoized(
    mode === "on" ? (set) => sets.keep(set, labels) : (set) => sets.remove(set, [...labels, METRIC_NAME]),
  );
}

/** Pairs each series of the left side with the one of the right that has the same matching labels. */
export function evaluateOneToOne(
  operation: OneToOne,
  left: Evaluation<Vector>,
  right: Evaluation<Vector>,
  sets: LabelSets,
): Evaluation<Vector> {
  const signature = matchingLabels(operation.matching, sets);
  const keysOf = rememberLast((lefts) => lefts.map(signature));
  const indexOf = rememberLast((rights) => indexBySignature(rights, signature, operation.operator));
  const relabel = createRelabeling(labelsOfPair(operation, sets), "step");
  const kept = new LabelSetList();
  return function* (timeMs) {
    const [lefts, rights] = [yield* left(timeMs), yield* right(timeMs)];
    if (lefts.sets.length === 0 || rights.sets.length === 0) return NO_SERIES;
    const keys = keysOf(lefts.sets);
    const partners = indexOf(rights.sets);
    const matched = new Set<LabelSet>();
    const values: number[] = [];
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index]!;
      const partner = partners.get(key);
      if (partner === undefined) continue;
      const result = operation.compute(lefts.values[index]!, rights.values[partner]!);
      if (result === null) continue;
      if (matched.has(key)) throw severalMatches("left", key, operation.operator);
      matched.add(key);
      kept.add(lefts.sets[index]!);
      values.push(result);
    }
    return { sets: relabel(kept.take()), values };
  };
}

/** The labels of the left side, as far as the matching keeps them. */
function labelsOfPair({ matching, keepsName }: OneToOne, sets: LabelSets): (set: LabelSet) => LabelSet {
  return (set) => {
    const matched = matching.mode === "on" ? sets.keep(set, matching.labels) : sets.remove(set, matching.labels);
    return keepsName ? matched : sets.withoutMetricName(matched);
  };
}

function indexBySignature(
  sets: readonly LabelSet[],
  signature: (set: LabelSet) => LabelSet,
  operator: string,
): ReadonlyMap<LabelSet, number> {
  const indexes = new Map<LabelSet, number>();
  for (const [index, set] of sets.entries()) {
    const key = signature(set);
    if (indexes.has(key)) throw severalMatches("right", key, operator);
    indexes.set(key, index);
  }
  return indexes;
}

const severalMatches = (side: string, key: LabelSet, operator: string): PromqlError =>
  new PromqlError(
    "execution",
    `several series on the ${side} side of ${operator} match ${describeLabels(key)}: matching must be one to one`,
  );
