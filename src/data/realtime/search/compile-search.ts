import { Refusal } from "../../../model/refusal.ts";
import { compileCondition } from "./condition.ts";
import type { SearchField, FieldTable } from "./field.ts";
import { isList, type Json, type SearchEcho } from "./search-parameter.ts";
import { createSearchTime, type SearchTime } from "./search-time.ts";

/** Maximum number of conditions of one search. */
const MAX_CONDITIONS = 1_000;

/** Test, with the fields it reads, their tables, and its parts. */
export type Condition<At> = FieldCondition<At> | Combination<At>;

export interface FieldCondition<At> extends TestInfo<At> {
  readonly kind: "field";
  readonly name: string;
  readonly field: SearchField<At>;
  /** See `CompiledTest`. */
  readonly piece: string;
}

export interface Combination<At> extends TestInfo<At> {
  readonly kind: Aggregate;
  /** In ascending order of cost. */
  readonly parts: readonly Condition<At>[];
}

interface TestInfo<At> {
  readonly test: (at: At) => boolean;
  /** Cheap conditions are tested first; the result is the same. */
  readonly cost: number;
  readonly fields: ReadonlySet<string>;
  readonly tables: ReadonlySet<string>;
}

/**
 * Compiles a normalised search into conditions that must all hold; empty if everything matches (contract §4.3). Refuses
 * with `search-field-not-allowed` unless unknown fields are dropped, `search-too-many-conditions`, and the codes of `compileCondition`. The search time
 * starts here.
 */
export function compileSearch<At>(
  search: SearchEcho,
  fields: FieldTable<At>,
  unknownFields: "refused" | "dropped" = "refused",
): readonly Condition<At>[] {
  const budget = { conditions: MAX_CONDITIONS, time: createSearchTime(), unknownFields };
  return partsOf(search as Json, "$and", fields, budget).flatMap(flattenConjunction);
}

type Aggregate = "$and" | "$or";
interface SearchBudget {
  readonly unknownFields: "refused" | "dropped";
  conditions: number;
  readonly time: SearchTime;
}

/** Parts of a body, to be combined by its aggregate. Parts without conditions are omitted (rule 12). */
function partsOf<At>(body: Json, aggregate: Aggregate, fields: FieldTable<At>, budget: SearchBudget): Condition<At>[] {
  if (body === null || typeof body !== "object") return [];
  if (isList(body)) return body.flatMap((item) => nested(item, aggregate, fields, budget));
  return Object.entries(body).flatMap(([key, value]) => {
    if (key === "$and" || key === "$or") return nested(value, key, fields, budget);
    if (isListPlace(key)) return nested(value, aggregate, fields, budget);
    if (budget.unknownFields === "dropped" && !fields.has(key)) return [];
    return [fieldCondition(key, value, fields, budget)];
  });
}

/** Returns the combined body, or an empty list. */
function nested<At>(body: Json, aggregate: Aggregate, fields: FieldTable<At>, budget: SearchBudget): Condition<At>[] {
  const parts = partsOf(body, aggregate, fields, budget);
  return parts.length < 2 ? parts : [combine(aggregate, parts)];
}

function fieldCondition<At>(name: string, value: Json, fields: FieldTable<At>, budget: SearchBudget): Condition<At> {
  const field = fields.get(name);
  if (field === undefined) throw fieldNotAllowed(name);
  if (budget.conditions-- === 0) {
    throw new Refusal("search-too-many-conditions", `The search has more than ${MAX_CONDITIONS} conditions`);
  }
  const { test, piece } = compileCondition(field, value, budget.time);
  return {
    kind: "field",
    name,
    field,
    piece,
    test: cachedTest(test, field),
    cost: field.sharedRow !== undefined ? 0 : field.type === "text" ? 2 : 1,
    fields: new Set([name]),
    tables: new Set([field.table]),
  };
}

const fieldNotAllowed = (name: string): Refusal =>
  new Refusal("search-field-not-allowed", `The parameter '${name}' is not allowed`, {
    laterMessage: `The parameter ${name} is not allowed`,
  });

function cachedTest<At>(test: (at: At) => boolean, field: SearchField<At>): (at: At) => boolean {
  if (field.sharedRow !== undefined) return oncePerRow(test, field.sharedRow);
  return field.type === "text" && field.codeOf !== undefined ? oncePerCode(test, field.codeOf) : test;
}

function oncePerCode<At>(test: (at: At) => boolean, codeOf: (at: At) => number): (at: At) => boolean {
  const answers: (boolean | undefined)[] = [];
  return (at) => {
    const code = codeOf(at);
    return code < 0 ? test(at) : (answers[code] ??= test(at));
  };
}

/** Rows do not change during a search, so the result holds until the next row. */
function oncePerRow<At>(test: (at: At) => boolean, rowOf: (at: At) => object | null): (at: At) => boolean {
  let tested: object | null | undefined;
  let answer = false;
  return (at) => {
    const row = rowOf(at);
    if (row !== tested) {
      answer = test(at);
      tested = row;
    }
    return answer;
  };
}

/** Flattens nested `$and` conditions. */
function flattenConjunction<At>(condition: Condition<At>): readonly Condition<At>[] {
  return condition.kind === "$and" ? condition.parts.flatMap(flattenConjunction) : [condition];
}

function combine<At>(kind: Aggregate, unordered: readonly Condition<At>[]): Combination<At> {
  const parts = unordered.toSorted((left, right) => left.cost - right.cost);
  return {
    kind,
    parts,
    cost: parts.at(-1)!.cost,
    test: kind === "$and" ? conjunction(parts) : disjunction(parts),
    fields: new Set(parts.flatMap((part) => [...part.fields])),
    tables: new Set(parts.flatMap((part) => [...part.tables])),
  };
}

function disjunction<At>(parts: readonly Condition<At>[]): (at: At) => boolean {
  const tests = parts.map(({ test }) => test);
  return (at) => {
    for (const test of tests) if (test(at)) return true;
    return false;
  };
}

/** Combines conditions that must all hold into one test. */
export function conjunction<At>(conditions: readonly Condition<At>[]): (at: At) => boolean {
  const tests = conditions.toSorted((left, right) => left.cost - right.cost).map(({ test }) => test);
  const [first, second] = tests;
  if (first === undefined) return () => true;
  if (second === undefined) return first;
  return (at) => {
    for (const test of tests) if (!test(at)) return false;
    return true;
  };
}

/** A key that is an integer contains a nested search, as in a list (rule 12). */
function isListPlace(key: string): boolean {
  return /^(?:0|-?[1-9]\d*)$/.test(key);
}
