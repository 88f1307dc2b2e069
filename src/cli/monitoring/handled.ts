import type { ServerApi } from "../api-client.ts";
import { readList } from "./pages.ts";
import type { Resource } from "./resources.ts";

/** Somebody takes care of the problem, or it is planned. */
export type Handling = "acknowledged" | "in downtime" | "host in downtime";

/** Downtime of the contract's listings. */
export interface DowntimeItem {
  readonly id: number;
  readonly host_id: number;
  readonly service_id: number | null;
  readonly entry_time: string | null;
  readonly author_id: number | null;
  readonly start_time: string | null;
  readonly end_time: string | null;
  readonly is_started: boolean;
  readonly is_fixed: boolean;
  readonly duration: number | null;
  readonly comment: string | null;
}

/** Downtimes that run or are planned. */
export const OPEN_DOWNTIMES = [{ deletion_time: { $eq: null } }] as const;

const MAX_DOWNTIMES = 100_000;
const MAX_ACKNOWLEDGED = 100_000;

/** Reads which problems are handled. */
export async function readHandling(api: ServerApi): Promise<(resource: Resource) => Handling | null> {
  const [downtimes, hosts, services] = await Promise.all([
    readList<DowntimeItem>(api, "/monitoring/downtimes", { conditions: OPEN_DOWNTIMES, limit: MAX_DOWNTIMES }),
    readList<AcknowledgedHost>(api, "/monitoring/hosts", {
      conditions: [{ "host.state": { $in: [1, 2] } }],
      limit: MAX_ACKNOWLEDGED,
    }),
    readList<AcknowledgedService>(api, "/monitoring/services", {
      conditions: [{ "service.is_acknowledged": { $eq: true } }],
      limit: MAX_ACKNOWLEDGED,
    }),
  ]);
  const running = new Set(
    downtimes.items.filter((item) => item.is_started).map((item) => keyOf(item.host_id, item.service_id)),
  );
  const acknowledged = new Set([
    ...hosts.items.filter((item) => item.acknowledged === true).map(({ id }) => keyOf(id, null)),
    ...services.items.map(({ id, host }) => keyOf(host.id, id)),
  ]);
  return ({ hostId, serviceId }) => {
    if (acknowledged.has(keyOf(hostId, serviceId))) return "acknowledged";
    if (running.has(keyOf(hostId, serviceId))) return "in downtime";
    return running.has(keyOf(hostId, null)) ? "host in downtime" : null;
  };
}

const keyOf = (hostId: number, serviceId: number | null): string => `${hostId}/${serviceId ?? ""}`;

interface AcknowledgedHost {
  readonly id: number;
  readonly acknowledged: boolean | null;
}
interface AcknowledgedService {
  readonly id: number;
  readonly host: { readonly id: number };
}
