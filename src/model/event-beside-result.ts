import type { ResourceKey } from "./resource-key.ts";
import type { UnixSeconds } from "../lib/clock.ts";
import type { HistoryEvent } from "./history-event.ts";
import type { ResourceState } from "./resource-state.ts";

/** What happens to a resource without a result of its own: the line of the history says which state it is in. */
export function eventBesideResult(
  key: ResourceKey,
  { state, stateType, checkAttempt, output }: ResourceState,
  at: UnixSeconds,
  kind: HistoryEvent["kind"],
  reason: string,
): HistoryEvent {
  return { key, at, kind, state, stateType, checkAttempt, output: firstLine(output), reason };
}

/** Output as it is kept: the first line, a newline, the rest. */
export const firstLine = (output: string | null): string => (output ?? "").split("\n", 1)[0] ?? "";
