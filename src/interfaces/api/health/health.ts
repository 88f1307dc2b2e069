import { type Delay, watchEventLoopDelay } from "../../../lib/event-loop-delay.ts";
import type { CheckCounts } from "../../../engine/schedule/check-counts.ts";

/** Answer of `GET /api/health`. */
export interface Health {
  readonly status: "ok";
  readonly version: string;
  readonly checks: CheckCounts;
  readonly event_loop_delay: Delay;
}

/** Measures until `stop` is called. */
export function watchHealth(
  version: string,
  checks: () => CheckCounts,
): { readonly latest: () => Health; readonly stop: () => void } {
  const delay = watchEventLoopDelay();
  return {
    latest: () => ({ status: "ok", version, checks: checks(), event_loop_delay: delay.latest() }),
    stop: () => delay.stop(),
  };
}
