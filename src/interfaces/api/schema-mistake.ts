import type { ReasonParams } from "../../model/reason-params.ts";

/** Difference of a value from its JSON schema, as data: what was expected, and what was found. */
export interface SchemaMistake {
  readonly code: string;
  readonly params: ReasonParams;
}

/** As the validator reports it. */
export interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: object;
  readonly message: string;
}

interface ErrorParams {
  readonly type?: string;
  readonly allowedValues?: readonly unknown[];
  readonly allowedValue?: unknown;
  readonly limit?: number;
  readonly comparison?: string;
  readonly pattern?: string;
  readonly multipleOf?: number;
}

const MAX_SHOWN = 60;

/** Null for a difference that is told by its parts, such as those of alternatives. */
export function schemaMistakeOf({ keyword, params }: SchemaError, value: unknown): SchemaMistake | null {
  const {
    type,
    allowedValues,
    allowedValue,
    limit = 0,
    comparison = "",
    pattern,
    multipleOf = 1,
  } = params as ErrorParams;
  switch (keyword) {
    case "type":
      return { code: "type", params: { types: [String(type)], found: typeOf(value) } };
    case "enum":
      return { code: "one-of", params: { choices: (allowedValues ?? []).map(String), found: shown(value) } };
    case "const":
      return { code: "one-of", params: { choices: [String(allowedValue)], found: shown(value) } };
    case "minLength":
      return { code: "least-characters", params: { limit, found: [...String(value)].length } };
    case "maxLength":
      return { code: "most-characters", params: { limit, found: [...String(value)].length } };
    case "minItems":
      return { code: "least-items", params: { limit, found: sizeOf(value) } };
    case "maxItems":
      return { code: "most-items", params: { limit, found: sizeOf(value) } };
    case "uniqueItems":
      return { code: "items-differ", params: {} };
    case "minimum":
    case "maximum":
    case "exclusiveMinimum":
    case "exclusiveMaximum":
      return { code: "limit", params: { comparison, limit, found: shown(value) } };
    case "multipleOf":
      return { code: "multiple", params: { of: multipleOf, found: shown(value) } };
    case "pattern":
      return { code: "pattern", params: { pattern: String(pattern), found: shown(value) } };
    default:
      return null;
  }
}

/** The mistake of each field: the types of alternatives together, otherwise the first. */
export function mistakesByField(
  mistakes: readonly { readonly field: string; readonly mistake?: SchemaMistake | null }[],
): Readonly<Record<string, SchemaMistake>> {
  const byField = new Map<string, SchemaMistake>();
  for (const { field, mistake } of mistakes) {
    if (mistake === undefined || mistake === null) continue;
    const before = byField.get(field);
    if (before === undefined) byField.set(field, mistake);
    else if (before.code === mistake.code && mistake.code === "type") byField.set(field, eitherType(before, mistake));
  }
  return Object.fromEntries(byField);
}

const eitherType = (one: SchemaMistake, other: SchemaMistake): SchemaMistake => ({
  code: one.code,
  params: {
    ...one.params,
    types: [...(one.params["types"] as readonly string[]), ...(other.params["types"] as readonly string[])],
  },
});

const sizeOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value;
}

const shown = (value: unknown): string =>
  typeof value === "object" ? typeOf(value) : String(value).slice(0, MAX_SHOWN);
