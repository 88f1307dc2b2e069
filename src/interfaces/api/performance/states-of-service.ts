import type { ServiceRow } from "../../../data/realtime/realtime.ts";
import { createStoredTimeline } from "../../../data/history/read-timeline.ts";
import { NO_STATE } from "../../../data/timeseries/read/request.ts";
import { MAX_INTERVALS_BETWEEN } from "../../../data/timeseries/rollup/increase.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import type { StateCode } from "../../../model/resource-state.ts";
import { factsAfter, type ResourceFacts } from "../../../model/timeline-facts.ts";
import type { DateRange } from "../date-parameter.ts";
import type { ApiParts } from "../api-parts.ts";
import { STATES, type StateName, type StateSince } from "./present-status.ts";
import { timeOf, type Graph } from "./read-graph.ts";

const nameOf = (state: StateCode | number | null | undefined): StateName => STATES[state ?? NO_STATE] ?? "unknown";

/**
 * States that are kept with performance data, the worst of each bucket. A state lasts until the next result, as long as
 * a few results at most are missing.
 */
export function statesOfGraph(graph: Graph): readonly StateSince[] {
  let before: StateName = "unknown";
  let missing = 0;
  return Array.from({ length: graph.count }, (_, bucket) => {
    const code = graph.states?.[bucket] ?? NO_STATE;
    missing = code === NO_STATE ? missing + 1 : 0;
    if (missing === 0) before = nameOf(code);
    return { at: timeOf(graph, bucket), state: missing < MAX_INTERVALS_BETWEEN ? before : "unknown" };
  });
}

/** Hard states of the history, for a service without performance data. Refuses with `report-too-large`. */
export async function statesOfHistory(
  { service: { key }, state }: ServiceRow,
  { from, to }: DateRange,
  { events }: Pick<ApiParts, "events">,
  now: UnixSeconds,
): Promise<readonly StateSince[]> {
  const timeline = createStoredTimeline({ history: events, presentState: () => state });
  let facts = (await events.readFactsBefore(key, from)) as ResourceFacts;
  const found: StateSince[] = [{ at: from, state: nameOf(facts.hardState) }];
  for await (const page of timeline.events(key, from, Math.min(to, now + 1))) {
    for (const event of page) {
      facts = factsAfter(facts, event);
      found.push({ at: event.at, state: nameOf(facts.hardState) });
    }
  }
  found.push({ at: Math.max(from, now + 1), state: "unknown" });
  return found;
}
