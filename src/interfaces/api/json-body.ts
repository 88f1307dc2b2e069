import { isUtf8 } from "node:buffer";
import { randomUUID } from "node:crypto";
import { Refusal } from "../../model/refusal.ts";
import { type JsonLimits, scanJson } from "./json-scan.ts";

/** JSON number with a fraction or an exponent, or too large for an integer: `3600.0` is one, `3600` is not. */
export class JsonDouble {
  readonly written: string;

  constructor(written: string) {
    this.written = written;
  }

  toJSON(): number {
    return Number(this.written);
  }
}

/** Names of JSON types in PHP validators of JSON Schema. The contract's messages use them (§7.5). */
export type JsonType = "String" | "Integer" | "Double" | "Boolean" | "NULL" | "Array" | "Object";

/** Message for a body that is not JSON (contract §3.3). */
export const MALFORMED_JSON = "Invalid json message received";

/**
 * Parses a request body (contract §3.3); undefined if it is empty. Refuses with `invalid-json` and the message
 * `refusal` if it is not JSON, is JSON but neither an object nor an array, or is not valid Unicode: bytes that are not
 * UTF-8 and a lone `\ud800` would change at a restart. So does one that is nested too deeply or has too many values.
 * A number not written as an integer becomes a `JsonDouble`, since validation must distinguish `3600.0` from `3600`.
 */
export function readJsonBody(body: Buffer, refusal = MALFORMED_JSON): object | undefined {
  const invalid = (): Refusal => new Refusal("invalid-json", refusal);
  if (!isUtf8(body)) throw invalid();
  const text = body.toString();
  if (text.trim() === "") return undefined;
  const doubles = scanJson(text, LIMITS);
  if (doubles === null) throw invalid();
  try {
    const value: unknown = JSON.parse(doubles.length === 0 ? text : withMarks(text, doubles));
    const isPlain = doubles.length === 0 && !ESCAPED_SURROGATE.test(text);
    const restored = isPlain ? value : withoutMarks(value);
    if (typeof restored === "object" && restored !== null && !(restored instanceof JsonDouble)) return restored;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw invalid();
}

export function jsonTypeOf(value: unknown): JsonType {
  switch (typeof value) {
    case "string":
      return "String";
    case "number":
      return "Integer";
    case "boolean":
      return "Boolean";
    default:
      return value === null || value === undefined ? "NULL" : objectTypeOf(value);
  }
}

/** Quotes a value as JSON in a message, cut after 200 characters. */
export function quoteJson(value: unknown): string {
  const text = value instanceof JsonDouble ? value.written : JSON.stringify(value);
  return text.length > MAX_QUOTE_LENGTH ? `${text.slice(0, MAX_QUOTE_LENGTH)}…` : text;
}

const MAX_QUOTE_LENGTH = 200;

function objectTypeOf(value: unknown): JsonType {
  if (value instanceof JsonDouble) return "Double";
  return Array.isArray(value) ? "Array" : "Object";
}

// The deepest body of an operation has 4 levels, the longest 60,000 values in 10,000 objects. No operation wants a
// double; a few are named in its message.
const LIMITS: JsonLimits = { depth: 64, values: 100_000, objects: 20_000, doubles: 1_000 };
const ESCAPED_SURROGATE = /\\u[dD][89a-fA-F]/;
// Random, so that no body has it.
const MARK = randomUUID();

/** Replaces each double by a marked list, which is no value of a body and cannot be a key. */
function withMarks(text: string, doubles: readonly number[]): string {
  let marked = "";
  let done = 0;
  for (let place = 0; place < doubles.length; place += 2) {
    const [start, end] = [doubles[place]!, doubles[place + 1]!];
    const written = text.slice(start, end);
    // Within quotes, a mistake would no longer be one.
    if (!JSON_NUMBER.test(written)) throw new SyntaxError(`${written} is no JSON number`);
    marked += `${text.slice(done, start)}["${MARK}","${written}"]`;
    done = end;
  }
  return marked + text.slice(done);
}

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Restores the doubles, in place. Throws a SyntaxError for a lone surrogate. */
function withoutMarks(value: unknown): unknown {
  if (typeof value === "string") return wellFormed(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    if (value[0] === MARK) return new JsonDouble(String(value[1]));
    for (const [place, item] of value.entries()) value[place] = withoutMarks(item);
    return value;
  }
  const members = value as Record<string, unknown>;
  for (const name of Object.keys(members)) members[wellFormed(name)] = withoutMarks(members[name]);
  return members;
}

function wellFormed(text: string): string {
  if (!text.isWellFormed()) throw new SyntaxError("a lone surrogate");
  return text;
}
