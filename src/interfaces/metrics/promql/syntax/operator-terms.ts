import { childrenOf, type SyntaxNode } from "./tree.ts";

/** Part of a chain of operators, in the order of the text. */
export type Term =
  | { readonly kind: "operand"; readonly node: SyntaxNode; readonly text: string }
  | { readonly kind: "sign"; readonly node: SyntaxNode; readonly text: string }
  | { readonly kind: "suffix"; readonly node: SyntaxNode; readonly text: string }
  | {
      readonly kind: "binary";
      readonly node: SyntaxNode;
      readonly text: string;
      readonly modifiers: readonly SyntaxNode[];
    };

/**
 * Takes the chain of operators at a node apart. The grammar was made for editors: it groups `a + b offset 5m` as
 * `(a + b) offset 5m` and `-1 ^ 2` as `(-1) ^ 2`, so only the order of its nodes is used.
 */
export function operatorTerms(query: string, top: SyntaxNode): readonly Term[] {
  const terms: Term[] = [];
  const textOf = (node: SyntaxNode): string => query.slice(node.from, node.to);
  // Without recursion: the tree of a long sum is as deep as it has operators.
  const pending: (SyntaxNode | Term)[] = [top];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if ("kind" in next) {
      terms.push(next);
      continue;
    }
    const node = next;
    const children = childrenOf(node);
    const last = children.at(-1)!;
    if (node.name === "BinaryExpr") {
      const [left, operator, ...rest] = children;
      const term: Term = { kind: "binary", node: operator!, text: textOf(operator!), modifiers: rest.slice(0, -1) };
      pending.push(last, term, left!);
    } else if (node.name === "UnaryExpr") {
      pending.push(last, { kind: "sign", node: children[0]!, text: textOf(children[0]!) });
    } else if (SUFFIXES.has(node.name)) {
      pending.push({ kind: "suffix", node, text: textOf(node) }, children[0]!);
    } else if (node.name === "NumberDurationLiteral" && /^[+-]/.test(textOf(node))) {
      const text = textOf(node);
      terms.push({ kind: "sign", node, text: text[0]! }, { kind: "operand", node, text: text.slice(1).trim() });
    } else {
      terms.push({ kind: "operand", node, text: textOf(node) });
    }
  }
  return terms;
}

const SUFFIXES: ReadonlySet<string> = new Set([
  "OffsetExpr",
  "MatrixSelector",
  "SubqueryExpr",
  "StepInvariantExpr",
  "AnchoredExpr",
  "SmoothedExpr",
]);
