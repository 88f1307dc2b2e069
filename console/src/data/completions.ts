import { get } from "./client.ts";
import { originalText, placeInShown } from "./visible-text.ts";
import type { Completions } from "./wire.ts";

/** What could stand at a place of a search. */
export async function completionsAt(q: string, at: number, signal: AbortSignal): Promise<Completions> {
  const query = { q, at: originalText(q.slice(0, at)).length };
  const { from, to, ...rest } = await get<Completions>("/api/resources/complete", { query, signal });
  return { from: placeInShown(q, from), to: placeInShown(q, to), ...rest };
}
