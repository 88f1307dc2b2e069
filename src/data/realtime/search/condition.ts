import { Refusal } from "../../../model/refusal.ts";
import { folded, withoutPadding } from "./collation.ts";
import type { SearchField, NumberField, TextField } from "./field.ts";
import { leadingNumber } from "../../../lib/leading-number.ts";
import { compileLike, pieceOfLike } from "./like.ts";
import {
  operandBoolean,
  operandNumber,
  operandText,
  operandTime,
  operationOf,
  scalarOf,
  type Scalar,
} from "./operand.ts";
import { compileRegex } from "./regex.ts";
import { isList, type Json } from "./search-parameter.ts";
import type { SearchTime } from "./search-time.ts";
import { BORDER } from "./text-column.ts";

/** Maximum number of values of one `$in` or `$ni`. */
const MAX_LIST_LENGTH = 10_000;

/**
 * Compiled condition. `piece` is a text contained in the folded text of every match (see text-column.ts); empty if
 * there is none.
 */
export interface CompiledTest<At> {
  readonly test: (at: At) => boolean;
  readonly piece: string;
}

/**
 * Compiles one condition (contract §4.3), which compares like the SQL store: NULL matches only `$eq null`. Refuses with
 * `search-null-operator`, `search-value`, `search-list-too-long`, `search-regex`, `search-regex-too-long`; the test
 * refuses with `search-takes-too-long`.
 */
export function compileCondition<At>(field: SearchField<At>, condition: Json, time: SearchTime): CompiledTest<At> {
  const { operator, operand } = operationOf(condition);
  if (operand === null) return { test: nullTest(field, operator), piece: "" };
  if (operator === "$in" || operator === "$ni")
    return { test: membershipTest(field, operator, listOf(operand), time), piece: "" };
  const scalar = scalarOf(operand);
  if (scalar === null) return refuseNull();
  return PATTERN_OPERATORS.has(operator)
    ? patternTest(field, operator, operandText(scalar), time)
    : comparisonTest(field, operator, scalar, time);
}

const PATTERN_OPERATORS: ReadonlySet<string> = new Set(["$lk", "$nk", "$rg"]);

function nullTest<At>({ read }: SearchField<At>, operator: string): (at: At) => boolean {
  if (operator === "$eq") return (at) => read(at) === null;
  if (operator === "$neq") return (at) => read(at) !== null;
  return refuseNull();
}

function listOf(operand: Json): readonly Scalar[] {
  const items = isList(operand)
    ? operand
    : operand !== null && typeof operand === "object"
      ? Object.values(operand)
      : [operand];
  if (items.length === 0) throw new Refusal("search-value", "An error has occurred in a repository");
  if (items.length > MAX_LIST_LENGTH)
    throw new Refusal("search-list-too-long", `A list of the search has more than ${MAX_LIST_LENGTH} values`);
  return items.map((item) => scalarOf(item) ?? refuseNull());
}

function membershipTest<At>(
  field: SearchField<At>,
  operator: "$in" | "$ni",
  operands: readonly Scalar[],
  time: SearchTime,
): (at: At) => boolean {
  const wanted = operator === "$in";
  if (field.type !== "text") {
    const numbers = new Set(operands.map((operand) => numberFor(field, operand)));
    return onNumber(field, (value) => numbers.has(value) === wanted);
  }
  const texts = new Set(
    operands.filter((operand) => typeof operand === "string").map((operand) => withoutPadding(folded(operand))),
  );
  const numbers = new Set(operands.filter((operand) => typeof operand !== "string").map(Number));
  if (numbers.size === 0) return onFolded(field, time, (value) => texts.has(withoutPadding(value)) === wanted);
  return onFolded(
    field,
    time,
    (value) => (texts.has(withoutPadding(value)) || numbers.has(leadingNumber(value))) === wanted,
  );
}

/**
 * Compiles `=`, `<>`, `<` and so on; an unknown operator is `=` (rule 4). Text compared with a number is read as a
 * number, as in SQL.
 */
function comparisonTest<At>(
  field: SearchField<At>,
  operator: string,
  operand: Scalar,
  time: SearchTime,
): CompiledTest<At> {
  const ordering = ORDERINGS.get(operator) ?? equal;
  if (field.type !== "text") return { test: onNumber(field, ordering(numberFor(field, operand))), piece: "" };
  if (typeof operand === "string") {
    const wanted = withoutPadding(folded(operand));
    const compare = ordering(wanted);
    return {
      test: onFolded(field, time, (value) => compare(withoutPadding(value))),
      piece: ordering === equal ? BORDER + wanted : "",
    };
  }
  const compare = ordering(Number(operand));
  return { test: onFolded(field, time, (value) => compare(leadingNumber(value))), piece: "" };
}

type Ordering = <Operand extends number | string>(operand: Operand) => (value: Operand) => boolean;

const equal: Ordering = (operand) => (value) => value === operand;
const ORDERINGS: ReadonlyMap<string, Ordering> = new Map<string, Ordering>([
  ["$neq", (operand) => (value) => value !== operand],
  ["$lt", (operand) => (value) => value < operand],
  ["$le", (operand) => (value) => value <= operand],
  ["$gt", (operand) => (value) => value > operand],
  ["$ge", (operand) => (value) => value >= operand],
]);

/** Characters that are read in the time of the slowest compilation. */
const SPENT_ON_COMPILING = 10_000;

function patternTest<At>(
  field: SearchField<At>,
  operator: string,
  pattern: string,
  time: SearchTime,
): CompiledTest<At> {
  if (operator === "$rg") {
    // Compiling takes time as well: up to 10 ms each.
    time.spend(SPENT_ON_COMPILING);
    const isMatch = compileRegex(pattern);
    return {
      test: field.type === "text" ? onText(field, time, isMatch) : onNumber(field, (value) => isMatch(String(value))),
      piece: "",
    };
  }
  const wanted = operator === "$lk";
  const foldedPattern = folded(pattern);
  const isLike = compileLike(foldedPattern);
  if (field.type !== "text") return { test: onNumber(field, (value) => isLike(String(value)) === wanted), piece: "" };
  if (!wanted) return { test: onFolded(field, time, (value) => !isLike(value)), piece: "" };
  return { test: onFolded(field, time, isLike), piece: pieceOfLike(foldedPattern) };
}

function numberFor<At>(field: NumberField<At>, operand: Scalar): number {
  if (field.type === "time") return operandTime(operand);
  return field.type === "boolean" ? operandBoolean(operand) : operandNumber(operand);
}

function onNumber<At>({ read }: NumberField<At>, test: (value: number) => boolean): (at: At) => boolean {
  return (at) => {
    const value = read(at);
    return value !== null && test(value);
  };
}

function onText<At>({ read }: TextField<At>, time: SearchTime, test: (value: string) => boolean): (at: At) => boolean {
  return (at) => {
    const value = read(at);
    if (value === null) return false;
    time.spend(value.length);
    return test(value);
  };
}

function onFolded<At>(
  { readFolded }: TextField<At>,
  time: SearchTime,
  test: (value: string) => boolean,
): (at: At) => boolean {
  return (at) => {
    const value = readFolded(at);
    if (value === null) return false;
    time.spend(value.length);
    return test(value);
  };
}

function refuseNull(): never {
  throw new Refusal("search-null-operator", 'The value "null" is only supported by the operators $eq and $neq');
}
