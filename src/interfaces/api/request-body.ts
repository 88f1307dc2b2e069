import type { Static, TSchema } from "typebox";
import Schema from "typebox/schema";
import { Refusal } from "../../model/refusal.ts";
import { refuseMistakes, type BodyMistake } from "./body-refusal.ts";
import { type SchemaError, schemaMistakeOf } from "./schema-mistake.ts";
import type { ApiVersion } from "./versions.ts";

/** Maximum size of a request body in bytes: ordinary ones, and those of operations on many resources. */
export const BODY_LIMITS = { small: 16_384, large: 1_048_576 } as const;

export const bodyLimitOf = (body: DescribedBody | undefined): number =>
  body?.isLarge === true ? BODY_LIMITS.large : BODY_LIMITS.small;

/** Request body of an operation: the schema that documents it, and how it is parsed. */
export interface DescribedBody {
  readonly schema: TSchema;
  /** Has the large limit. What is beyond the small one is read only with a good token and the right. */
  readonly isLarge?: true;
  /**
   * Default: `json`. `form`: `application/x-www-form-urlencoded`, read as `URLSearchParams`. `form-or-json`: whichever it
   * looks like, also `multipart/form-data`.
   */
  readonly format?: "form" | "form-or-json";
  /** Message for a body that is not JSON. Default: that of contract §3.3. */
  readonly malformed?: string | ((version: ApiVersion) => string);
}

/** Request body with the function that reads it. */
export interface RequestBody<Body> extends DescribedBody {
  /** Takes the parsed JSON or form, undefined if the request has no body. Refuses with `invalid-body`, one line per mistake. */
  readonly read: (body: unknown) => Body;
}

/** Request body whose mistakes depend on the version. */
export interface VersionedBody<Body> extends DescribedBody {
  readonly read: (body: unknown, version: ApiVersion) => Body;
}

/**
 * Body validated by its documented schema. Where the contract fixes messages and their order, `read` is written by
 * hand.
 */
export const bodyOf = <T extends TSchema>(schema: T): RequestBody<Static<T>> => ({
  schema,
  read(body) {
    if (body === undefined) throw new Refusal("invalid-body", "A JSON body is needed");
    refuseMistakes(schemaMistakes(schema, body));
    return body as Static<T>;
  },
});

/** Differences of a value from its schema. `field`: name of the member that has the value, empty for the whole body. */
export function schemaMistakes(schema: TSchema, value: unknown, field = ""): readonly BodyMistake[] {
  const [isValid, errors] = Schema.Errors(schema, value);
  const inside = (name: string): string =>
    field === "" || name === ""
      ? field + name
      : /^\d/.test(name)
        ? field + name.replace(/^\d+/, "[$&]")
        : `${field}.${name}`;
  return isValid
    ? []
    : errors
        .flatMap((error) => mistakesOf(error, value))
        .map((mistake) => ({ ...mistake, field: inside(mistake.field) }));
}

interface NamedFields {
  readonly requiredProperties?: readonly string[];
  readonly additionalProperties?: readonly string[];
}

function mistakesOf(error: SchemaError, value: unknown): readonly BodyMistake[] {
  const { keyword, instancePath, params, message } = error;
  const field = instancePath
    .slice(1)
    .replaceAll(/\/(\d+)/g, "[$1]")
    .replaceAll("/", ".");
  const inside = (name: string): string => (field === "" ? name : `${field}.${name}`);
  // Reported once, by the object that has the field.
  if (keyword === "boolean") return [];
  const { requiredProperties = [], additionalProperties = [] } = params as NamedFields;
  if (keyword === "required")
    return requiredProperties.map((name) => ({ field: inside(name), text: "This field is missing." }));
  if (keyword === "additionalProperties")
    return additionalProperties.map((name) => ({ field: inside(name), text: "This field was not expected." }));
  const mistake = schemaMistakeOf(error, valueAt(value, instancePath));
  return [{ field, text: `This value ${message.replace(/^must/, "should")}.`, mistake }];
}

/** The part of a value that a JSON pointer names. */
const valueAt = (value: unknown, pointer: string): unknown =>
  pointer
    .split("/")
    .slice(1)
    .map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>((inside, name) => (inside as Readonly<Record<string, unknown>> | null)?.[name], value);
