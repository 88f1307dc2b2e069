import type { Comments } from "../operations/comment/comments.ts";
import { decideAll } from "../alerting/rules/decide-all.ts";
import type { Decided, NotificationEngine } from "../alerting/rules/notification-engine.ts";
import type { Resource } from "../model/objects.ts";
import type { UnixSeconds } from "../lib/clock.ts";
import type { FlapChange } from "../engine/state/flap-change.ts";
import { flappingComments } from "./flapping-comments.ts";

export interface FlapParts {
  readonly comments: Comments;
  readonly notificationEngine: NotificationEngine;
}

/**
 * Changes to commit with the state when flapping begins or ends without a result of the resource: history,
 * notifications, the comment.
 */
export function flapChanges(
  { next, events, notificationEvents }: FlapChange,
  resource: Resource,
  at: UnixSeconds,
  { comments, notificationEngine }: FlapParts,
): Decided {
  const { key } = resource;
  const notified = decideAll(
    notificationEngine,
    notificationEvents.map((kind) => ({ key, at, kind, author: null, comment: "" })),
    resource,
    next,
  );
  return {
    state: notified.state,
    changes: [
      ...events.map((event) => ({ kind: "event", event }) as const),
      ...notified.changes,
      ...flappingComments(comments, events),
    ],
  };
}
