/**
 * JSON of values that have maps, sets and Infinity, which JSON itself does not: each is an object with one member whose
 * name begins with `$`. Objects of the data may not have such names.
 */
export const stringifyTagged = (value: unknown): string =>
  JSON.stringify(value, (_name, inner: unknown) => tagged(inner));

/** Undoes `stringifyTagged`. Throws a SyntaxError for a text that is not JSON. */
export const parseTagged = (text: string): unknown => JSON.parse(text, (_name, inner: unknown) => untagged(inner));

function tagged(value: unknown): unknown {
  if (value instanceof Map) return { $map: [...value] };
  if (value instanceof Set) return { $set: [...value] };
  return value === Infinity ? { $number: "Infinity" } : value;
}

function untagged(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if ("$map" in value) return new Map(value.$map as [unknown, unknown][]);
  if ("$set" in value) return new Set(value.$set as unknown[]);
  return "$number" in value ? Number(value.$number) : value;
}
