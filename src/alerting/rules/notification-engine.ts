import type { Resource } from "../../model/objects.ts";
import type { Transition } from "../../engine/state/rules.ts";
import type { NotificationEvent } from "../../model/history-event.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import type { Change } from "../../model/change.ts";

/** Outcome of a notification event: the state with updated notification fields, and the changes to commit with it. */
export interface Decided {
  readonly state: ResourceState;
  /** Outbox messages, decisions and events; never the state of `key` itself. */
  readonly changes: readonly Change[];
}

/**
 * Decides who is notified of what, by the configuration and the current states. It sends nothing: messages are
 * committed with their cause and sent by src/alerting/delivery/.
 */
export interface NotificationEngine {
  /**
   * Updates the notification fields for a result, before its events are decided. To be called with every result;
   * returns the same object when nothing changes.
   */
  afterResult(
    resource: Resource,
    previous: ResourceState,
    next: ResourceState,
    transition: Pick<Transition, "notificationEvents" | "isChange">,
  ): ResourceState;
  /** Updates the notification fields after the events of a result were decided. */
  afterEvents(key: ResourceKey, state: ResourceState, transition: Pick<Transition, "endsHardProblem">): ResourceState;
  /** Decides one event. `state`: the newest one of the resource, possibly not yet committed. */
  decide(notificationEvent: NotificationEvent, resource: Resource, state: ResourceState): Decided;
}
