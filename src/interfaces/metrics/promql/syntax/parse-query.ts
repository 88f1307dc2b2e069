import { parser } from "@prometheus-io/lezer-promql";
import { PromqlError } from "../promql-error.ts";
import type { Expression } from "./ast.ts";
import { buildExpression } from "./build-expression.ts";
import { checkTypes } from "./check-types.ts";
import { throwFirstMistake } from "./syntax-mistake.ts";

/** Longest query, in characters. */
export const MAX_QUERY_LENGTH = 32_000;

/**
 * Parses PromQL and checks its types. Throws `PromqlError`: `syntax` with the position and what was expected,
 * `unsupported` with the name of a function or feature outside of the subset.
 */
export function parseQuery(query: string): Expression {
  if (query.length > MAX_QUERY_LENGTH) {
    throw new PromqlError("syntax", `the query is longer than ${MAX_QUERY_LENGTH} characters`);
  }
  const tree = parser.parse(query);
  throwFirstMistake(query, tree);
  const expression = buildExpression(query, tree.topNode);
  checkTypes(expression);
  return expression;
}
