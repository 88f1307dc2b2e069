import type { Expression } from "./ast.ts";
import { SIGNATURES, type ExpressionType } from "./function-signatures.ts";

/** Type of the value of an expression whose types fit. */
export function typeOf(expression: Expression): ExpressionType {
  switch (expression.kind) {
    case "number":
      return "scalar";
    case "string":
      return "string";
    case "selector":
      return expression.rangeMs === null ? "vector" : "matrix";
    case "call":
      return SIGNATURES[expression.name].returns;
    case "aggregation":
      return "vector";
    case "binary":
      return typeOf(expression.left) === "scalar" && typeOf(expression.right) === "scalar" ? "scalar" : "vector";
    case "negation":
      return typeOf(expression.of);
  }
}
