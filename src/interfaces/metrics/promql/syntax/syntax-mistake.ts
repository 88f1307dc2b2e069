import { parser } from "@prometheus-io/lezer-promql";
import { PromqlError } from "../promql-error.ts";
import { positionOf } from "./position.ts";
import type { SyntaxNode } from "./tree.ts";

/** Error for a query that the grammar does not accept from about this position on: what was found and what was expected. */
export function mistakeNear(query: string, position: number): PromqlError {
  // The parser marks errors and goes on; the rest of the query could have thousands.
  const tree = parser.parse(query.slice(0, position + 1));
  let mistake: SyntaxNode = tree.topNode;
  tree.iterate({
    enter(node) {
      if (!mistake.type.isError && node.type.isError) mistake = node.node;
      return !mistake.type.isError;
    },
  });
  return mistakeOf(query, mistake);
}

function mistakeOf(query: string, node: SyntaxNode): PromqlError {
  const from = node.from + /^\s*/.exec(query.slice(node.from))![0].length;
  const at = positionOf(query, from);
  const name = node.parent?.name === "GroupingLabels" ? null : calledName(query, from);
  if (name !== null) return new PromqlError("unsupported", `${at}: unknown function "${name}"`);
  const found = from >= query.length ? "end of the query" : JSON.stringify(/^\w+|^[^]/.exec(query.slice(from))![0]);
  return new PromqlError("syntax", `${at}: unexpected ${found}, expected ${expectedAt(node)}`);
}

/** Name before a parenthesis: the grammar knows functions by name and takes others for a selector. */
function calledName(query: string, from: number): string | null {
  return query[from] === "(" ? (/([a-zA-Z_:][\w:]*)\s*$/.exec(query.slice(0, from))?.[1] ?? null) : null;
}

function expectedAt(node: SyntaxNode): string {
  const parent = node.parent?.name ?? "";
  const isFirst = node.prevSibling === null;
  if (parent === "BinaryExpr" || parent === "UnaryExpr" || parent === "ParenExpr") {
    return parent === "ParenExpr" && !isFirst ? 'an operator or ")"' : "an expression";
  }
  if (parent === "PromQL" && isFirst) return "an expression";
  return EXPECTED[parent] ?? "an operator or the end of the query";
}

const EXPECTED: Readonly<Record<string, string>> = {
  AggregateExpr: '"by", "without" or an argument list in parentheses',
  AggregateModifier: "a list of labels in parentheses",
  DurationExpr: 'a duration such as "5m"',
  FunctionCall: "an argument list in parentheses",
  FunctionCallBody: 'an expression, "," or ")"',
  GroupingLabels: 'a label name, "," or ")"',
  LabelMatchers: 'a label matcher such as name="value", "," or "}"',
  MatchingModifierClause: "a list of labels in parentheses",
  MatrixSelector: 'a duration such as "5m" and "]"',
  OffsetDurationExpr: 'a duration such as "5m"',
  OffsetExpr: 'a duration such as "5m"',
  QuotedLabelMatcher: "one of =, !=, =~, !~ and a quoted value",
  StepInvariantExpr: "a time",
  SubqueryExpr: 'a duration such as "5m" and "]"',
  UnquotedLabelMatcher: "one of =, !=, =~, !~ and a quoted value",
};
