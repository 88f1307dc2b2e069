/** Line and column of an offset, both from 1, as text: `1:17`. */
export function positionOf(query: string, offset: number): string {
  const before = query.slice(0, offset).split("\n");
  return `${before.length}:${before.at(-1)!.length + 1}`;
}
