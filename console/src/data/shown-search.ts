import { get } from "./client.ts";
import { normalized, searchOfOne } from "./query-text.ts";
import { createStore } from "./store.ts";
import type { LiveRow, Summary } from "./wire.ts";

/** Search of the list on the screen; null: there is none, everything counts. */
export const shownSearch = createStore<string | null>(null);

type NamedRow = Pick<LiveRow, "type" | "name" | "host">;

/** A sound does not wait longer for whether it is wanted. */
const ANSWER_MS = 5_000;

/** Searches with every unhandled problem. */
const WITH_ALL: ReadonlySet<string> = new Set(["", "is:unhandled", "is:problem"]);

/** Whether the list on the screen is one of an unhandled problem, as the server, which alone knows what a search means, says. */
export async function isInShownSearch(row: NamedRow): Promise<boolean> {
  const q = shownSearch.get();
  return q === null || WITH_ALL.has(normalized(q)) || isFoundBy(q, row);
}

/** Whether the server still counts it as an unhandled problem: what handles its host is no change of a service. */
export const isUnhandled = (row: NamedRow): Promise<boolean> => isFoundBy("is:unhandled", row);

/** Rejects without an answer in time. */
async function isFoundBy(q: string, row: NamedRow): Promise<boolean> {
  const query = { q: `${q} ${searchOfOne(row)}` };
  const { total } = await get<Pick<Summary, "total">>("/api/summary", {
    query,
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  return total > 0;
}
