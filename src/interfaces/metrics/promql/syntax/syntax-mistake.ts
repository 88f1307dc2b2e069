import { PromqlError } from "../promql-error.ts";
import { positionOf } from "./position.ts";
import type { SyntaxNode, SyntaxTree } from "./tree.ts";

/** Throws the first error that the grammar marked in the tree; it marks errors and goes on. */
export function throwFirstMistake(query: string, tree: SyntaxTree): void {
  let mistake: SyntaxNode | null = null;
  tree.iterate({
    enter(node) {
      if (mistake !== null) return false;
      if (node.type.isError) mistake = node.node;
      return mistake === null;
    },
  });
  if (mistake !== null) throw mistakeOf(query, mistake);
}

function mistakeOf(query: string, node: SyntaxNode): PromqlError {
  const from = node.from + /^\s*/.exec(query.slice(node.from))![0].length;
  const at = positionOf(query, from);
  const name = calledName(query, from);
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
