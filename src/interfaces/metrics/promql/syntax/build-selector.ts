import { PromqlError } from "../promql-error.ts";
import type { Expression, Selector } from "./ast.ts";
import { labelNameOf } from "./build-modifiers.ts";
import { compileMatcher, METRIC_NAME, type LabelMatcher, type MatchOperator } from "./label-matcher.ts";
import { parseDurationMs, parseString } from "./literals.ts";
import { positionOf } from "./position.ts";
import { childrenOf, type SyntaxNode } from "./tree.ts";

/** `name{label="value"}`. Throws `PromqlError`, also for invalid regular expressions. */
export function buildSelector(query: string, node: SyntaxNode): Selector {
  const names: string[] = [];
  const matchers: LabelMatcher[] = [];
  for (const part of childrenOf(node)) {
    if (part.name === "Identifier") names.push(query.slice(part.from, part.to));
    else {
      for (const item of childrenOf(part)) {
        if (item.name === "QuotedLabelName") names.push(labelNameOf(query, item));
        else matchers.push(buildMatcher(query, item));
      }
    }
  }
  const at = positionOf(query, node.from);
  if (names.length > 1 || (names.length === 1 && matchers.some(({ label }) => label === METRIC_NAME))) {
    throw new PromqlError("syntax", `${at}: the metric name is given twice`);
  }
  matchers.unshift(...names.map((value) => ({ label: METRIC_NAME, operator: "=" as const, value })));
  if (matchers.every((matcher) => compileMatcher(matcher)(""))) {
    throw new PromqlError("syntax", `${at}: a selector needs a matcher that does not match the empty text`);
  }
  return { kind: "selector", matchers, rangeMs: null, offsetMs: 0 };
}

function buildMatcher(query: string, node: SyntaxNode): LabelMatcher {
  const [label, operator, value] = childrenOf(node);
  const parsed = parseString(query.slice(value!.from, value!.to));
  const at = positionOf(query, value!.from);
  if ("fault" in parsed) throw new PromqlError("syntax", `${at}: ${parsed.fault}`);
  const matcher = {
    label: labelNameOf(query, label!),
    operator: query.slice(operator!.from, operator!.to) as MatchOperator,
    value: parsed.text,
  };
  compileMatcher(matcher);
  return matcher;
}

interface Suffixed {
  readonly expression: Expression;
  readonly hasOffset: boolean;
}

/** Adds `[5m]` or `offset 5m`. Throws `PromqlError` for other suffixes, and where a suffix cannot stand. */
export function addSuffix(
  query: string,
  { expression, hasOffset }: Suffixed,
  isSelector: boolean,
  node: SyntaxNode,
): Suffixed {
  const { to: previousEnd } = childrenOf(node)[0]!;
  const at = positionOf(query, previousEnd + /^\s*/.exec(query.slice(previousEnd))![0].length);
  const feature = UNSUPPORTED[node.name];
  if (feature !== undefined) throw new PromqlError("unsupported", `${at}: ${feature} not supported`);
  if (expression.kind !== "selector" || !isSelector) {
    throw new PromqlError("syntax", `${at}: a range or an offset can only follow a selector`);
  }
  if (node.name === "OffsetExpr") {
    if (hasOffset) throw new PromqlError("syntax", `${at}: offset is given twice`);
    const offsetMs = offsetOf(query, childrenOf(node).at(-1)!);
    return { expression: { ...expression, offsetMs }, hasOffset: true };
  }
  if (expression.rangeMs !== null) throw new PromqlError("syntax", `${at}: a range is given twice`);
  if (hasOffset) throw new PromqlError("syntax", `${at}: a range must stand before the offset`);
  const rangeMs = durationOf(query, childrenOf(node).at(-1)!);
  if (rangeMs === 0) throw new PromqlError("syntax", `${at}: a range must be longer than 0`);
  return { expression: { ...expression, rangeMs }, hasOffset };
}

const UNSUPPORTED: Readonly<Record<string, string>> = {
  SubqueryExpr: "subqueries ([range:step]) are",
  StepInvariantExpr: "the @ modifier is",
  AnchoredExpr: "the anchored modifier is",
  SmoothedExpr: "the smoothed modifier is",
};

function offsetOf(query: string, node: SyntaxNode): number {
  const [first, second] = childrenOf(node);
  if (first!.name !== "UnaryOp") return durationOf(query, node);
  const sign = query[first!.from] === "-" ? -1 : 1;
  return sign * durationOf(query, second!);
}

function durationOf(query: string, node: SyntaxNode): number {
  const text = query.slice(node.from, node.to);
  const at = positionOf(query, node.from);
  const [first, ...others] = childrenOf(node);
  if (others.length > 0 || first?.name !== "NumberDurationLiteralInDurationContext") {
    throw new PromqlError("unsupported", `${at}: calculated durations (${text}) are not supported`);
  }
  const durationMs = parseDurationMs(text);
  if (durationMs === null) throw new PromqlError("syntax", `${at}: ${text} is no duration such as "5m"`);
  if (durationMs > MAX_DURATION_MS) throw new PromqlError("syntax", `${at}: ${text} is longer than 100 years`);
  return durationMs;
}

const MAX_DURATION_MS = 100 * 365 * 86_400_000;
