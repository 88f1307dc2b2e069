import type { Resource } from "../../model/objects.ts";
import type { NotificationEvent } from "../../model/history-event.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import type { Decided, NotificationEngine } from "./notification-engine.ts";
import type { Change } from "../../model/change.ts";

/** Decides several notification events of one resource in order, each on the state that the previous one left. */
export function decideAll(
  notificationEngine: Pick<NotificationEngine, "decide">,
  notificationEvents: readonly NotificationEvent[],
  resource: Resource,
  state: ResourceState,
): Decided {
  const changes: Change[] = [];
  let current = state;
  for (const notificationEvent of notificationEvents) {
    const decided = notificationEngine.decide(notificationEvent, resource, current);
    current = decided.state;
    changes.push(...decided.changes);
  }
  return { state: current, changes };
}
