import type { UnixSeconds } from "../../../lib/clock.ts";
import type { EventKind } from "../months/event-kinds.ts";
import { isOfReports } from "../months/kinds-of-reports.ts";
import { monthOf, startOf } from "../months/month.ts";
import type { EventTable } from "../../store/store.ts";

/** Kinds of events that begin something, with those that end it, or begin it anew. */
const ENDED_BY: Partial<Record<EventKind, readonly EventKind[]>> = {
  "downtime-started": ["downtime-ended", "downtime-cancelled"],
  "acknowledgement-set": ["acknowledgement-set", "acknowledgement-cancelled", "acknowledgement-ended"],
  "flapping-started": ["flapping-started", "flapping-stopped"],
  "checks-disabled": ["checks-disabled", "checks-enabled"],
  "host-checks-disabled": ["host-checks-disabled", "host-checks-enabled"],
  "service-checks-disabled": ["service-checks-disabled", "service-checks-enabled"],
};

const BEGINNINGS = Object.keys(ENDED_BY) as readonly EventKind[];

/** Time before which the events of each kind go. */
export type Cuts = ReadonlyMap<EventKind, UnixSeconds>;

/**
 * Cuts from the times before which events have expired. What reports are made from goes by whole months, so that a
 * report has all events of a month or none. What begins something comes first: without its end, it would last.
 */
export const cutsOf = (expiry: Cuts): Cuts =>
  new Map(
    [...expiry]
      .map(([kind, time]) => [kind, isOfReports(kind) ? startOf(monthOf(time)) : time] as const)
      .toSorted(([one], [other]) => Number(BEGINNINGS.includes(other)) - Number(BEGINNINGS.includes(one))),
  );

/** Reads ids of events of a kind that go, the oldest first: those before its cut, unless what they begin lasts there. */
export const readExpired = (
  table: EventTable,
  kind: EventKind,
  cut: UnixSeconds,
  limit: number,
): Promise<readonly number[]> =>
  readIds(table, `${hasEnded(kind)} ORDER BY event_time LIMIT ?`, [
    kind,
    cut,
    ...(kind in ENDED_BY ? [cut] : []),
    limit,
  ]);

/** Reads ids of all events before a time that begin what lasts at the cut of their kind. */
export async function readLasting(table: EventTable, before: UnixSeconds, cuts: Cuts): Promise<readonly number[]> {
  const ids: number[] = [];
  for (const kind of BEGINNINGS)
    ids.push(...(await readIds(table, `NOT ${hasEnded(kind)}`, [kind, before, cuts.get(kind)!])));
  return ids;
}

/** `values`: kind, the time before which events are read, those of the condition. */
async function readIds(
  table: EventTable,
  condition: string,
  values: readonly (string | number)[],
): Promise<readonly number[]> {
  const rows = await table.all(
    `SELECT event_id FROM events AS begun WHERE kind = ? AND event_time < ? AND ${condition}`,
    ...values,
  );
  return rows.map((row) => Number(row["event_id"]));
}

/** Condition on an event `begun`: what it begins, if anything, has ended before a time, which is its parameter. */
function hasEnded(kind: EventKind): string {
  const ends = ENDED_BY[kind];
  if (ends === undefined) return "true";
  return `EXISTS (SELECT 1 FROM events AS ended
    WHERE ended.host_id = begun.host_id AND ended.service_id = begun.service_id AND ended.event_time < ?
      AND (ended.event_time, ended.event_id) > (begun.event_time, begun.event_id)
      AND ended.kind IN (${ends.map((end) => `'${end}'`).join(", ")})
      ${kind === "downtime-started" ? `AND ${downtimeOf("ended")} IS NOT DISTINCT FROM ${downtimeOf("begun")}` : ""})`;
}

/** The number that `downtimeIdOf` takes from an event. */
const downtimeOf = (event: string): string => String.raw`substring(${event}.reason FROM '\ydowntime (\d+)\y')`;
