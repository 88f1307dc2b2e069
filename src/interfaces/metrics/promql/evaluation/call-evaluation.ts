import { RANGE_FUNCTIONS, type RangeFunctionName } from "../functions/range-functions.ts";
import {
  DATE_FUNCTIONS,
  VALUE_FUNCTIONS,
  type DateFunctionName,
  type ValueFunctionName,
} from "../functions/value-functions.ts";
import { nanFirst } from "../functions/statistics.ts";
import type { Call, Expression, Selector } from "../syntax/ast.ts";
import { typeOf } from "../syntax/expression-type.ts";
import type { FunctionName } from "../syntax/function-signatures.ts";
import { METRIC_NAME } from "../syntax/label-matcher.ts";
import type { LabelSet, LabelSets } from "../values/label-set.ts";
import { createRelabeling, immediate, NO_SERIES, type Evaluation, type Vector } from "../values/vector.ts";
import type { Compiler } from "./compiler.ts";
import { labelJoiner, labelReplacer } from "./label-functions.ts";
import { evaluateRange, evaluateSelector, secondsAt } from "./selector-evaluation.ts";

type ScalarFunctionName = "pi" | "scalar" | "time";
type OtherFunctionName = Exclude<
  FunctionName,
  ScalarFunctionName | RangeFunctionName | ValueFunctionName | DateFunctionName
>;

type CompileCall = (args: readonly Expression[], compiler: Compiler) => Evaluation<Vector>;

export function compileScalarCall(
  name: ScalarFunctionName,
  args: readonly Expression[],
  compiler: Compiler,
): Evaluation<number> {
  switch (name) {
    case "pi":
      return immediate(() => Math.PI);
    case "time":
      return immediate((timeMs) => timeMs / 1000);
    case "scalar": {
      const vector = compiler.vector(args[0]!);
      return function* (timeMs) {
        const { values } = yield* vector(timeMs);
        return values.length === 1 ? values[0]! : NaN;
      };
    }
  }
}

export const isScalarFunction = (name: FunctionName): name is ScalarFunctionName =>
  name === "pi" || name === "scalar" || name === "time";

export function compileVectorCall({ name, args }: Call, compiler: Compiler): Evaluation<Vector> {
  if (Object.hasOwn(RANGE_FUNCTIONS, name)) return compileRangeCall(name as RangeFunctionName, args, compiler);
  if (Object.hasOwn(VALUE_FUNCTIONS, name)) return compileValueCall(name as ValueFunctionName, args, compiler);
  if (Object.hasOwn(DATE_FUNCTIONS, name)) return compileDateCall(name as DateFunctionName, args, compiler);
  return OTHER_FUNCTIONS[name as OtherFunctionName](args, compiler);
}

function compileRangeCall(
  name: RangeFunctionName,
  args: readonly Expression[],
  compiler: Compiler,
): Evaluation<Vector> {
  const selector = args.find((argument): argument is Selector => argument.kind === "selector")!;
  const parameter = args.find((argument) => typeOf(argument) === "scalar");
  const keepsName = name === "last_over_time";
  const relabel = createRelabeling((set) => (keepsName ? set : compiler.sets.withoutMetricName(set)), "query");
  return evaluateRange(
    selector,
    compiler.series(selector),
    RANGE_FUNCTIONS[name],
    parameter === undefined ? null : compiler.scalar(parameter),
    relabel,
  );
}

function compileValueCall(
  name: ValueFunctionName,
  args: readonly Expression[],
  compiler: Compiler,
): Evaluation<Vector> {
  const compute: (value: number, ...scalars: number[]) => number = VALUE_FUNCTIONS[name];
  const vector = compiler.vector(args[0]!);
  const scalars = args.slice(1).map((argument) => compiler.scalar(argument));
  const relabel = withoutName(compiler.sets);
  return function* (timeMs) {
    const input = yield* vector(timeMs);
    const numbers: number[] = [];
    for (const scalar of scalars) numbers.push(yield* scalar(timeMs));
    if (name === "clamp" && numbers[1]! < numbers[0]!) return NO_SERIES;
    return { sets: relabel(input.sets), values: input.values.map((value) => compute(value, ...numbers)) };
  };
}

function compileDateCall(name: DateFunctionName, args: readonly Expression[], compiler: Compiler): Evaluation<Vector> {
  const compute: (date: Date) => number = DATE_FUNCTIONS[name];
  const ofSeconds = (seconds: number): number => compute(new Date(Math.trunc(seconds) * 1000));
  if (args.length === 0) {
    return immediate((timeMs) => ({ sets: [compiler.sets.empty], values: [ofSeconds(timeMs / 1000)] }));
  }
  return mapped(compiler.vector(args[0]!), withoutName(compiler.sets), (input) => input.values.map(ofSeconds));
}

const withoutName = (sets: LabelSets) => createRelabeling((set) => sets.withoutMetricName(set), "step");

function mapped(
  vector: Evaluation<Vector>,
  relabel: (sets: readonly LabelSet[]) => readonly LabelSet[],
  valuesOf: (input: Vector, timeMs: number) => readonly number[],
): Evaluation<Vector> {
  return function* (timeMs) {
    const input = yield* vector(timeMs);
    return { sets: relabel(input.sets), values: valuesOf(input, timeMs) };
  };
}

const OTHER_FUNCTIONS: Readonly<Record<OtherFunctionName, CompileCall>> = {
  absent(args, compiler) {
    const vector = compiler.vector(args[0]!);
    const absent: Vector = { sets: [compiler.sets.of(absentLabels(args[0]!))], values: [1] };
    return function* (timeMs) {
      return (yield* vector(timeMs)).sets.length > 0 ? NO_SERIES : absent;
    };
  },
  label_join: (args, compiler) => relabelled(args, compiler, labelJoiner(args, compiler.sets)),
  label_replace: (args, compiler) => relabelled(args, compiler, labelReplacer(args, compiler.sets)),
  sort: (args, compiler) => sorted(compiler.vector(args[0]!), nanFirst),
  sort_desc: (args, compiler) => sorted(compiler.vector(args[0]!), (a, b) => nanFirst(b, a)),
  timestamp([argument], compiler) {
    const relabel = withoutName(compiler.sets);
    if (argument!.kind === "selector") {
      const times = evaluateSelector(argument!, compiler.series(argument!), secondsAt);
      return mapped(times, relabel, ({ values }) => values);
    }
    return mapped(compiler.vector(argument!), relabel, ({ values }, timeMs) => values.map(() => timeMs / 1000));
  },
  vector(args, compiler) {
    const scalar = compiler.scalar(args[0]!);
    return function* (timeMs) {
      return { sets: [compiler.sets.empty], values: [yield* scalar(timeMs)] };
    };
  },
};

function relabelled(
  args: readonly Expression[],
  compiler: Compiler,
  relabel: (set: LabelSet) => LabelSet,
): Evaluation<Vector> {
  return mapped(compiler.vector(args[0]!), createRelabeling(relabel, "step"), ({ values }) => values);
}

/** Sorted by value; NaN last in both orders. */
function sorted(vector: Evaluation<Vector>, compare: (a: number, b: number) => number): Evaluation<Vector> {
  return function* (timeMs) {
    const { sets, values } = yield* vector(timeMs);
    const isNumber = (index: number): boolean => !Number.isNaN(values[index]!);
    const indexes = [...sets.keys()];
    const order = [
      ...indexes.filter(isNumber).sort((a, b) => compare(values[a]!, values[b]!)),
      ...indexes.filter((index) => !isNumber(index)),
    ];
    return { sets: order.map((index) => sets[index]!), values: order.map((index) => values[index]!) };
  };
}

/** Labels that a selector fixes by `=`, and by no other matcher. */
function absentLabels(expression: Expression): Record<string, string> {
  if (expression.kind !== "selector") return {};
  const { matchers } = expression;
  return Object.fromEntries(
    matchers
      .filter(({ label, operator }) => label !== METRIC_NAME && operator === "=")
      .filter(({ label }) => matchers.filter((matcher) => matcher.label === label).length === 1)
      .map(({ label, value }) => [label, value]),
  );
}
