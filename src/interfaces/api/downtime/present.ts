import { hostIdOf, isHostKey, serviceIdOf } from "../../../model/resource-key.ts";
import type { DowntimeRow } from "../../../data/realtime/realtime.ts";
import { dateOrNull } from "../present-values.ts";

/** Presents a downtime for any listing; the schema omits `service_id` where the contract does. */
export function presentDowntime({ downtime, author }: DowntimeRow) {
  return {
    id: downtime.id,
    entry_time: dateOrNull(downtime.entryTime),
    author_id: author?.id ?? null,
    host_id: hostIdOf(downtime.key),
    service_id: isHostKey(downtime.key) ? null : serviceIdOf(downtime.key),
    is_cancelled: downtime.isCancelled,
    comment: downtime.comment,
    deletion_time: dateOrNull(downtime.deletionTime),
    duration: downtime.duration,
    end_time: dateOrNull(downtime.endTime),
    is_fixed: downtime.isFixed,
    poller_id: downtime.pollerId,
    start_time: dateOrNull(downtime.startTime),
    actual_start_time: dateOrNull(downtime.actualStartTime),
    actual_end_time: dateOrNull(downtime.actualEndTime),
    is_started: downtime.isStarted,
  };
}

export const presentWithoutService = (row: DowntimeRow) => ({ ...presentDowntime(row), service_id: undefined });
