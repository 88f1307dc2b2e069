import { get } from "./client.ts";
import type { SavedView } from "./wire.ts";

/** Own saved searches, then shared ones. */
export const savedViewsQuery = {
  queryKey: ["views"],
  queryFn: async ({ signal }: { readonly signal: AbortSignal }) =>
    (await get<{ readonly result: readonly SavedView[] }>("/api/me/views", { signal })).result,
  staleTime: 60_000,
};
