import type { State } from "../../data/wire.ts";
import type { StateStep } from "../../data/wire-detail.ts";

/** Unix seconds. */
export interface StateSpan {
  readonly from: number;
  readonly to: number;
  /** Null: nobody looked. */
  readonly state: State | null;
}

/** Spans of steps within a range; what is before the first step is left out. */
export function spansOf(steps: readonly StateStep[], from: number, to: number): readonly StateSpan[] {
  return steps.flatMap(([at, state], index) => {
    const span = { from: Math.max(at, from), to: Math.min(steps[index + 1]?.[0] ?? to, to), state };
    return span.to > span.from ? [span] : [];
  });
}
