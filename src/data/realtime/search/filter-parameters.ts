import { Refusal } from "../../../model/refusal.ts";
import { LONGEST_SEARCH, type Json } from "./search-parameter.ts";

/**
 * The search that `filter[field]=value` parameters stand for (contract §4.4): plain values in one `$and`, the parts of values
 * with `|` in one `$or`, both and-ed. Null when there is none.
 */
export function readFilters(filters: readonly (readonly [field: string, text: string])[]): Json {
  const length = filters.reduce((sum, [field, text]) => sum + field.length + text.length, 0);
  if (length > LONGEST_SEARCH)
    throw new Refusal("search-too-long", `The filters are longer than ${LONGEST_SEARCH} characters`);
  const plain = new Map<string, Json>();
  const alternatives: Json[] = [];
  for (const [field, text] of filters) {
    const value = decodedOnceMore(text);
    if (value.includes("|")) alternatives.push(...value.split("|").map((part) => ({ [field]: part })));
    else plain.set(field, value);
  }
  const and = Object.fromEntries(plain);
  if (alternatives.length === 0) return plain.size === 0 ? null : { $and: and };
  return plain.size === 0 ? { $or: alternatives } : { $and: { $or: alternatives, $and: and } };
}

function decodedOnceMore(text: string): string {
  const spaced = text.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
