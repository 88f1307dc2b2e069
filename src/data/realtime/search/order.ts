import { withoutPadding } from "./collation.ts";
import type { SearchField, FieldTable, FieldValue } from "./field.ts";
import { joinsFor, walkOver, type Join } from "./join.ts";
import type { ListQuery } from "./list-query.ts";

/** Sort key of an item. */
export interface SortKey<At> {
  readonly field: string;
  readonly isDescending: boolean;
  readonly areNullsLast: boolean;
  /** Text is folded; of joined rows, the lowest value counts, or the highest if descending (contract §7.3). */
  readonly read: (at: At) => FieldValue;
}

interface Sortable<At> {
  readonly fields: FieldTable<At>;
  readonly searchOnly?: ReadonlySet<string>;
  readonly joins: readonly Join<At>[];
}

/** Known fields of `sort_by`, each once; without any, the listing's default order applies (contract §4.5). */
export function compileSort<At>(
  { sortBy, areNullsLast = false }: Pick<ListQuery, "sortBy" | "areNullsLast">,
  { fields, searchOnly, joins }: Sortable<At>,
): readonly SortKey<At>[] {
  const keys = new Map<string, SortKey<At>>();
  for (const { field: name, order } of sortBy) {
    const field = fields.get(name);
    if (field === undefined || keys.has(name) || searchOnly?.has(name) === true) continue;
    const isDescending = order === "DESC";
    keys.set(name, { field: name, isDescending, areNullsLast, read: keyReader(field, isDescending, joins) });
  }
  return [...keys.values()];
}

/** NULL is lowest. */
export function compareValues(left: FieldValue, right: FieldValue): number {
  if (left === right) return 0;
  if (left === null) return -1;
  if (right === null) return 1;
  return left < right ? -1 : 1;
}

/** NULL is first in ascending order and last in descending (contract §4.5), or last in both (later versions §3.2). */
export function compareInOrder(
  left: FieldValue,
  right: FieldValue,
  { isDescending, areNullsLast = false }: { readonly isDescending: boolean; readonly areNullsLast?: boolean },
): number {
  const order = compareValues(left, right);
  return isDescending || (areNullsLast && (left === null || right === null)) ? -order : order;
}

function keyReader<At>(
  field: SearchField<At>,
  isDescending: boolean,
  joins: readonly Join<At>[],
): (at: At) => FieldValue {
  const read = field.type === "text" ? sortText(field.readFolded) : field.read;
  const used = joinsFor(new Set([field.table]), joins);
  if (used.length === 0) return read;
  return (at) => {
    let best: FieldValue = null;
    walkOver(used, (place) => {
      const value = read(place);
      if (value !== null && (best === null || compareValues(value, best) === (isDescending ? 1 : -1))) best = value;
      return false;
    })(at);
    return best;
  };
}

function sortText<At>(readFolded: (at: At) => string | null): (at: At) => FieldValue {
  return (at) => {
    const value = readFolded(at);
    return value === null ? null : withoutPadding(value);
  };
}
