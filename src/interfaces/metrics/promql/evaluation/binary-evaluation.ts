import type { Binary } from "../syntax/ast.ts";
import { typeOf } from "../syntax/expression-type.ts";
import { isComparison, isSetOperator } from "../syntax/operators.ts";
import { LabelSetList } from "../values/label-set-list.ts";
import { createRelabeling, type Evaluation, type Vector } from "../values/vector.ts";
import { ARITHMETIC, COMPARISON } from "./binary-operators.ts";
import type { Compiler } from "./compiler.ts";
import { evaluateSetOperator } from "./set-operators.ts";
import { evaluateOneToOne } from "./vector-matching.ts";

/** Result for two values; null: a comparison drops the series. */
export type PairOperation = (left: number, right: number) => number | null;

export function compileScalarBinary({ operator, left, right }: Binary, compiler: Compiler): Evaluation<number> {
  const [leftValue, rightValue] = [compiler.scalar(left), compiler.scalar(right)];
  // Types were checked: of comparisons, only those with `bool` are scalars.
  const compute: (a: number, b: number) => number = isComparison(operator)
    ? (a, b) => Number(COMPARISON[operator](a, b))
    : isSetOperator(operator)
      ? () => NaN
      : ARITHMETIC[operator];
  return function* (timeMs) {
    return compute(yield* leftValue(timeMs), yield* rightValue(timeMs));
  };
}

export function compileVectorBinary(binary: Binary, compiler: Compiler): Evaluation<Vector> {
  const { operator, left, right } = binary;
  if (isSetOperator(operator)) {
    return evaluateSetOperator(operator, binary.matching, compiler.vector(left), compiler.vector(right), compiler.sets);
  }
  const keepsName = isComparison(operator) && !binary.returnsBool;
  if (typeOf(left) === "scalar") {
    return withScalar(
      compiler.vector(right),
      compiler.scalar(left),
      pairOperation(binary, "right"),
      true,
      keepsName,
      compiler,
    );
  }
  if (typeOf(right) === "scalar") {
    return withScalar(
      compiler.vector(left),
      compiler.scalar(right),
      pairOperation(binary, "left"),
      false,
      keepsName,
      compiler,
    );
  }
  return evaluateOneToOne(
    { ...binary, keepsName, compute: pairOperation(binary, "left") },
    compiler.vector(left),
    compiler.vector(right),
    compiler.sets,
  );
}

/** A comparison without `bool` gives the value of one side. */
function pairOperation({ operator, returnsBool }: Binary, kept: "left" | "right"): PairOperation {
  if (isSetOperator(operator)) return () => null;
  if (!isComparison(operator)) return ARITHMETIC[operator];
  const compare = COMPARISON[operator];
  if (returnsBool) return (left, right) => Number(compare(left, right));
  return kept === "left"
    ? (left, right) => (compare(left, right) ? left : null)
    : (left, right) => (compare(left, right) ? right : null);
}

function withScalar(
  vector: Evaluation<Vector>,
  scalar: Evaluation<number>,
  compute: PairOperation,
  isScalarLeft: boolean,
  keepsName: boolean,
  { sets }: Compiler,
): Evaluation<Vector> {
  const relabel = createRelabeling((set) => (keepsName ? set : sets.withoutMetricName(set)), "step");
  const kept = new LabelSetList();
  return function* (timeMs) {
    const input = yield* vector(timeMs);
    const operand = yield* scalar(timeMs);
    const values: number[] = [];
    for (let index = 0; index < input.sets.length; index++) {
      const value = input.values[index]!;
      const result = isScalarLeft ? compute(operand, value) : compute(value, operand);
      if (result === null) continue;
      kept.add(input.sets[index]!);
      values.push(result);
    }
    return { sets: relabel(kept.take()), values };
  };
}
