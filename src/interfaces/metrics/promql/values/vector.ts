import { PromqlError } from "../promql-error.ts";
import { describeLabels, type LabelSet } from "./label-set.ts";

/** Values of several series at one time: `values[i]` is of the series `sets[i]`. */
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
export function distinct(vector: Vector): Vector {
  const seen = new Set<LabelSet>();
  for (const set of vector.sets) {
    if (seen.has(set)) throw sameLabels(set);
    seen.add(set);
  }
  return vector;
}

/** Labels that a function gives its results, one series for each of its input. */
export interface Relabeling {
  labelsFor(set: LabelSet): LabelSet;
  /** Throws `PromqlError` if two series of this vector got the same labels. */
  checked(vector: Vector): Vector;
}

/**
 * Remembers the labels of each series. Two series with the same labels are an error where they meet in one step, or in
 * the whole query: Prometheus evaluates range functions and signs a series at a time.
 */
export function createRelabeling(relabel: (set: LabelSet) => LabelSet, scope: "step" | "query"): Relabeling {
  const results = new Map<LabelSet, LabelSet>();
  const origins = new Map<LabelSet, LabelSet>();
  let areAllDistinct = true;
  return {
    labelsFor(set) {
      const known = results.get(set);
      if (known !== undefined) return known;
      const result = relabel(set);
      results.set(set, result);
      if (origins.has(result)) {
        if (scope === "query") throw sameLabels(result);
        areAllDistinct = false;
      }
      origins.set(result, set);
      return result;
    },
    checked: (vector) => (areAllDistinct ? vector : distinct(vector)),
  };
}

const sameLabels = (set: LabelSet): PromqlError =>
  new PromqlError("execution", `two series of one vector have the same labels ${describeLabels(set)}`);
