import { parseRfc3339 } from "../../lib/rfc3339.ts";
import { Refusal } from "../../model/refusal.ts";
import { type BodyMistake, refuseMistakes, throwPhpStyleErrors } from "./body-refusal.ts";
import { jsonTypeOf, type JsonType, quoteJson } from "./json-body.ts";
import type { ApiVersion } from "./versions.ts";

/** Message for a body that is empty or not JSON (later versions §3.3). */
export const UNDECODABLE = "Error when decoding your sent data";

export type FieldType = keyof typeof WORDS;

/** Member of an object in the body of an action. */
export interface Field {
  readonly type: FieldType;
  readonly isRequired: boolean;
  /** Values of an integer. */
  readonly values?: readonly number[];
  /** Maximum length of a text, in characters. */
  readonly maxLength?: number;
  /** Members of an object. */
  readonly members?: Fields;
}
export type Fields = Readonly<Record<string, Field>>;
export type BodyWords = ApiVersion["bodyMistakes"];

export const required = (type: FieldType, more: Omit<Field, "type" | "isRequired"> = {}): Field => ({
  type,
  isRequired: true,
  ...more,
});
export const optional = (type: FieldType, more: Omit<Field, "type" | "isRequired"> = {}): Field => ({
  type,
  isRequired: false,
  ...more,
});

export interface ObjectOptions {
  /** Default: `brackets`, which all actions on several resources have under every token. */
  readonly words?: BodyWords;
  readonly isUnknownIgnored?: boolean;
}

/** Reads an object (later versions §3.3). Refuses with `invalid-body` and a line per mistake. */
export function readObject<Body>(body: unknown, fields: Fields, options: ObjectOptions = {}): Body {
  const { words = "brackets", isUnknownIgnored = false } = options;
  requireObject(body, words);
  refuseIn(words, mistakesIn(body, fields, "", isUnknownIgnored));
  return body as Body;
}

/**
 * Reads an array of objects. Refuses like `readObject`, also for more items than `max`. The members of an item may
 * depend on it.
 */
export function readArray<Item>(body: unknown, fieldsOf: (item: object) => Fields, max: number): readonly Item[] {
  if (body === undefined) throw new Refusal("invalid-json", UNDECODABLE);
  if (!Array.isArray(body))
    throwPhpStyleErrors([{ field: "", text: `${jsonTypeOf(body)} value found, but an array is required` }]);
  throwPhpStyleErrors(mistakesInItems(body as readonly unknown[], "", fieldsOf, max));
  return body as readonly Item[];
}

/** Refuses a body that is no object. */
export function requireObject(body: unknown, words: BodyWords = "brackets"): asserts body is object {
  if (body === undefined) throw new Refusal("invalid-json", UNDECODABLE);
  // The original words tell `{}` from `[]`.
  const type = words === "error-on" ? jsonTypeOf(body) : typeSeen(body);
  if (type !== "Object") refuseIn(words, [{ field: "", text: `${type} value found, but an object is required` }]);
}

/** Mistakes of an object: missing members first, then wrong ones, then unknown ones. `place` is empty for the body. */
export function mistakesIn(
  object: object,
  fields: Fields,
  place: string,
  isUnknownIgnored = false,
): readonly BodyMistake[] {
  const values = object as Readonly<Record<string, unknown>>;
  const placeOf = (name: string): string => (place === "" ? name : `${place}.${name}`);
  let mistakes: BodyMistake[] | undefined;
  for (const name in fields) {
    if (fields[name]!.isRequired && !Object.hasOwn(values, name))
      (mistakes ??= []).push({ field: placeOf(name), text: `The property ${name} is required` });
  }
  for (const name in fields) {
    if (!Object.hasOwn(values, name)) continue;
    const wrong = mistakesInValue(values[name], fields[name]!, () => placeOf(name));
    if (wrong.length > 0) (mistakes ??= []).push(...wrong);
  }
  if (isUnknownIgnored) return mistakes ?? NONE;
  for (const name in values) {
    if (Object.hasOwn(fields, name)) continue;
    const quoted = name.slice(0, MAX_NAME_LENGTH);
    const text = `The property ${quoted} is not defined and the definition does not allow additional properties`;
    (mistakes ??= []).push({ field: place, text });
  }
  return mistakes ?? NONE;
}

/** Mistakes of the objects of an array. `place` is empty if the array is the body. */
export function mistakesInItems(
  items: readonly unknown[],
  place: string,
  fieldsOf: (item: object) => Fields,
  max: number,
): readonly BodyMistake[] {
  if (items.length > max) return [{ field: place, text: `There must be a maximum of ${max} items in the array` }];
  return items.flatMap((item, index) => {
    const type = typeSeen(item);
    return type === "Object"
      ? mistakesIn(item as object, fieldsOf(item as object), `${place}[${index}]`)
      : [{ field: `${place}[${index}]`, text: `${type} value found, but an object is required` }];
  });
}

const WORDS = {
  string: { found: ["String"], required: "a string" },
  "string-or-null": { found: ["String", "NULL"], required: "a string or a null" },
  "date-time": { found: ["String"], required: "a string" },
  "date-time-or-null": { found: ["String", "NULL"], required: "a string or a null" },
  integer: { found: ["Integer"], required: "an integer" },
  "integer-or-null": { found: ["Integer", "NULL"], required: "an integer or a null" },
  boolean: { found: ["Boolean"], required: "a boolean" },
  object: { found: ["Object"], required: "an object" },
  "object-or-null": { found: ["Object", "NULL"], required: "an object or a null" },
  array: { found: ["Array"], required: "an array" },
} as const satisfies Record<string, { readonly found: readonly JsonType[]; readonly required: string }>;

const MAX_NAME_LENGTH = 80;
const NONE: readonly never[] = [];

/** Type in messages. The reference reads `{}` as an array. */
function typeSeen(value: unknown): JsonType {
  const type = jsonTypeOf(value);
  return type === "Object" && Object.keys(value as object).length === 0 ? "Array" : type;
}

function mistakesInValue(value: unknown, field: Field, place: () => string): readonly BodyMistake[] {
  const { found, required: expected } = WORDS[field.type];
  const seen = typeSeen(value);
  const texts: string[] = [];
  if (!(found as readonly JsonType[]).includes(seen)) texts.push(`${seen} value found, but ${expected} is required`);
  else if (field.values !== undefined && !field.values.includes(value as number))
    texts.push(`Does not have a value in the enumeration [${field.values.join(",")}]`);
  else if (field.maxLength !== undefined && typeof value === "string" && value.length > field.maxLength)
    texts.push(`Must be at most ${field.maxLength} characters long`);
  else if (field.members !== undefined && seen === "Object") return mistakesIn(value as object, field.members, place());
  if (isWrongDate(value, field.type)) {
    texts.push(
      `Invalid date-time ${quoteJson(value)}, expected format YYYY-MM-DDThh:mm:ssZ or YYYY-MM-DDThh:mm:ss+hh:mm`,
    );
  }
  return texts.length === 0 ? NONE : texts.map((text) => ({ field: place(), text }));
}

/** A value of the wrong type is also an invalid date: both mistakes are reported (contract §7.5). */
function isWrongDate(value: unknown, type: FieldType): boolean {
  if (type !== "date-time" && type !== "date-time-or-null") return false;
  if (value === null && type === "date-time-or-null") return false;
  return typeof value !== "string" || parseRfc3339(value) === undefined;
}

function refuseIn(words: BodyWords, mistakes: readonly BodyMistake[]): void {
  if (words === "error-on") refuseMistakes(mistakes);
  else throwPhpStyleErrors(mistakes);
}
