import type { ResourceList } from "../wire.ts";

const MAX_LIMIT = 500;

/** Where keys of a list come from. */
export interface KeySource {
  /** Undefined where the row is not loaded. */
  readonly keyAt: (place: number) => string | undefined;
  readonly fetch: (offset: number, limit: number) => Promise<ResourceList>;
}

/** Keys of the rows from one place to another, in order of the list; those that are not loaded are asked for. */
export async function keysBetween(from: number, to: number, { keyAt, fetch }: KeySource): Promise<readonly string[]> {
  const [first, last] = from <= to ? [from, to] : [to, from];
  const keys: string[] = [];
  for (let place = first; place <= last;) {
    const key = keyAt(place);
    if (key !== undefined) {
      keys.push(key);
      place++;
      continue;
    }
    const { result } = await fetch(place, Math.min(MAX_LIMIT, last - place + 1));
    if (result.length === 0) break;
    keys.push(...result.map((row) => row.key));
    place += result.length;
  }
  return keys;
}
