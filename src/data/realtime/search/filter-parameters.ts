import { Refusal } from "../../../model/refusal.ts";
import { MAX_SEARCH_LENGTH, type Json } from "./search-parameter.ts";

/**
 * Converts `filter[field]=value` parameters to a search (contract §4.4): plain values in one `$and`, the parts of
 * values with `|` in one `$or`, both combined with `$and`. Null if there are none.
 */
export function readFilters(filters: readonly (readonly [field: string, text: string])[]): Json {
  const length = filters.reduce((sum, [field, text]) => sum + field.length + text.length, 0);
  if (length > MAX_SEARCH_LENGTH)
    throw new Refusal("search-too-long", `The filters are longer than ${MAX_SEARCH_LENGTH} characters`);
  const plain = new Map<string, Json>();
  const alternatives: Json[] = [];
  for (const [field, text] of filters) {
    const value = decodeAgain(text);
    if (value.includes("|")) alternatives.push(...value.split("|").map((part) => ({ [field]: part })));
    else plain.set(field, value);
  }
  const and = Object.fromEntries(plain);
  if (alternatives.length === 0) return plain.size === 0 ? null : { $and: and };
  return plain.size === 0 ? { $or: alternatives } : { $and: { $or: alternatives, $and: and } };
}

function decodeAgain(text: string): string {
  const spaced = text.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
