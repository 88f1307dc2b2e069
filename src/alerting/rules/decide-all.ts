import type { Resource } from "../../model/objects.ts";
import type { Occasion } from "../../model/history-event.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import type { Decided, Decider } from "./notification-engine.ts";
import type { Change } from "../../model/change.ts";

/** Several occasions of one resource, one after the other, each with the state the one before left. */
export function decideAll(
  decider: Decider,
  occasions: readonly Occasion[],
  resource: Resource,
  state: ResourceState,
): Decided {
  const changes: Change[] = [];
  let current = state;
  for (const occasion of occasions) {
    const decided = decider.decide(occasion, resource, current);
    current = decided.state;
    changes.push(...decided.changes);
  }
  return { state: current, changes };
}
