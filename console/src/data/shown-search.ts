import { get } from "./client.ts";
import { normalized, searchOfOne } from "./query-text.ts";
import { createStore } from "./store.ts";
import type { LiveRow, Summary } from "./wire.ts";

/** Search of the list on the screen; null: there is none, everything counts. */
export const shownSearch = createStore<string | null>(null);

/** Searches with every unhandled problem. */
const WITH_ALL: ReadonlySet<string> = new Set(["", "is:unhandled", "is:problem"]);

/** Whether the list on the screen is one of an unhandled problem, as the server, which alone knows what a search means, says. */
export async function isInShownSearch(row: Pick<LiveRow, "type" | "name" | "host">): Promise<boolean> {
  const q = shownSearch.get();
  if (q === null || WITH_ALL.has(normalized(q))) return true;
  const { total } = await get<Pick<Summary, "total">>("/api/summary", { query: { q: `${q} ${searchOfOne(row)}` } });
  return total > 0;
}
