import { PromqlError } from "../promql-error.ts";
import type { BinaryOperator, Grouping, Matching } from "./ast.ts";
import { parseString } from "./literals.ts";
import { isComparison } from "./operators.ts";
import { positionOf } from "./position.ts";
import { childrenOf, type SyntaxNode } from "./tree.ts";

/** All series in one group. */
export const NO_GROUPING: Grouping = { mode: "by", labels: [] };

/** `by (…)` or `without (…)` of an aggregation. */
export function buildGrouping(query: string, modifier: SyntaxNode): Grouping {
  const [keyword, labels] = childrenOf(modifier);
  return { mode: keyword!.name === "By" ? "by" : "without", labels: labelsOf(query, labels!) };
}

/** `bool`, `on (…)` and `ignoring (…)` of a binary operator. Throws `PromqlError`. */
export function buildMatching(
  query: string,
  operator: BinaryOperator,
  modifiers: readonly SyntaxNode[],
): { readonly returnsBool: boolean; readonly matching: Matching } {
  let returnsBool = false;
  let matching: Matching = { mode: "ignoring", labels: [] };
  for (const modifier of modifiers) {
    const at = positionOf(query, modifier.from);
    if (modifier.name === "BoolModifier") {
      if (!isComparison(operator)) {
        throw new PromqlError("syntax", `${at}: the bool modifier is only allowed for comparisons`);
      }
      returnsBool = true;
    } else if (modifier.name === "MatchingModifierClause") {
      const [keyword, labels, group] = childrenOf(modifier);
      if (group !== undefined) {
        const name = query.slice(group.from, group.to).toLowerCase();
        throw new PromqlError("unsupported", `${at}: ${name} is not supported: matching is one to one`);
      }
      matching = { mode: keyword!.name === "On" ? "on" : "ignoring", labels: labelsOf(query, labels!) };
    } else {
      throw new PromqlError("unsupported", `${at}: ${query.slice(modifier.from, modifier.to)} is not supported`);
    }
  }
  return { returnsBool, matching };
}

const labelsOf = (query: string, grouping: SyntaxNode): readonly string[] =>
  childrenOf(grouping).map((label) => labelNameOf(query, label));

/** Name of a label, quoted or not. Throws `PromqlError`. */
export function labelNameOf(query: string, node: SyntaxNode): string {
  const text = query.slice(node.from, node.to);
  if (node.name !== "QuotedLabelName") return text;
  const parsed = parseString(text);
  if ("fault" in parsed) throw new PromqlError("syntax", `${positionOf(query, node.from)}: ${parsed.fault}`);
  return parsed.text;
}
