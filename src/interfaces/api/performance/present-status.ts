import type { DateRange } from "../date-parameter.ts";

export const STATES = ["ok", "warning", "critical", "unknown"] as const;
export type StateName = (typeof STATES)[number];

/** A state since a time. */
export interface StateSince {
  readonly at: number;
  readonly state: StateName;
}

interface Stretch {
  /** Unix seconds. */
  readonly start: string;
  readonly end: string;
}

/**
 * Stretches of each state of a service (later versions §9), consecutive. `changes` are in order of time; before the
 * first one the state is unknown.
 */
export function presentStatus(
  changes: readonly StateSince[],
  { from, to }: DateRange,
): Readonly<Record<StateName, readonly Stretch[]>> {
  const found: Record<StateName, Stretch[]> = { critical: [], warning: [], ok: [], unknown: [] };
  let [current, start]: [StateName, number] = ["unknown", from];
  const end = (at: number): void => {
    if (at > start) found[current].push({ start: String(start), end: String(at) });
  };
  for (const change of changes) {
    const at = Math.max(from, Math.floor(change.at));
    if (change.state === current || at >= to) continue;
    end(at);
    [current, start] = [change.state, at];
  }
  end(to);
  return found;
}
