import type { NotifyOption, Resource } from "../../model/objects.ts";
import type { StateCode } from "../../model/resource-state.ts";

const OF_HOST = ["recovery", "down", "unreachable"] as const;
const OF_SERVICE = ["recovery", "warning", "critical", "unknown"] as const;

/** Option of `notification_options` for a state. */
export function optionOf(kind: Resource["kind"], state: StateCode): NotifyOption {
  const options: readonly NotifyOption[] = kind === "host" ? OF_HOST : OF_SERVICE;
  return options[state] ?? "recovery";
}

/** Bit set of the states that the options name (bit = state code), as in `notifiedStates`. */
export function stateBits(kind: Resource["kind"], options: ReadonlySet<NotifyOption>): number {
  let bits = 0;
  const states: readonly NotifyOption[] = kind === "host" ? OF_HOST : OF_SERVICE;
  for (const [state, option] of states.entries()) if (options.has(option)) bits |= 1 << state;
  return bits;
}
