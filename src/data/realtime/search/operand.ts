import { parseRfc3339 } from "../../../lib/rfc3339.ts";
import { leadingNumber } from "../../../lib/leading-number.ts";
import { isList, type Json } from "./search-parameter.ts";

/** Operand of a comparison. */
export type Scalar = number | string | boolean;

/** One condition: only the first operator of an object counts (contract §4.3 rules 4 and 5). */
export function operationOf(condition: Json): { readonly operator: string; readonly operand: Json } {
  if (isList(condition)) return { operator: "", operand: condition[0] ?? null };
  if (condition === null || typeof condition !== "object") return { operator: "$eq", operand: condition };
  const [operator, operand] = Object.entries(condition)[0]!;
  // Real clients send `$ne`, which would otherwise be `$eq` as every unknown operator is.
  return { operator: operator === "$ne" ? "$neq" : operator, operand };
}

/** Reduces a list or an object to its first element, where a scalar is expected; an empty one is null. */
export function scalarOf(operand: Json): Scalar | null {
  let value = operand;
  while (value !== null && typeof value === "object") value = Object.values(value)[0] ?? null;
  return value;
}

/** Operand compared with a number: text is the number at its start, `true` is 1. */
export function operandNumber(operand: Scalar): number {
  return typeof operand === "string" ? leadingNumber(operand) : Number(operand);
}

/** Operand compared with a boolean; `true` may be text (later versions §3.2). */
export function operandBoolean(operand: Scalar): number {
  return operand === "true" ? 1 : operandNumber(operand);
}

/** Operand compared with a time: Unix seconds, or ISO 8601 text (contract §4.3 rule 10). A date means midnight UTC. */
export function operandTime(operand: Scalar): number {
  if (typeof operand !== "string") return Number(operand);
  // `+` in a URL is often sent unencoded and decoded as a space.
  const text = operand.trim().replace(/^(\d{4}-\d\d-\d\dT[\d:.]+) (\d\d:?\d\d)$/, "$1+$2");
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text;
  return parseRfc3339(day) ?? parseRfc3339(`${text}Z`) ?? leadingNumber(operand);
}

/** Operand as text, for LIKE and regular expressions. */
export function operandText(operand: Scalar): string {
  return typeof operand === "string" ? operand : String(Number(operand));
}
