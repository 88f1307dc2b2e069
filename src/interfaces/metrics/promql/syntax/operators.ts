import type { BinaryOperator, ComparisonOperator, SetOperator } from "./ast.ts";

export interface Binding {
  readonly strength: number;
  readonly isRightAssociative: boolean;
}

const STRENGTHS: Readonly<Record<BinaryOperator, number>> = {
  or: 1,
  and: 2,
  unless: 2,
  "==": 3,
  "!=": 3,
  "<": 3,
  "<=": 3,
  ">": 3,
  ">=": 3,
  "+": 4,
  "-": 4,
  "*": 5,
  "/": 5,
  "%": 5,
  "^": 6,
};

export const bindingOf = (operator: BinaryOperator): Binding => ({
  strength: STRENGTHS[operator],
  isRightAssociative: operator === "^",
});

/** Operator by its text; words in any case. Null if it is outside of the subset. */
export function operatorNamed(text: string): BinaryOperator | null {
  const name = text.toLowerCase();
  return Object.hasOwn(STRENGTHS, name) ? (name as BinaryOperator) : null;
}

export const isComparison = (operator: BinaryOperator): operator is ComparisonOperator => STRENGTHS[operator] === 3;

export const isSetOperator = (operator: BinaryOperator): operator is SetOperator => STRENGTHS[operator] < 3;
