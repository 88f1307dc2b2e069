import { hostIdOf, serviceIdOf, type ResourceKey } from "../../../model/resource-key.ts";
import type { StoredEvent } from "../../store/store.ts";
import type { EventSource } from "./event-source.ts";
import type { Month } from "./month.ts";
import type { Places } from "./read-page.ts";

/** Events of the months in order of id. */
export interface IdQuery {
  /** All resources and the server, if absent. */
  readonly key?: ResourceKey;
  readonly limit: number;
  /** The newest with a lower id, or the oldest with a higher one. */
  readonly bound: { readonly before: number } | { readonly after: number };
}

/** Ids of a month: first and last one. They may overlap with those of other months if the clock was set back. */
export interface IdRange {
  readonly first: number;
  readonly last: number;
}

/** Ids by month. A file only loses events to the retention, so a range stays true until something is moved there. */
export class IdRanges {
  readonly #ranges = new Map<Month, IdRange>();

  forget(month: Month): void {
    this.#ranges.delete(month);
  }

  async of(places: Pick<Places, "read">, month: Month): Promise<IdRange | undefined> {
    const known = this.#ranges.get(month);
    if (known !== undefined) return known;
    const range = await places.read(month, async (source) => {
      const end = (order: string): number =>
        Number(source.statement(`SELECT event_id FROM events ORDER BY event_id ${order} LIMIT 1`).get()?.["event_id"]);
      return { first: end("ASC"), last: end("DESC") };
    });
    if (range === undefined || Number.isNaN(range.first)) return undefined;
    this.#ranges.set(month, range);
    return range;
  }
}

/** Reads the months whose ids can be among the wanted ones. */
export async function readById(
  places: Pick<Places, "months" | "read">,
  ranges: IdRanges,
  query: IdQuery,
): Promise<readonly StoredEvent[]> {
  const { bound, limit } = query;
  const isForward = "after" in bound;
  // The id of each month that comes first in the wanted order, and the order itself.
  const months: { readonly month: Month; readonly nearest: number }[] = [];
  for (const month of places.months()) {
    const range = await ranges.of(places, month);
    if (range === undefined) continue;
    if (isForward ? range.last > bound.after : range.first < bound.before)
      months.push({ month, nearest: isForward ? range.first : range.last });
  }
  const sign = isForward ? 1 : -1;
  months.sort((one, other) => sign * (one.nearest - other.nearest));

  let found: readonly StoredEvent[] = [];
  for (const { month, nearest } of months) {
    const last = found.length < limit ? undefined : found.at(-1)!.id;
    if (last !== undefined && sign * (last - nearest) < 0) break;
    const events = await places.read(month, async (source) => readMonth(source, query));
    found = [...found, ...(events ?? [])].sort((one, other) => sign * (one.id - other.id)).slice(0, limit);
  }
  return found;
}

/** Newest id in any month; 0 if there is none. */
export async function newestId(places: Pick<Places, "months" | "read">, ranges: IdRanges): Promise<number> {
  let newest = 0;
  for (const month of places.months()) newest = Math.max(newest, (await ranges.of(places, month))?.last ?? 0);
  return newest;
}

function readMonth(source: EventSource, { key, limit, bound }: IdQuery): readonly StoredEvent[] {
  const [comparison, order] = "after" in bound ? [">", "ASC"] : ["<", "DESC"];
  const id = "after" in bound ? bound.after : bound.before;
  const rest = `event_id ${comparison} ? ORDER BY event_id ${order} LIMIT ?`;
  const rows =
    key === undefined
      ? source.statement(`SELECT * FROM events WHERE ${rest}`).all(id, limit)
      : source
          .statement(
            // The ids of a resource are all in its index, in order of time.
            `SELECT * FROM events WHERE event_id IN (SELECT event_id FROM events INDEXED BY events_of_resource
              WHERE host_id = ? AND service_id = ? AND ${rest}) ORDER BY event_id ${order}`,
          )
          .all(hostIdOf(key), serviceIdOf(key), id, limit);
  return rows.map(source.toEvent);
}
