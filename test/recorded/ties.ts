import { differences, isEqual, isObject, type Difference } from "./equal.ts";

/** Row members of the sort fields, if the names differ. */
const MEMBERS: Readonly<Record<string, string>> = {
  "host.id": "host.id",
  "host.name": "host.name",
  "host.alias": "host.alias",
  "host.state": "host.state",
  "poller.id": "poller_id",
  "service_group.id": "id",
  "service_group.name": "name",
  "host_group.id": "id",
  "contact.name": "author_id",
  "contact.id": "author_id",
};
const HOST_MEMBERS: Readonly<Record<string, string>> = {
  "host.id": "id",
  "host.name": "name",
  "host.alias": "alias",
  "host.address": "address_ip",
  "host.state": "state",
};

interface Listing {
  readonly rows: readonly unknown[];
  readonly sortBy: readonly string[];
  readonly isCut: boolean;
}

/**
 * Compares the rows of a sorted page, on which rows with equal sort keys may come in any order. On a page cut by its
 * limit, the rows with the last key may be other rows with that key.
 */
export function rowDifferencesWithTies(expected: Listing, found: readonly unknown[]): readonly Difference[] {
  if (found.length !== expected.rows.length)
    return [`body.result: expected ${expected.rows.length} elements, found ${found.length}`];
  const keys = expected.rows.map((row) => keyOf(row, expected.sortBy));
  const result: Difference[] = [];
  for (let start = 0, end = 0; start < keys.length; start = end) {
    end = start;
    while (end < keys.length && isEqual(keys[start], keys[end])) end++;
    const isLast = end === keys.length;
    result.push(...tieDifferences(expected, found, start, end, isLast && expected.isCut ? keys[start] : undefined));
  }
  return result;
}

function tieDifferences(
  expected: Listing,
  found: readonly unknown[],
  start: number,
  end: number,
  openKey: unknown,
): readonly Difference[] {
  const left = found.slice(start, end);
  const missing: unknown[] = [];
  for (const row of expected.rows.slice(start, end)) {
    const at = left.findIndex((candidate) => isEqual(row, candidate));
    if (at < 0) missing.push(row);
    else left.splice(at, 1);
  }
  if (missing.length === 0) return [];
  if (openKey !== undefined && left.every((row) => isEqual(openKey, keyOf(row, expected.sortBy)))) return [];
  return differences(missing, left, `body.result rows ${start} to ${end - 1}`);
}

function keyOf(row: unknown, sortBy: readonly string[]): readonly unknown[] {
  return sortBy.map((field) => valueAt(row, field)).filter((value) => value !== undefined);
}

function valueAt(row: unknown, field: string): unknown {
  if (!isObject(row)) return undefined;
  const isHost = "address_ip" in row;
  const member = (isHost ? HOST_MEMBERS[field] : undefined) ?? MEMBERS[field] ?? field.replace(/^service\./, "");
  return member.split(".").reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), row);
}
