import { parser } from "@prometheus-io/lezer-promql";
import type { Expression } from "./ast.ts";
import { buildExpression } from "./build-expression.ts";
import { checkTypes } from "./check-types.ts";
import { requireModestSize } from "./query-size.ts";
import { mistakeNear } from "./syntax-mistake.ts";
import type { SyntaxTree } from "./tree.ts";

/**
 * Parses PromQL and checks its types. Throws `PromqlError`: `syntax` with the position and what was expected,
 * `unsupported` with the name of a function or feature outside of the subset.
 */
export function parseQuery(query: string): Expression {
  requireModestSize(query);
  const expression = buildExpression(query, parseTree(query).topNode);
  checkTypes(expression);
  return expression;
}

// Otherwise the parser recovers from each error, which takes seconds for 32,000 characters of nonsense.
const strictParser = parser.configure({ strict: true });

function parseTree(query: string): SyntaxTree {
  const parse = strictParser.startParse(query);
  try {
    for (;;) {
      const tree = parse.advance();
      if (tree !== null) return tree;
    }
  } catch (error) {
    if (error instanceof SyntaxError) throw mistakeNear(query, parse.parsedPos);
    throw error;
  }
}
