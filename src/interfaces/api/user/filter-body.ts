import Type from "typebox";
import type { FilterContent } from "../../../operations/user-settings/user-settings.ts";
import { type BodyMistake, throwPhpStyleErrors } from "../body-refusal.ts";
import {
  type Fields,
  mistakesIn,
  mistakesInItems,
  optional,
  readObject,
  required,
  requireObject,
  UNDECODABLE,
} from "../body-schema.ts";
import type { RequestBody } from "../request-body.ts";
import { criteria } from "./filter-schema.ts";

const MAX_CRITERIAS = 100;
const MAX_NAME_LENGTH = 255;

const FILTER: Fields = { name: required("string", { maxLength: MAX_NAME_LENGTH }), criterias: required("array") };
const CRITERIA: Fields = {
  name: required("string"),
  type: required("string"),
  object_type: optional("string-or-null"),
};

/** Name and criteria of a filter (later versions §10). `value` is of any JSON type, also null. */
export const filterBody: RequestBody<FilterContent> = {
  schema: Type.Object(
    { name: Type.String({ maxLength: MAX_NAME_LENGTH }), criterias: Type.Array(criteria, { maxItems: MAX_CRITERIAS }) },
    { additionalProperties: false },
  ),
  malformed: UNDECODABLE,
  read(body) {
    requireObject(body);
    const { criterias: sent } = body as { readonly criterias?: unknown };
    // The reference reads `{}` as an empty array.
    const criterias: readonly unknown[] = Array.isArray(sent) ? sent : [];
    throwPhpStyleErrors([
      ...mistakesIn(body, FILTER, ""),
      ...mistakesInItems(criterias.map(withoutValue), "criterias", () => CRITERIA, MAX_CRITERIAS),
      ...criterias.flatMap(missingValue),
    ]);
    return { name: (body as { readonly name: string }).name, criterias: JSON.stringify(criterias) };
  },
};

/** New place of a filter. */
export const orderBody: RequestBody<number> = {
  schema: Type.Object({ order: Type.Integer({ minimum: 1 }) }, { additionalProperties: false }),
  malformed: UNDECODABLE,
  read: (body) => readObject<{ readonly order: number }>(body, { order: required("integer") }).order,
};

function withoutValue(item: unknown): unknown {
  if (typeof item !== "object" || item === null || Array.isArray(item)) return item;
  const { value: _value, ...others } = item as Readonly<Record<string, unknown>>;
  return others;
}

function missingValue(item: unknown, index: number): readonly BodyMistake[] {
  if (typeof item !== "object" || item === null || Array.isArray(item) || Object.hasOwn(item, "value")) return [];
  return mistakesIn({}, { value: required("string") }, `criterias[${index}]`);
}
