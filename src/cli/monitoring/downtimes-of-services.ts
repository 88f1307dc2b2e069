import type { ServerApi } from "../api-client.ts";
import { OPEN_DOWNTIMES, type DowntimeItem } from "./handled.ts";
import { pathOf } from "./find-resource.ts";
import { readList } from "./pages.ts";
import type { Resource } from "./resources.ts";

const MAX_DOWNTIMES = 10_000;

/** Downtime of a host, with those of its services that were scheduled together with it. */
export interface DowntimeWithServices {
  readonly downtime: DowntimeItem;
  readonly ofServices: readonly DowntimeItem[];
}

/** Reads the downtimes of a host or service that run or are planned, by number. */
export async function readOpenDowntimes(api: ServerApi, resource: Resource): Promise<readonly DowntimeWithServices[]> {
  const { items } = await readList<DowntimeItem>(api, `/monitoring${pathOf(resource)}/downtimes`, {
    conditions: OPEN_DOWNTIMES,
    sort: { id: "ASC" },
    limit: MAX_DOWNTIMES,
  });
  if (resource.serviceId !== null || items.length === 0) return items.map((downtime) => ({ downtime, ofServices: [] }));
  const { items: ofServices } = await readList<DowntimeItem>(api, "/monitoring/services/downtimes", {
    conditions: [...OPEN_DOWNTIMES, { "host.id": { $eq: resource.hostId } }],
    sort: { id: "ASC" },
    limit: MAX_DOWNTIMES,
  });
  return items.map((downtime, index) => ({
    downtime,
    ofServices: ofServices.filter(
      (item) =>
        isOfOneRequest(item, downtime) &&
        // Numbers of one request follow each other: the next downtime of the host begins another.
        item.id > downtime.id &&
        item.id < (items[index + 1]?.id ?? Infinity),
    ),
  }));
}

/** The records of `with_services` have no link; they are alike in all that a request says. */
const isOfOneRequest = (one: DowntimeItem, other: DowntimeItem): boolean => requestOf(one) === requestOf(other);

const requestOf = (item: DowntimeItem): string =>
  JSON.stringify([
    item.entry_time,
    item.author_id,
    item.comment,
    item.start_time,
    item.end_time,
    item.is_fixed,
    item.duration,
  ]);
