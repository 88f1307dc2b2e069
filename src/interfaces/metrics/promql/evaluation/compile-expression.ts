import type { Expression, Selector } from "../syntax/ast.ts";
import { typeOf } from "../syntax/expression-type.ts";
import type { LabelSets } from "../values/label-set.ts";
import { createRelabeling, immediate, type Evaluation, type Vector } from "../values/vector.ts";
import { compileAggregation } from "./aggregation-evaluation.ts";
import { compileScalarBinary, compileVectorBinary } from "./binary-evaluation.ts";
import { compileScalarCall, compileVectorCall, isScalarFunction } from "./call-evaluation.ts";
import type { Compiler, LoadedSeries } from "./compiler.ts";
import { evaluateSelector, valueAt } from "./selector-evaluation.ts";

/** A compiler for one evaluation of one query over these series. Its methods throw `PromqlError`. */
export function createCompiler(sets: LabelSets, series: (selector: Selector) => readonly LoadedSeries[]): Compiler {
  const compiler: Compiler = {
    sets,
    series,
    scalar: (expression) => compileScalar(expression, compiler),
    vector: (expression) => compileVector(expression, compiler),
  };
  return compiler;
}

function compileScalar(expression: Expression, compiler: Compiler): Evaluation<number> {
  if (expression.kind === "number") return immediate(() => expression.value);
  if (expression.kind === "binary") return compileScalarBinary(expression, compiler);
  if (expression.kind === "negation") {
    const operand = compiler.scalar(expression.of);
    return function* (timeMs) {
      return -(yield* operand(timeMs));
    };
  }
  if (expression.kind === "call" && isScalarFunction(expression.name)) {
    return compileScalarCall(expression.name, expression.args, compiler);
  }
  throw new TypeError(`no scalar: ${typeOf(expression)}`);
}

function compileVector(expression: Expression, compiler: Compiler): Evaluation<Vector> {
  switch (expression.kind) {
    case "selector":
      return evaluateSelector(expression, compiler.series(expression), valueAt);
    case "call":
      return compileVectorCall(expression, compiler);
    case "aggregation":
      return compileAggregation(expression, compiler);
    case "binary":
      return compileVectorBinary(expression, compiler);
    case "negation":
      return compileNegation(compiler.vector(expression.of), compiler.sets);
    default:
      throw new TypeError(`no vector: ${typeOf(expression)}`);
  }
}

function compileNegation(operand: Evaluation<Vector>, sets: LabelSets): Evaluation<Vector> {
  const relabel = createRelabeling((set) => sets.withoutMetricName(set), "query");
  return function* (timeMs) {
    const vector = yield* operand(timeMs);
    return { sets: relabel(vector.sets), values: vector.values.map((value) => -value) };
  };
}
