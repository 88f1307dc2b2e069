import { keepWithin, type QueryLimits } from "../query-limits.ts";
import type { QueryResult, ResultSeries } from "../query-result.ts";
import type { Expression, Selector } from "../syntax/ast.ts";
import { typeOf } from "../syntax/expression-type.ts";
import { compareLabelSets, labelsOf, type LabelSet } from "../values/label-set.ts";
import { rememberLast, type Evaluation, type Vector } from "../values/vector.ts";
import type { Compiler } from "./compiler.ts";

/** Evaluates an expression at one time; yields at times. Throws `PromqlError`. */
export function* runInstant(
  expression: Expression,
  timeMs: number,
  compiler: Compiler,
  limits: QueryLimits,
): Generator<void, QueryResult> {
  if (expression.kind === "string") return { type: "string", timeMs, value: expression.value };
  if (expression.kind === "selector" && expression.rangeMs !== null) {
    return { type: "matrix", series: pointsInRange(expression, timeMs, compiler, limits) };
  }
  if (typeOf(expression) === "scalar") {
    return { type: "scalar", timeMs, value: yield* compiler.scalar(expression)(timeMs) };
  }
  const { sets, values } = yield* compiler.vector(expression)(timeMs);
  const samples = sets.map((set, index) => ({ labels: labelsOf(set), value: values[index]! }));
  return { type: "vector", timeMs, samples };
}

function pointsInRange(
  selector: Selector,
  timeMs: number,
  compiler: Compiler,
  limits: QueryLimits,
): readonly ResultSeries[] {
  const endMs = timeMs - selector.offsetMs;
  const startMs = endMs - selector.rangeMs!;
  let points = 0;
  return compiler.series(selector).flatMap(({ set, timesMs, values }) => {
    const from = timesMs.findIndex((pointMs) => pointMs >= startMs && pointMs <= endMs);
    if (from === -1) return [];
    const to = timesMs.findLastIndex((pointMs) => pointMs <= endMs) + 1;
    points += to - from;
    keepWithin(points, limits.resultPoints, "points in the result");
    return [
      { labels: labelsOf(set), timesMs: [...timesMs.subarray(from, to)], values: [...values.subarray(from, to)] },
    ];
  });
}

export interface Steps {
  readonly startMs: number;
  readonly endMs: number;
  readonly stepMs: number;
}

/** Evaluates an expression at each step; yields at times. Throws `PromqlError`. */
export function* runRange(
  expression: Expression,
  { startMs, endMs, stepMs }: Steps,
  compiler: Compiler,
  limits: QueryLimits,
): Generator<void, QueryResult> {
  const evaluate = typeOf(expression) === "scalar" ? asVector(expression, compiler) : compiler.vector(expression);
  const results = new Map<LabelSet, { timesMs: number[]; values: number[] }>();
  const targetsOf = rememberLast((sets) =>
    sets.map((set) => {
      const result = results.get(set) ?? { timesMs: [], values: [] };
      results.set(set, result);
      return result;
    }),
  );
  let points = 0;
  for (let timeMs = startMs; timeMs <= endMs; timeMs += stepMs) {
    const { sets, values } = yield* evaluate(timeMs);
    points += sets.length;
    keepWithin(points, limits.resultPoints, "points in the result");
    const targets = targetsOf(sets);
    for (let index = 0; index < targets.length; index++) {
      targets[index]!.timesMs.push(timeMs);
      targets[index]!.values.push(values[index]!);
    }
    yield;
  }
  const sorted = [...results].sort(([a], [b]) => compareLabelSets(a, b));
  return { type: "matrix", series: sorted.map(([set, result]) => ({ labels: labelsOf(set), ...result })) };
}

function asVector(expression: Expression, compiler: Compiler): Evaluation<Vector> {
  const scalar = compiler.scalar(expression);
  return function* (timeMs) {
    return { sets: [compiler.sets.empty], values: [yield* scalar(timeMs)] };
  };
}
