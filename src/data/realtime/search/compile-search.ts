import { Refusal } from "../../../model/refusal.ts";
import { compileCondition } from "./condition.ts";
import type { Field, FieldTable } from "./field.ts";
import { isList, type Json, type SearchEcho } from "./search-parameter.ts";
import { createSearchTime, type SearchTime } from "./search-time.ts";

/** Most conditions of one search. */
const MOST_CONDITIONS = 1_000;

/** A test, with the fields it looks at, the tables these read, and what it is made of. */
export type Condition<At> = FieldCondition<At> | Combination<At>;

export interface FieldCondition<At> extends Tested<At> {
  readonly kind: "field";
  readonly name: string;
  readonly field: Field<At>;
  /** See `PlaceTest`. */
  readonly piece: string;
}

export interface Combination<At> extends Tested<At> {
  readonly kind: Aggregate;
  /** The cheapest first. */
  readonly parts: readonly Condition<At>[];
}

interface Tested<At> {
  readonly test: (at: At) => boolean;
  /** Of conditions that are combined, those that are cheap to test are tested first: the answer is the same. */
  readonly cost: number;
  readonly fields: ReadonlySet<string>;
  readonly tables: ReadonlySet<string>;
}

/**
 * Compiles a normalised search into conditions that must all hold; none when everything matches (contract §4.3).
 * Refuses with `search-field-not-allowed`, `search-too-many-conditions`, and what `compileCondition` refuses. The time of the
 * search begins here.
 */
export function compileSearch<At>(search: SearchEcho, fields: FieldTable<At>): readonly Condition<At>[] {
  const left = { conditions: MOST_CONDITIONS, time: createSearchTime() };
  return partsOf(search as Json, "$and", fields, left).flatMap(eachOfAll);
}

type Aggregate = "$and" | "$or";
interface Left {
  conditions: number;
  readonly time: SearchTime;
}

/** The parts of a body, to be combined by its aggregate. What holds no condition is left out (rule 12). */
function partsOf<At>(body: Json, aggregate: Aggregate, fields: FieldTable<At>, left: Left): Condition<At>[] {
  if (body === null || typeof body !== "object") return [];
  if (isList(body)) return body.flatMap((item) => nested(item, aggregate, fields, left));
  return Object.entries(body).flatMap(([key, value]) => {
    if (key === "$and" || key === "$or") return nested(value, key, fields, left);
    return isListPlace(key) ? nested(value, aggregate, fields, left) : [fieldCondition(key, value, fields, left)];
  });
}

/** Zero parts or one: the body combined. */
function nested<At>(body: Json, aggregate: Aggregate, fields: FieldTable<At>, left: Left): Condition<At>[] {
  const parts = partsOf(body, aggregate, fields, left);
  return parts.length < 2 ? parts : [combined(aggregate, parts)];
}

function fieldCondition<At>(name: string, value: Json, fields: FieldTable<At>, left: Left): Condition<At> {
  const field = fields.get(name);
  if (field === undefined) throw new Refusal("search-field-not-allowed", `The parameter '${name}' is not allowed`);
  if (left.conditions-- === 0) {
    throw new Refusal("search-too-many-conditions", `The search has more than ${MOST_CONDITIONS} conditions`);
  }
  const { test, piece } = compileCondition(field, value, left.time);
  return {
    kind: "field",
    name,
    field,
    piece,
    test: testedOnce(test, field),
    cost: field.sharedRow !== undefined ? 0 : field.type === "text" ? 2 : 1,
    fields: new Set([name]),
    tables: new Set([field.table]),
  };
}

function testedOnce<At>(test: (at: At) => boolean, field: Field<At>): (at: At) => boolean {
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

/** Rows do not change during a search, so an answer holds until the next row. */
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

/** The conditions that must all hold for this one, those of a nested `$and` each by itself. */
function eachOfAll<At>(condition: Condition<At>): readonly Condition<At>[] {
  return condition.kind === "$and" ? condition.parts.flatMap(eachOfAll) : [condition];
}

function combined<At>(kind: Aggregate, unordered: readonly Condition<At>[]): Combination<At> {
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

/** One test for conditions that must all hold. */
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

/** A key that is a whole number holds a nested search, as in a list (rule 12). */
function isListPlace(key: string): boolean {
  return /^(?:0|-?[1-9]\d*)$/.test(key);
}
