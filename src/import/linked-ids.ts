/** Values of a relation by the id that owns them, distinct, in the order of the dump. */
export type LinkedIds = ReadonlyMap<number, readonly number[]>;

/** Groups a relation by one of its columns; a row with NULL on either side links nothing. */
export function linkedIds<Row>(
  rows: readonly Row[],
  ownerOf: (row: Row) => number | null,
  idOf: (row: Row) => number | null,
): LinkedIds {
  const links = new Map<number, Set<number>>();
  for (const row of rows) {
    const [owner, id] = [ownerOf(row), idOf(row)];
    if (owner === null || id === null) continue;
    const ids = links.get(owner) ?? new Set();
    links.set(owner, ids.add(id));
  }
  return new Map([...links].map(([owner, ids]) => [owner, [...ids]]));
}

/** Names of the linked ids that have one. */
export const linkedNames = (links: LinkedIds, owner: number, names: ReadonlyMap<number, string>): readonly string[] =>
  (links.get(owner) ?? []).flatMap((id) => names.get(id) ?? []);
