import { NO_STATE } from "../../../data/timeseries/read/request.ts";
import { MAX_INTERVALS_BETWEEN } from "../../../data/timeseries/rollup/increase.ts";
import type { DateRange } from "../date-parameter.ts";
import { timeOf, type Graph } from "./read-graph.ts";

const STATES = ["ok", "warning", "critical", "unknown"] as const;
type StateName = (typeof STATES)[number];

interface Stretch {
  /** Unix seconds. */
  readonly start: string;
  readonly end: string;
}

/**
 * Stretches of each state of a service (later versions §9). A state lasts until the next result, as long as a few
 * results at most are missing; where nothing is known it is unknown.
 */
export function presentStatus(graph: Graph, { from, to }: DateRange): Readonly<Record<StateName, readonly Stretch[]>> {
  const found: Record<StateName, Stretch[]> = { critical: [], warning: [], ok: [], unknown: [] };
  let [state, start]: [StateName, number] = ["unknown", from];
  const end = (at: number): void => {
    if (at > start) found[state].push({ start: String(start), end: String(at) });
  };
  for (const [bucket, name] of filled(graph).entries()) {
    const at = Math.max(from, timeOf(graph, bucket));
    if (name === state || at >= to) continue;
    end(at);
    [state, start] = [name, at];
  }
  end(to);
  return found;
}

/** Worst state of each bucket. */
function filled({ states, count }: Graph): readonly StateName[] {
  let before: StateName = "unknown";
  let missing = 0;
  return Array.from({ length: count }, (_, bucket) => {
    const code = states?.[bucket] ?? NO_STATE;
    missing = code === NO_STATE ? missing + 1 : 0;
    if (missing === 0) before = STATES[code] ?? "unknown";
    return missing < MAX_INTERVALS_BETWEEN ? before : "unknown";
  });
}
