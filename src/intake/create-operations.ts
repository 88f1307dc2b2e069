import type { NotificationEngine } from "../alerting/rules/notification-engine.ts";
import type { Ledger } from "../data/ledger/ledger.ts";
import type { CheckRequests } from "../engine/schedule/scheduler.ts";
import type { Clock } from "../lib/clock.ts";
import type { Engine } from "../model/dialect.ts";
import type { Inventory } from "../model/objects.ts";
import type { Acknowledgements } from "../operations/acknowledgement/acknowledgements.ts";
import { NO_CONSEQUENCES, type Adaptive } from "../operations/adaptive/adaptive.ts";
import type { Actor } from "../operations/audit/actor.ts";
import { createAudit } from "../operations/audit/audit.ts";
import { createCheckOperations } from "../operations/check/check-operations.ts";
import { createCommentOperations } from "../operations/comment/comment-operations.ts";
import type { Comments } from "../operations/comment/comments.ts";
import type { Downtimes } from "../operations/downtime/downtimes.ts";
import type { RecurringDowntimes } from "../operations/downtime/recurring-downtimes.ts";
import {
  createNotificationOperations,
  type RetriedDeliveries,
} from "../operations/notification/notification-operations.ts";
import { submittedWords } from "../operations/audit/submitted-words.ts";
import type { Operations } from "../operations/operations.ts";
import { createFlappingOperations } from "./flapping-operations.ts";
import type { PassiveResults } from "./passive-results.ts";
import { auditOf, submitResults } from "./submit-results.ts";

export interface OperationsParts {
  readonly acknowledgements: Acknowledgements;
  readonly downtimes: Downtimes;
  readonly recurringDowntimes: RecurringDowntimes;
  readonly comments: Comments;
  readonly notificationEngine: NotificationEngine;
  readonly passiveResults: PassiveResults;
  readonly adaptive: Adaptive;
  readonly scheduler: Pick<CheckRequests, "rescheduleAfter" | "runAt">;
  readonly ledger: Ledger;
  readonly inventory: () => Inventory;
  readonly clock: Clock;
  /** Counted here. */
  readonly submissions?: SubmissionCounts;
  readonly engine: Engine;
  /** Default: nothing is delivered. */
  readonly deliveries?: RetriedDeliveries;
}

const NO_DELIVERIES: RetriedDeliveries = { waitingForRetry: () => null, retryNow: () => {} };

/** Passive results that were submitted since the start, by the door they came through. */
export type SubmissionCounts = Record<Actor["source"], number>;

export const createSubmissionCounts = (): SubmissionCounts => ({ api: 0, "command-file": 0, cli: 0, console: 0 });

/** Made here and not in src/operations/, since passive results and flapping need the intake. */
export function createOperations(parts: OperationsParts): Operations {
  const { acknowledgements, downtimes, recurringDowntimes, passiveResults, adaptive, ledger, clock } = parts;
  const audit = createAudit({ clock, stateOf: ledger.lastState });
  const flapping = createFlappingOperations({ ...parts, audit });
  const submissions = parts.submissions ?? createSubmissionCounts();

  return {
    ...createCommentOperations({ ...parts, audit }),
    ...createCheckOperations({ ...parts, audit }),
    ...createNotificationOperations({ deliveries: NO_DELIVERIES, ...parts, audit }),
    clearFlapping: flapping.clearFlapping,
    acknowledge: (keys, request, actor) => acknowledgements.acknowledge(keys, request, actor.name, audit(actor)),
    cancelAcknowledgement: (key, actor) => acknowledgements.cancel(key, actor.name, audit(actor)),
    scheduleDowntime: (keys, request, actor) => downtimes.schedule(keys, request, actor.name, audit(actor)),
    cancelDowntime: (id, actor) => downtimes.cancel(id, actor.name, audit(actor)),
    moveDowntimeEnd: (id, until, actor) => downtimes.moveEnd(id, until, actor.name, audit(actor)),
    addRecurringDowntime: (request, actor) => recurringDowntimes.add(request, actor.name, audit(actor)),
    replaceRecurringDowntime: (id, request, actor) => recurringDowntimes.replace(id, request, audit(actor)),
    removeRecurringDowntime: (id, actor) => recurringDowntimes.remove(id, audit(actor)),
    submitResult(resource, result, actor) {
      submissions[actor.source]++;
      return actor.source === "command-file"
        ? passiveResults.accept(resource, result, "soon")
        : passiveResults.accept(resource, result, "at-once", () => audit(actor)(submittedWords(1), [resource.key]));
    },
    submitResults(results, actor) {
      submissions[actor.source] += results.length;
      return submitResults(results, auditOf(results, audit(actor), passiveResults), parts);
    },
    changeResources: (keys, change, actor) =>
      adaptive.changeResources(keys, change, audit(actor), flapping.consequences(keys, change.flapDetectionEnabled)),
    changeContacts: (names, change, actor) => adaptive.changeContacts(names, change, audit(actor)),
    changeProgram: (change, actor) =>
      adaptive.changeProgram(change, audit(actor), flapping.consequences("all", change.enableFlapDetection)),
    resetAttributes: (target, attributes, actor) =>
      adaptive.forget(target, attributes, audit(actor), ({ flapDetectionEnabled }) =>
        target.type === "resource" ? flapping.consequences([target.key], flapDetectionEnabled) : NO_CONSEQUENCES,
      ),
    endFlappingWhereSwitchedOff: flapping.endWhereSwitchedOff,
  };
}
