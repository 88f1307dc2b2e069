import { createStoredTimeline } from "../../../data/history/read-timeline.ts";
import type { Interval, IntervalSet } from "../../../engine/availability/intervals.ts";
import type { StatusSpan } from "../../../engine/availability/timeline.ts";
import { createTimelineReader } from "../../../operations/availability/read-timelines.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import type { ApiParts } from "../api-parts.ts";
import { resourceOfRow, type LiveRowSource } from "./row-of-path.ts";

/** Unix seconds, and the hard state from then on: null while nobody looked. */
export type StateFrom = readonly [at: UnixSeconds, state: string | null];

export interface StatesBetween {
  /** The first one at the begin of the range. */
  readonly states: readonly StateFrom[];
  /** Of the resource, or of its host. */
  readonly downtimes: readonly (readonly [from: UnixSeconds, to: UnixSeconds])[];
}

/**
 * Hard states and downtimes of a resource between two times, up to the present, from the same history and by the same
 * rules as reports of availability. Refuses with `report-too-large`.
 */
export async function statesBetween(
  row: LiveRowSource,
  { from, to }: { readonly from: UnixSeconds; readonly to: UnixSeconds },
  { events, inventory, clock }: Pick<ApiParts, "events" | "inventory" | "clock">,
): Promise<StatesBetween> {
  const now = Math.floor(clock.now()) * 1000;
  const range: Interval = { from: Math.min(from * 1000, now), to: Math.min(to * 1000, now) };
  if (range.from >= range.to) return { states: [], downtimes: [] };
  const source = createStoredTimeline({ history: events, presentState: () => row.state });
  const reader = createTimelineReader({ source, inventory: inventory(), range, now, countsSoftProblems: false });
  const statuses: StatusSpan[] = [];
  const downtimes: Interval[] = [];
  await reader.read(resourceOfRow(row), {
    begin: null,
    cutAt: null,
    take: async (part) => {
      statuses.push(...part.statuses);
      downtimes.push(...part.downtime);
    },
    atCut: () => {},
  });
  return { states: statesOf(statuses), downtimes: joined(downtimes).map((span) => [span.from / 1000, span.to / 1000]) };
}

function statesOf(spans: readonly StatusSpan[]): readonly StateFrom[] {
  const states: StateFrom[] = [];
  for (const { from, status } of spans) {
    const state = status === "unmonitored" ? null : status.toUpperCase();
    if (states.length === 0 || states.at(-1)![1] !== state) states.push([from / 1000, state]);
  }
  return states;
}

/** Spans of adjacent parts as one. */
function joined(spans: readonly Interval[]): IntervalSet {
  const found: Interval[] = [];
  for (const span of spans) {
    const last = found.at(-1);
    if (last?.to === span.from) found[found.length - 1] = { from: last.from, to: span.to };
    else found.push(span);
  }
  return found;
}
