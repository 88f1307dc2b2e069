import type { Matching, SetOperator } from "../syntax/ast.ts";
import type { LabelSet, LabelSets } from "../values/label-set.ts";
import { distinct, type Evaluation, type Vector } from "../values/vector.ts";
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
  const signaturesOf = (vector: Vector): ReadonlySet<LabelSet> => new Set(vector.sets.map(signature));
  return function* (timeMs) {
    const [lefts, rights] = [yield* left(timeMs), yield* right(timeMs)];
    if (operator === "or") {
      const known = signaturesOf(lefts);
      const added = filtered(rights, (set) => !known.has(signature(set)));
      return distinct({ sets: [...lefts.sets, ...added.sets], values: [...lefts.values, ...added.values] });
    }
    const others = signaturesOf(rights);
    return filtered(lefts, (set) => others.has(signature(set)) === (operator === "and"));
  };
}

function filtered(vector: Vector, isKept: (set: LabelSet) => boolean): Vector {
  const kept = [...vector.sets.keys()].filter((index) => isKept(vector.sets[index]!));
  return { sets: kept.map((index) => vector.sets[index]!), values: kept.map((index) => vector.values[index]!) };
}
