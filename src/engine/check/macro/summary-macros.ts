import type { Resource } from "../../../model/objects.ts";
import type { MacroContext } from "./macro-context.ts";
import { isAcknowledged } from "../../../model/resource-state.ts";
import { stateId } from "./resource-macros.ts";

type Counted = (state: number, isUnhandled: boolean) => boolean;

const counts: Readonly<Record<string, readonly ["hosts" | "services", Counted]>> = {
  TOTALHOSTSUP: ["hosts", (state) => state === 0],
  TOTALHOSTSDOWN: ["hosts", (state) => state === 1],
  TOTALHOSTSUNREACHABLE: ["hosts", (state) => state === 2],
  TOTALHOSTSDOWNUNHANDLED: ["hosts", (state, isUnhandled) => state === 1 && isUnhandled],
  TOTALHOSTSUNREACHABLEUNHANDLED: ["hosts", (state, isUnhandled) => state === 2 && isUnhandled],
  TOTALHOSTPROBLEMS: ["hosts", (state) => state !== 0],
  TOTALHOSTPROBLEMSUNHANDLED: ["hosts", (state, isUnhandled) => state !== 0 && isUnhandled],
  TOTALSERVICESOK: ["services", (state) => state === 0],
  TOTALSERVICESWARNING: ["services", (state) => state === 1],
  TOTALSERVICESCRITICAL: ["services", (state) => state === 2],
  TOTALSERVICESUNKNOWN: ["services", (state) => state === 3],
  TOTALSERVICESWARNINGUNHANDLED: ["services", (state, isUnhandled) => state === 1 && isUnhandled],
  TOTALSERVICESCRITICALUNHANDLED: ["services", (state, isUnhandled) => state === 2 && isUnhandled],
  TOTALSERVICESUNKNOWNUNHANDLED: ["services", (state, isUnhandled) => state === 3 && isUnhandled],
  TOTALSERVICEPROBLEMS: ["services", (state) => state !== 0],
  TOTALSERVICEPROBLEMSUNHANDLED: ["services", (state, isUnhandled) => state !== 0 && isUnhandled],
};

/**
 * Summary macros such as `$TOTALHOSTSDOWN$`. Pending resources are not counted (Nagios). Counts the whole inventory
 * once per context, so it is too slow for every check of a large one.
 */
export function summaryMacro(name: string, context: MacroContext): string | undefined {
  const count = Object.hasOwn(counts, name) ? counts[name] : undefined;
  if (count === undefined) return undefined;
  const [kind, isCounted] = count;
  const tally = talliesOf(context)[kind];
  return `${tally.reduce((sum, number, index) => (isCounted(index >> 1, index % 2 === 1) ? sum + number : sum), 0)}`;
}

/** Counts, indexed by twice the state, plus one if unhandled. */
type Tally = readonly number[];

const talliesByContext = new WeakMap<MacroContext, Readonly<Record<"hosts" | "services", Tally>>>();

function talliesOf(context: MacroContext): Readonly<Record<"hosts" | "services", Tally>> {
  const cached = talliesByContext.get(context);
  if (cached !== undefined) return cached;
  const tallies = {
    hosts: tallyOf(context.inventory.hosts, context),
    services: tallyOf(context.inventory.services, context),
  };
  talliesByContext.set(context, tallies);
  return tallies;
}

function tallyOf(resources: readonly Resource[], context: MacroContext): Tally {
  const tally = [0, 0, 0, 0, 0, 0, 0, 0];
  for (const resource of resources) {
    const state = context.stateOf(resource.key);
    if (state?.check.hasBeenChecked !== true) continue;
    const isUnhandled = !isAcknowledged(state) && state.handling.scheduledDowntimeDepth === 0;
    tally[2 * stateId(resource, state) + (isUnhandled ? 1 : 0)]! += 1;
  }
  return tally;
}
