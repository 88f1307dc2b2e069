import type { Access } from "../../../access/access.ts";
import { createRecurrence } from "../../../operations/downtime/recurrence.ts";
import type {
  DowntimeTargets,
  RecurringDowntime,
  RecurringDowntimeRequest,
} from "../../../model/recurring-downtime.ts";
import type { ResourceKey } from "../../../model/resource-key.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import { formatRfc3339 } from "../../../lib/rfc3339.ts";
import { dateOrNull } from "../present-values.ts";

export interface PresentedOccurrence {
  readonly local_start: string;
  readonly local_end: string;
  readonly start_time: string;
  readonly end_time: string;
}

/** Presents a recurring downtime. `covered`: the resources it covers now. */
export function presentRecurringDowntime(
  recurring: RecurringDowntime,
  covered: readonly ResourceKey[],
  access: Access,
  now: UnixSeconds,
) {
  const { id, author, entryTime, name, comment, rule, start, zone, durationSeconds, targets } = recurring;
  return {
    id,
    author_id: access.accountByAlias(author)?.id ?? null,
    author_name: author,
    entry_time: dateOrNull(entryTime),
    name,
    comment,
    rrule: rule,
    dtstart: start,
    zone,
    duration_seconds: durationSeconds,
    targets: presentTargets(targets),
    resources: covered.length,
    next: nextOccurrences(recurring, now, 1)[0] ?? null,
  };
}

export const presentTargets = (targets: DowntimeTargets) => ({
  hosts: targets.hosts,
  services: targets.services,
  host_groups: targets.hostGroups,
  service_groups: targets.serviceGroups,
  with_services: targets.withServices,
});

type Recurring = Pick<RecurringDowntimeRequest, "rule" | "start" | "zone" | "durationSeconds">;

export function nextOccurrences(recurring: Recurring, now: UnixSeconds, count: number): PresentedOccurrence[] {
  return createRecurrence(recurring)
    .startsAfter(now, count)
    .map((start) => ({
      local_start: localTime(start, recurring.zone),
      local_end: localTime(start + recurring.durationSeconds, recurring.zone),
      start_time: utcTime(start),
      end_time: utcTime(start + recurring.durationSeconds),
    }));
}

const utcTime = (time: UnixSeconds): string => formatRfc3339(time) ?? "";

const localTime = (time: UnixSeconds, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(time * 1000).toString({ timeZone: zone, smallestUnit: "second" });
