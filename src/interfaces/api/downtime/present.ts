import type { UnixSeconds } from "../../../lib/clock.ts";
import { hostIdOf, isHostKey, serviceIdOf } from "../../../model/resource-key.ts";
import type { DowntimeRow } from "../../../data/realtime/realtime.ts";
import { dateOrNull } from "../present-values.ts";
import type { ApiVersion } from "../versions.ts";

/** Presents a downtime. Lists of hosts alone have no `service_id`. */
export function presentDowntime({ downtime, author }: DowntimeRow, { noId, fields }: ApiVersion, ofHosts?: "of-hosts") {
  const hasAll = fields === "all";
  const date = hasAll ? dateUntil2099 : dateOrNull;
  return {
    id: downtime.id,
    entry_time: date(downtime.entryTime),
    author_id: author?.id ?? noId,
    author_name: hasAll ? downtime.author : undefined,
    host_id: hostIdOf(downtime.key),
    service_id: ofHosts ? undefined : isHostKey(downtime.key) ? noId : serviceIdOf(downtime.key),
    is_cancelled: downtime.isCancelled,
    comment: downtime.comment,
    deletion_time: date(downtime.deletionTime),
    duration: downtime.duration,
    end_time: date(downtime.endTime),
    internal_id: hasAll ? downtime.id : undefined,
    is_fixed: downtime.isFixed,
    poller_id: downtime.pollerId,
    start_time: date(downtime.startTime),
    actual_start_time: date(downtime.actualStartTime),
    actual_end_time: date(downtime.actualEndTime),
    is_started: downtime.isStarted,
  };
}

/** 2099-12-31T23:59:59Z: the latest time that downtimes of later versions have (§8.2). */
const LATEST = 4_102_444_799;

const dateUntil2099 = (time: UnixSeconds | null): string | null =>
  dateOrNull(time === null ? null : Math.min(time, LATEST));
