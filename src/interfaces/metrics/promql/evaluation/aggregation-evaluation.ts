import {
  averageOf,
  deviationOf,
  maximumOf,
  minimumOf,
  nanFirst,
  quantileOf,
  sumOf,
  varianceOf,
} from "../functions/statistics.ts";
import { PromqlError } from "../promql-error.ts";
import type { Aggregation, AggregationOperator, Grouping } from "../syntax/ast.ts";
import { METRIC_NAME } from "../syntax/label-matcher.ts";
import { memoized, type LabelSet, type LabelSets } from "../values/label-set.ts";
import { NO_SERIES, rememberLast, type Evaluation, type Vector } from "../values/vector.ts";
import type { Compiler } from "./compiler.ts";

type Reducer = (values: readonly number[], parameter: number) => number;

const REDUCERS: Readonly<Record<Exclude<AggregationOperator, "topk" | "bottomk">, Reducer>> = {
  sum: sumOf,
  avg: averageOf,
  min: minimumOf,
  max: maximumOf,
  count: (values) => values.length,
  group: () => 1,
  stddev: deviationOf,
  stdvar: varianceOf,
  quantile: (values, quantile) => quantileOf(quantile, values),
};

export function compileAggregation(aggregation: Aggregation, compiler: Compiler): Evaluation<Vector> {
  const { operator, parameter } = aggregation;
  const input = compiler.vector(aggregation.of);
  const groupsOf = rememberLast(grouper(memoized(groupLabels(aggregation.grouping, compiler.sets))));
  const parameterAt = parameter === null ? null : compiler.scalar(parameter);
  return function* (timeMs) {
    const argument = parameterAt === null ? NaN : yield* parameterAt(timeMs);
    const vector = yield* input(timeMs);
    const groups = groupsOf(vector.sets);
    if (operator === "topk" || operator === "bottomk") return choose(operator, argument, vector, groups);
    const reduce = REDUCERS[operator];
    const values = groups.members.map((indexes) => {
      const members = indexes.map((index) => vector.values[index]!);
      return reduce(members, argument);
    });
    return { sets: groups.sets, values };
  };
}

function groupLabels({ mode, labels }: Grouping, sets: LabelSets): (set: LabelSet) => LabelSet {
  return mode === "by" ? (set) => sets.keep(set, labels) : (set) => sets.remove(set, [...labels, METRIC_NAME]);
}

interface Groups {
  readonly sets: readonly LabelSet[];
  /** Indexes in the vector of the members of each group. */
  readonly members: readonly (readonly number[])[];
}

function grouper(groupOf: (set: LabelSet) => LabelSet): (sets: readonly LabelSet[]) => Groups {
  return (sets) => {
    const groups = new Map<LabelSet, number[]>();
    for (const [index, set] of sets.entries()) {
      const group = groupOf(set);
      const indexes = groups.get(group);
      if (indexes === undefined) groups.set(group, [index]);
      else indexes.push(index);
    }
    return { sets: [...groups.keys()], members: [...groups.values()] };
  };
}

/** The greatest or least values of each group, with their own labels; NaN comes last in both. */
function choose(operator: "topk" | "bottomk", count: number, vector: Vector, { members }: Groups): Vector {
  if (vector.sets.length === 0) return NO_SERIES;
  if (Number.isNaN(count) || Math.abs(count) >= 2 ** 63) {
    throw new PromqlError("execution", `${operator} needs a number of series, not ${count}`);
  }
  const order = (a: number, b: number): number => {
    const [left, right] = [vector.values[a]!, vector.values[b]!];
    return operator === "topk" || Number.isNaN(left) || Number.isNaN(right)
      ? nanFirst(right, left)
      : nanFirst(left, right);
  };
  const chosen = members.flatMap((indexes) => indexes.toSorted(order).slice(0, Math.max(0, Math.trunc(count))));
  return { sets: chosen.map((index) => vector.sets[index]!), values: chosen.map((index) => vector.values[index]!) };
}
