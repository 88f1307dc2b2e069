import type { NotificationEngine } from "../alerting/rules/notification-engine.ts";
import { decideAll } from "../alerting/rules/decide-all.ts";
import type { Ledger } from "../data/ledger/ledger.ts";
import type { Clock, UnixSeconds } from "../lib/clock.ts";
import { dialectOf, type Engine } from "../model/dialect.ts";
import type { Inventory, Resource } from "../model/objects.ts";
import type { ResourceKind } from "../model/state-code.ts";
import type { Comments } from "../operations/comment/comments.ts";
import type { Downtimes } from "../operations/downtime/downtimes.ts";
import { withNextCheck } from "../engine/schedule/plan-state.ts";
import { flappingComments } from "./flapping-comments.ts";
import { hostAfterServiceResult } from "./host-after-service-result.ts";
import { carryNotificationNumber } from "./host-notification-number.ts";
import { withChanges, withState, type FollowUp } from "./result-step.ts";

export interface FollowUpParts {
  readonly ledger: Ledger;
  readonly comments: Comments;
  readonly downtimes: Downtimes;
  readonly notificationEngine: NotificationEngine;
  readonly inventory: () => Inventory;
  readonly clock: Clock;
  /** Plans the next check. Returns its time, or null if the resource is not scheduled. */
  readonly rescheduleAfter: (resource: Resource, wanted: UnixSeconds) => UnixSeconds | null;
}

/** Follow-ups of host results and of service results, in order of execution. */
export function followUpsOf(engine: Engine, parts: FollowUpParts): Readonly<Record<ResourceKind, readonly FollowUp[]>> {
  const follow = namedFollowUps(parts);
  const dialect = dialectOf(engine);
  const begin = [follow.recordEvents, follow.settleNotificationFields];
  const downtimesThenNotifications = [follow.beginDowntimes, follow.decideNotifications];
  const end = [follow.planNextCheck, follow.commentFlapping];
  return {
    host: [
      ...begin,
      ...(dialect.notifiesHostProblemBeforeItsDowntime
        ? [follow.decideNotifications, follow.carryNotificationNumber, follow.beginDowntimes]
        : downtimesThenNotifications),
      ...end,
      follow.endAcknowledgementComments,
    ],
    service: [
      ...begin,
      ...downtimesThenNotifications,
      ...end,
      ...(dialect.serviceResultsTouchHost ? [follow.touchHost] : []),
      follow.endAcknowledgementComments,
    ],
  };
}

function namedFollowUps(parts: FollowUpParts) {
  const { comments, downtimes, notificationEngine, inventory, clock } = parts;
  return {
    recordEvents: (step) =>
      withChanges(
        step,
        step.transition.events.map((event) => ({ kind: "event", event })),
      ),

    /** Updates the notification fields before any decision. */
    settleNotificationFields: (step) =>
      withState(
        step,
        notificationEngine.afterResult(step.resource, step.previous, step.state, step.transition.notificationEvents),
      ),

    beginDowntimes(step) {
      if (!step.transition.beginsDowntimes) return step;
      const { state, changes, settle } = downtimes.onProblem(step.resource.key, step.state, step.at);
      return { ...withChanges(withState(step, state), changes), settle };
    },

    decideNotifications(step) {
      const { resource, at, transition } = step;
      if (transition.notificationEvents.length === 0) return step;
      const events = transition.notificationEvents.map((kind) => ({
        key: resource.key,
        at,
        kind,
        author: null,
        comment: "",
      }));
      const decided = decideAll(notificationEngine, events, resource, step.state);
      return withChanges(withState(step, decided.state), decided.changes);
    },

    /** Directly after the notifications: a message among the changes is then one about this result. */
    carryNotificationNumber: (step) =>
      withState(
        step,
        carryNotificationNumber(
          step.resource,
          step.previous,
          step.state,
          step.changes.some(({ kind }) => kind === "outbox"),
        ),
      ),

    /**
     * A passive result does not move the plan of active checks, as in Nagios. A check that started before the clock was
     * set back seems to have started in the future: its next one counts from now.
     */
    planNextCheck(step) {
      const { resource, result, state, transition } = step;
      if (result.checkType === "passive") return step;
      const wanted = Math.min(result.startedAt, clock.now()) + transition.checkAgainInSeconds;
      return withState(step, withNextCheck(state, parts.rescheduleAfter(resource, wanted)));
    },

    commentFlapping: (step) => withChanges(step, flappingComments(comments, step.transition.events)),

    /** Renotifies the problem of a service's host, and updates its flapping. */
    touchHost: (step) => withChanges(step, hostAfterServiceResult(step, inventory().main, parts)),

    endAcknowledgementComments: (step) =>
      step.transition.endsAcknowledgement
        ? withChanges(step, comments.acknowledgementEnded(step.resource.key, step.at))
        : step,
  } satisfies Record<string, FollowUp>;
}
