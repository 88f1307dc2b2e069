import type { FunctionName } from "./function-signatures.ts";
import type { LabelMatcher } from "./label-matcher.ts";

export interface NumberLiteral {
  readonly kind: "number";
  readonly value: number;
}

export interface StringLiteral {
  readonly kind: "string";
  readonly value: string;
}

/** Series selector; a range selector (`[5m]`) if `rangeMs` is a number. */
export interface Selector {
  readonly kind: "selector";
  readonly matchers: readonly LabelMatcher[];
  readonly rangeMs: number | null;
  /** Positive: looks into the past. */
  readonly offsetMs: number;
}

export interface Call {
  readonly kind: "call";
  readonly name: FunctionName;
  readonly args: readonly Expression[];
}

export interface Grouping {
  /** `by` keeps these labels, `without` removes them. */
  readonly mode: "by" | "without";
  readonly labels: readonly string[];
}

export type AggregationOperator = (typeof AGGREGATION_OPERATORS)[number];

export const AGGREGATION_OPERATORS = [
  "sum",
  "min",
  "max",
  "avg",
  "count",
  "group",
  "stddev",
  "stdvar",
  "topk",
  "bottomk",
  "quantile",
] as const;

export interface Aggregation {
  readonly kind: "aggregation";
  readonly operator: AggregationOperator;
  readonly grouping: Grouping;
  /** The number of `topk` and `bottomk`, the quantile of `quantile`. */
  readonly parameter: Expression | null;
  readonly of: Expression;
}

export interface Matching {
  /** `on` compares these labels only, `ignoring` all others. */
  readonly mode: "on" | "ignoring";
  readonly labels: readonly string[];
}

export type ArithmeticOperator = "+" | "-" | "*" | "/" | "%" | "^";
export type ComparisonOperator = "==" | "!=" | "<" | "<=" | ">" | ">=";
export type SetOperator = "and" | "or" | "unless";
export type BinaryOperator = ArithmeticOperator | ComparisonOperator | SetOperator;

export interface Binary {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly returnsBool: boolean;
  readonly matching: Matching;
  readonly left: Expression;
  readonly right: Expression;
}

export interface Negation {
  readonly kind: "negation";
  readonly of: Expression;
}

export type Expression = NumberLiteral | StringLiteral | Selector | Call | Aggregation | Binary | Negation;
