/** Difference between two JSON values: `body.result[0].id: expected 12, found 13`. */
export type Difference = string;

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})$/;
const TOKEN = /^[0-9a-f]{32}$/;

/**
 * Compares JSON values: members in any order, dates as instants, the text `<token>` equal to any token. Returns only
 * the first differences.
 */
export function differences(expected: unknown, found: unknown, place: string): readonly Difference[] {
  return [...walk(expected, found, place)].slice(0, 10);
}

export const isEqual = (expected: unknown, found: unknown): boolean => walk(expected, found, "").next().done === true;

function* walk(expected: unknown, found: unknown, place: string): Generator<Difference> {
  if (Array.isArray(expected) && Array.isArray(found)) yield* walkArrays(expected, found, place);
  else if (isObject(expected) && isObject(found)) yield* walkObjects(expected, found, place);
  else if (!isSameScalar(expected, found)) yield `${place}: expected ${show(expected)}, found ${show(found)}`;
}

function* walkArrays(expected: readonly unknown[], found: readonly unknown[], place: string): Generator<Difference> {
  if (expected.length !== found.length) yield `${place}: expected ${expected.length} elements, found ${found.length}`;
  for (const [index, element] of expected.entries()) {
    if (index < found.length) yield* walk(element, found[index], `${place}[${index}]`);
  }
}

function* walkObjects(
  expected: Record<string, unknown>,
  found: Record<string, unknown>,
  place: string,
): Generator<Difference> {
  for (const [name, value] of Object.entries(expected)) {
    if (name in found) yield* walk(value, found[name], `${place}.${name}`);
    else yield `${place}.${name}: expected ${show(value)}, the member is missing`;
  }
  for (const name of Object.keys(found)) {
    if (!(name in expected)) yield `${place}.${name}: an unexpected member, ${show(found[name])}`;
  }
}

function isSameScalar(expected: unknown, found: unknown): boolean {
  if (expected === found) return true;
  if (typeof expected !== "string" || typeof found !== "string") return false;
  if (expected === "<token>") return TOKEN.test(found);
  return RFC_3339.test(expected) && RFC_3339.test(found) && Date.parse(expected) === Date.parse(found);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  const json = JSON.stringify(value) ?? "nothing";
  return json.length > 200 ? `${json.slice(0, 200)}…` : json;
}
