import { get } from "../../data/client.ts";
import { written } from "../../data/query-text.ts";
import type { LiveGroups } from "../../data/wire-groups.ts";
import type { LiveRow, WallView } from "../../data/wire.ts";
import { queryOfGroup } from "../../parts/group-tile.tsx";
import { DEFAULT_Q, queryOf } from "../resources/search.ts";

/** Address of a page that is shown with `?wall`. */
export type PageAddress = Pick<Location, "pathname" | "search">;

/**
 * View that `?wall` shows of a page: its search; the unhandled problems of its group, host or service; or all of them.
 * Null: what the address names does not exist, or is not visible. Rejects with the error of a question to the server.
 */
export async function wallViewOf({ pathname, search }: PageAddress, signal?: AbortSignal): Promise<WallView | null> {
  const asked = new URLSearchParams(search);
  const sort = asked.get("sort") ?? "-severity,since";
  if (asked.has("q")) return { q: queryOf({ q: asked.get("q")! }), sort };
  const [page, first, second] = pathname.split("/").slice(1);
  if (page === "groups" && first !== undefined && second !== undefined) {
    const { result } = await get<LiveGroups>("/api/groups", { query: { kind: first }, signal });
    const group = result.find(({ id }) => String(id) === second);
    return group === undefined ? null : { q: `${DEFAULT_Q} ${queryOfGroup(group)}`, sort };
  }
  if ((page === "hosts" || page === "services") && first !== undefined) {
    const { type, name, host } = await get<LiveRow>(`/api/resources/${first}`, { signal });
    const service = type === "service" ? ` service:${written(name)}` : "";
    return { q: `${DEFAULT_Q} host:${written(host.name)}${service}`, sort };
  }
  return { q: DEFAULT_Q, sort };
}
