import { PromqlError } from "../promql-error.ts";
import type { Aggregation, Binary, Call, Expression } from "./ast.ts";
import { typeOf } from "./expression-type.ts";
import { SIGNATURES, type ExpressionType, type Signature } from "./function-signatures.ts";
import { isComparison, isSetOperator } from "./operators.ts";

/** Throws `PromqlError` where the type of an operand or argument does not fit. */
export function checkTypes(expression: Expression): void {
  switch (expression.kind) {
    case "number":
    case "string":
    case "selector":
      return;
    case "call":
      return checkCall(expression);
    case "aggregation":
      return checkAggregation(expression);
    case "binary":
      return checkBinary(expression);
    case "negation":
      return expect(expression.of, ["scalar", "vector"], "a sign");
  }
}

function checkCall({ name, args }: Call): void {
  const { args: expected, optional }: Signature = SIGNATURES[name];
  // label_join takes any number of source labels.
  const most = name === "label_join" ? Infinity : expected.length;
  const least = name === "label_join" ? 3 : expected.length - optional;
  if (args.length < least || args.length > most) {
    const count = least === most ? `${least}` : most === Infinity ? `at least ${least}` : `${least} or ${most}`;
    throw new PromqlError("syntax", `${name}() takes ${count} argument${count === "1" ? "" : "s"}, not ${args.length}`);
  }
  for (const [index, argument] of args.entries()) {
    expect(argument, [expected[Math.min(index, expected.length - 1)]!], `argument ${index + 1} of ${name}()`);
  }
}

function checkAggregation({ operator, parameter, of }: Aggregation): void {
  if (parameter !== null) expect(parameter, ["scalar"], `the first argument of ${operator}()`);
  expect(of, ["vector"], `the argument of ${operator}()`);
}

function checkBinary({ operator, returnsBool, matching, left, right }: Binary): void {
  expect(left, ["scalar", "vector"], `the left side of ${operator}`);
  expect(right, ["scalar", "vector"], `the right side of ${operator}`);
  const scalars = [left, right].filter((side) => typeOf(side) === "scalar").length;
  if (scalars > 0 && isSetOperator(operator)) {
    throw new PromqlError("syntax", `${operator} needs an instant vector on both sides`);
  }
  if (scalars > 0 && matching.labels.length > 0) {
    throw new PromqlError("syntax", `${matching.mode}(…) needs an instant vector on both sides of ${operator}`);
  }
  if (scalars === 2 && isComparison(operator) && !returnsBool) {
    throw new PromqlError("syntax", `a comparison of two scalars needs the bool modifier: ${operator} bool`);
  }
}

function expect(expression: Expression, types: readonly ExpressionType[], place: string): void {
  checkTypes(expression);
  const type = typeOf(expression);
  if (types.includes(type)) return;
  const expected = types.map((name) => TYPE_NAMES[name]).join(" or ");
  throw new PromqlError("syntax", `${place} must be ${expected}, not ${TYPE_NAMES[type]}`);
}

const TYPE_NAMES: Readonly<Record<ExpressionType, string>> = {
  scalar: "a scalar",
  vector: "an instant vector",
  matrix: "a range vector",
  string: "a string",
};
