import type { NotificationEngine } from "../alerting/rules/notification-engine.ts";
import { decideAll } from "../alerting/rules/decide-all.ts";
import type { Ledger } from "../data/ledger/ledger.ts";
import { dialectOf, type Engine } from "../model/dialect.ts";
import type { Inventory } from "../model/objects.ts";
import type { ResourceKind } from "../model/state-code.ts";
import type { Comments } from "../operations/comment/comments.ts";
import type { Downtimes } from "../operations/downtime/downtimes.ts";
import { flappingComments } from "./flapping-comments.ts";
import { planNextCheck, type PlanParts } from "./plan-next-check.ts";
import { hostAfterServiceResult } from "./host-after-service-result.ts";
import { withChanges, withState, type FollowUp } from "./draft.ts";

export interface FollowUpParts extends PlanParts {
  readonly ledger: Ledger;
  readonly comments: Comments;
  readonly downtimes: Downtimes;
  readonly notificationEngine: NotificationEngine;
  readonly inventory: () => Inventory;
}

/** Follow-ups of host results and of service results, in order of execution. */
export function followUpsOf(engine: Engine, parts: FollowUpParts): Readonly<Record<ResourceKind, readonly FollowUp[]>> {
  const follow = namedFollowUps(engine, parts);
  const dialect = dialectOf(engine);
  const begin = [follow.recordEvents, follow.settleNotificationFields];
  const notifications = [follow.decideNotifications, follow.endNotifiedProblem];
  const end = [follow.planNextCheck, follow.commentFlapping];
  return {
    host: [
      ...begin,
      ...(dialect.notifiesHostProblemBeforeItsDowntime
        ? [...notifications, follow.beginDowntimes]
        : [follow.beginDowntimes, ...notifications]),
      ...end,
      follow.endAcknowledgementComments,
    ],
    service: [
      ...begin,
      follow.beginDowntimes,
      ...notifications,
      ...end,
      ...(dialect.serviceResultsTouchHost ? [follow.touchHost] : []),
      follow.endAcknowledgementComments,
    ],
  };
}

function namedFollowUps(engine: Engine, parts: FollowUpParts) {
  const { comments, downtimes, notificationEngine, inventory } = parts;
  return {
    recordEvents: (draft, { transition }) =>
      withChanges(
        draft,
        transition.events.map((event) => ({ kind: "event", event })),
      ),

    /** Updates the notification fields before any decision. */
    settleNotificationFields: (draft, { resource, previous, transition }) =>
      withState(draft, notificationEngine.afterResult(resource, previous, draft.state, transition)),

    beginDowntimes(draft, { resource, transition, at }) {
      if (!transition.beginsDowntimes) return draft;
      const begun = downtimes.onProblem(resource.key, draft.state, at);
      return begun === null ? draft : { ...begun, changes: [...draft.changes, ...begun.changes] };
    },

    decideNotifications(draft, { resource, transition, at }) {
      if (transition.notificationEvents.length === 0) return draft;
      const events = transition.notificationEvents.map((kind) => ({
        key: resource.key,
        at,
        kind,
        author: null,
        comment: "",
      }));
      const decided = decideAll(notificationEngine, events, resource, draft.state);
      return withChanges(withState(draft, decided.state), decided.changes);
    },

    /** The recovery belongs to the problem: it is decided with the number of the problem's notifications. */
    endNotifiedProblem: (draft, { resource, transition }) =>
      withState(draft, notificationEngine.afterEvents(resource.key, draft.state, transition)),

    planNextCheck: planNextCheck(parts),

    commentFlapping: (draft, { transition }) => withChanges(draft, flappingComments(comments, transition.events)),

    /** Renotifies the problem of a service's host, and updates its flapping. */
    touchHost: (draft, applied) =>
      withChanges(draft, hostAfterServiceResult(draft, applied, inventory().main, { ...parts, engine })),

    endAcknowledgementComments: (draft, { resource, transition, at }) =>
      transition.endsAcknowledgement ? withChanges(draft, comments.acknowledgementEnded(resource.key, at)) : draft,
  } satisfies Record<string, FollowUp>;
}
