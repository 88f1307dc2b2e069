import type { Matching, SetOperator } from "../syntax/ast.ts";
import type { LabelSet, LabelSets } from "../values/label-set.ts";
import { rememberLast, requireDistinct, type Evaluation, type Vector } from "../values/vector.ts";
import { matchingLabels } from "./vector-matching.ts";

/** `and`, `or` and `unless`: series of one side, chosen by the matching labels of the other. */
export function evaluateSetOperator(
  operator: SetOperator,
  matching: Matching,
  left: Evaluation<Vector>,
  right: Evaluation<Vector>,
  sets: LabelSets,
): Evaluation<Vector> {
  const signature = matchingLabels(matching, sets);
  const signaturesOf = rememberLast((all) => new Set(all.map(signature)));
  return function* (timeMs) {
    const [lefts, rights] = [yield* left(timeMs), yield* right(timeMs)];
    if (operator === "or") {
      const known = signaturesOf(lefts.sets);
      const added = filtered(rights, (set) => !known.has(signature(set)));
      if (added.sets.length === 0) return lefts;
      const all = [...lefts.sets, ...added.sets];
      requireDistinct(all);
      return { sets: all, values: [...lefts.values, ...added.values] };
    }
    const others = signaturesOf(rights.sets);
    return filtered(lefts, (set) => others.has(signature(set)) === (operator === "and"));
  };
}

function filtered(vector: Vector, isKept: (set: LabelSet) => boolean): Vector {
  const kept = [...vector.sets.keys()].filter((index) => isKept(vector.sets[index]!));
  return { sets: kept.map((index) => vector.sets[index]!), values: kept.map((index) => vector.values[index]!) };
}
