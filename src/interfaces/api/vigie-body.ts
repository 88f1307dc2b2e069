import type { Static, TSchema } from "typebox";
import Schema from "typebox/schema";
import type { UnixSeconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/refusal.ts";
import { parseRfc3339 } from "../../lib/rfc3339.ts";
import { refuseField, refuseMistakes, type BodyMistake } from "./body-refusal.ts";

/**
 * A body of an operation beside the contract, checked by the schema that also documents it. Refuses with `invalid-body`,
 * one line for each mistake.
 */
export function readOwnBody<T extends TSchema>(schema: T, body: unknown): Static<T> {
  if (body === undefined) throw new Refusal("invalid-body", "A JSON body is needed");
  const [isValid, errors] = Schema.Errors(schema, body);
  if (!isValid) refuseMistakes(errors.flatMap(mistakesOf));
  return body as Static<T>;
}

/** The time that a field holds as RFC 3339, at most a year from now. Refuses with `invalid-body`. */
export function timeIn(field: string, text: string, now: UnixSeconds): UnixSeconds {
  const at = parseRfc3339(text);
  if (at === undefined) refuseField(field, "This should be a time such as 2026-11-24T10:00:00+01:00.");
  if (Math.abs(at - now) > A_YEAR) refuseField(field, "This should be within a year from now.");
  return at;
}

const A_YEAR = 366 * 86_400;

interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: object;
  readonly message: string;
}

interface NamedFields {
  readonly requiredProperties?: readonly string[];
  readonly additionalProperties?: readonly string[];
}

function mistakesOf({ keyword, instancePath, params, message }: SchemaError): readonly BodyMistake[] {
  const field = instancePath
    .slice(1)
    .replaceAll(/\/(\d+)/g, "[$1]")
    .replaceAll("/", ".");
  const inside = (name: string): string => (field === "" ? name : `${field}.${name}`);
  // Said once, by the object that has the field.
  if (keyword === "boolean") return [];
  const { requiredProperties = [], additionalProperties = [] } = params as NamedFields;
  if (keyword === "required")
    return requiredProperties.map((name) => ({ field: inside(name), text: "This field is missing." }));
  if (keyword === "additionalProperties")
    return additionalProperties.map((name) => ({ field: inside(name), text: "This field was not expected." }));
  return [{ field, text: `This value ${message.replace(/^must/, "should")}.` }];
}
