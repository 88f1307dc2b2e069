import type { Expression, Selector } from "../syntax/ast.ts";
import type { LabelSet, LabelSets } from "../values/label-set.ts";
import type { Evaluation, Vector } from "../values/vector.ts";

/** Series of a selector as read for this query, in the order of their labels. */
export interface LoadedSeries {
  readonly set: LabelSet;
  readonly timesMs: Float64Array;
  readonly values: Float64Array;
  readonly lookbackMs: number;
}

/** Turns the parts of one query into evaluations. */
export interface Compiler {
  readonly sets: LabelSets;
  readonly series: (selector: Selector) => readonly LoadedSeries[];
  readonly vector: (expression: Expression) => Evaluation<Vector>;
  readonly scalar: (expression: Expression) => Evaluation<number>;
}
