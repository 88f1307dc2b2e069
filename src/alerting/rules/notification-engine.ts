import type { Resource } from "../../model/objects.ts";
import type { NotificationKind, NotificationEvent } from "../../model/history-event.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import type { Change } from "../../model/change.ts";

/** What an occasion came to: the state with its notification fields moved on, and what is to be committed with it. */
export interface Decided {
  readonly state: ResourceState;
  /** Outbox messages, decisions and events; never the state of `key` itself. */
  readonly changes: readonly Change[];
}

/**
 * Decides who is told about what, by the configuration and the states of the moment. Nothing is sent here: messages are
 * committed with their cause and sent by src/alerting/delivery/.
 */
export interface NotificationEngine {
  /**
   * What a result changes in the notification fields of its resource before anything is decided about it. To be called with
   * every result; the same object when nothing changes. `occasions` are those the result has.
   */
  afterResult(
    resource: Resource,
    previous: ResourceState,
    next: ResourceState,
    notificationEvents: readonly NotificationKind[],
  ): ResourceState;
  /** `state` is the newest one of the resource, perhaps not yet committed. */
  decide(notificationEvent: NotificationEvent, resource: Resource, state: ResourceState): Decided;
}
