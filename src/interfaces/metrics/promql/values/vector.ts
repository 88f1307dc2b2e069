import { PromqlError } from "../promql-error.ts";
import { describeLabels, type LabelSet } from "./label-set.ts";

/**
 * Values of several series at one time: `values[i]` is of the series `sets[i]`. Evaluations give the same array of
 * label sets as in the step before where they can, so that what follows from it is computed once.
 */
export interface Vector {
  readonly sets: readonly LabelSet[];
  readonly values: readonly number[];
}

export const NO_SERIES: Vector = { sets: [], values: [] };

/** Computation of a value at one time; asked once for each step, in rising order. It yields at times. */
export type Evaluation<Value> = (timeMs: number) => Generator<void, Value>;

/** Evaluation without a pause. */
export const immediate = <Value>(compute: (timeMs: number) => Value): Evaluation<Value> =>
  // oxlint-disable-next-line require-yield
  function* (timeMs) {
    return compute(timeMs);
  };

/** Throws `PromqlError` if two series have the same labels. */
export function requireDistinct(sets: readonly LabelSet[]): void {
  const seen = new Set<LabelSet>();
  for (const set of sets) {
    if (seen.has(set)) throw sameLabels(set);
    seen.add(set);
  }
}

/**
 * Labels of the results of a function that makes one series of each. Two series with the same labels are an error where
 * they meet in one step, or in the whole query: Prometheus evaluates range functions and signs a series at a time.
 */
export function createRelabeling(
  relabel: (set: LabelSet) => LabelSet,
  scope: "step" | "query",
): (sets: readonly LabelSet[]) => readonly LabelSet[] {
  const results = new Map<LabelSet, LabelSet>();
  const taken = new Set<LabelSet>();
  let areAllDistinct = true;
  const resultFor = (set: LabelSet): LabelSet => {
    const known = results.get(set);
    if (known !== undefined) return known;
    const result = relabel(set);
    results.set(set, result);
    if (taken.has(result)) {
      if (scope === "query") throw sameLabels(result);
      areAllDistinct = false;
    }
    taken.add(result);
    return result;
  };
  return rememberLast((sets) => {
    const relabelled = sets.map(resultFor);
    if (!areAllDistinct) requireDistinct(relabelled);
    return relabelled;
  });
}

const sameLabels = (set: LabelSet): PromqlError =>
  new PromqlError("execution", `two series of one vector have the same labels ${describeLabels(set)}`);

/** Computes again only if the array is another one than in the step before. */
export function rememberLast<Result>(
  compute: (sets: readonly LabelSet[]) => Result,
): (sets: readonly LabelSet[]) => Result {
  let last: { readonly sets: readonly LabelSet[]; readonly result: Result } | null = null;
  return (sets) => {
    if (last?.sets !== sets) last = { sets, result: compute(sets) };
    return last.result;
  };
}
