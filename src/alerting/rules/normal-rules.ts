import { dialectOf } from "../../model/dialect.ts";
import { namesOf } from "../../model/inventory-index.ts";
import { isAcknowledged } from "../../model/resource-state.ts";
import { isProblem, isHardProblem } from "../../model/state-code.ts";
import { failedNotificationDependency } from "./dependencies.ts";
import { optionOf } from "./notify-options.ts";
import { inUnits, type NotificationRequest } from "./notification-request.ts";
import { hostCheckWait, hostIsDown, hostIsSettling } from "./root-cause-rules.ts";
import {
  awaitedDowntimeSuppression,
  downtimeSuppression,
  recoveryIsAlwaysSent,
  optionSuppression,
} from "./shared-rules.ts";
import { suppressed, waiting, type Suppression } from "./suppression.ts";
import { resourceName } from "../../model/objects.ts";

/** Suppression of a hard problem for all contacts; null when it depends on the contact. In the order of Nagios 4. */
export function problemSuppression(request: NotificationRequest): Suppression | null {
  const { state, target } = request;
  if (!isHardProblem(state.check)) return suppressed("no-problem", { event: "problem" });
  return (
    acknowledged(request) ??
    dependencyFailed(request) ??
    optionSuppression(request, optionOf(target.resource.kind, state.check.state)) ??
    firstDelay(request) ??
    flapping(request) ??
    (request.isForMissedContacts ? null : notifiedOnce(request)) ??
    hostIsDown(request) ??
    (request.isForMissedContacts ? null : tooEarly(request)) ??
    hostIsSettling(request) ??
    heldByDowntime(request) ??
    hostCheckWait(request)
  );
}

/** Suppression of a recovery for all contacts; null when it depends on the contact. */
export function recoverySuppression(request: NotificationRequest): Suppression | null {
  const { ruleContext, state } = request;
  if (isProblem(state.check.state)) return suppressed("no-problem", { event: "recovery" });
  const dialect = dialectOf(ruleContext.engine);
  return (
    (recoveryIsAlwaysSent(request) ? null : dependencyFailed(request)) ??
    optionSuppression(request, "recovery") ??
    problemNotNotified(request) ??
    flapping(request) ??
    recoveryDelay(request) ??
    (dialect.intervalAppliesToRecovery ? (notifiedOnce(request) ?? tooEarly(request)) : null) ??
    (dialect.hostDownSuppressesRecovery ? hostIsDown(request) : null) ??
    heldByDowntime(request)
  );
}

/** Suppression of a problem or a recovery by a downtime that runs, or that waits for a problem. */
export const heldByDowntime = (request: NotificationRequest): Suppression | null =>
  recoveryIsAlwaysSent(request) ? null : (downtimeSuppression(request) ?? awaitedDowntimeSuppression(request));

function acknowledged({ ruleContext, target, state }: NotificationRequest): Suppression | null {
  if (!isAcknowledged(state)) return null;
  const record = ruleContext.acknowledgementOf(target.resource.key);
  // An imported acknowledgement may have an empty author.
  return suppressed("acknowledged", { author: record?.author || null }, record?.expiresAt ?? null);
}

/** Checks the dependencies of the resource, and as in Nagios those of a service's host as well. */
function dependencyFailed({ ruleContext, target, at }: NotificationRequest): Suppression | null {
  if (ruleContext.inventory.dependencies.length === 0) return null;
  const master =
    failedNotificationDependency(ruleContext, target.resource.key, target.zone, at) ??
    (target.resource.kind === "service" && target.host !== undefined
      ? failedNotificationDependency(ruleContext, target.host.key, target.zone, at)
      : null);
  if (master === null) return null;
  const resource = namesOf(ruleContext.inventory).resourceByKey.get(master);
  return suppressed("dependency-failed", { resource: resource === undefined ? null : resourceName(resource) });
}

/** Applies `first_notification_delay`, counted from the hard state; by dialect from the first or the last one. */
function firstDelay(request: NotificationRequest): Suppression | null {
  const { ruleContext, target, state, at } = request;
  const delay = target.resource.firstNotificationDelay;
  if (delay === 0 || state.notification.notificationNumber > 0) return null;
  const lastChange = state.check.lastHardStateChange ?? ruleContext.programStart;
  const began = dialectOf(ruleContext.engine).firstDelayRestartsWithHardState
    ? lastChange
    : (state.notification.problemSince ?? lastChange);
  const end = began + inUnits(request, delay);
  return at >= end ? null : waiting("first-notification-delay", {}, end);
}

const flapping = ({ state }: NotificationRequest): Suppression | null =>
  state.check.isFlapping ? suppressed("flapping", { percent_state_change: state.check.percentStateChange }) : null;

const notifiedOnce = ({ state }: NotificationRequest): Suppression | null =>
  state.notification.isNotifiedOnce ? suppressed("told-once", {}) : null;

function tooEarly({ target, state, at }: NotificationRequest): Suppression | null {
  const next = state.notification.nextNotification;
  if (at >= next || (target.resource.isVolatile && target.resource.kind === "service")) return null;
  return suppressed("interval", {}, next);
}

/**
 * Suppresses the recovery of a problem that nobody was notified of. Imported states have a notification number only.
 */
function problemNotNotified({ ruleContext, state }: NotificationRequest): Suppression | null {
  const { notifiedStates, notificationNumber, notifiedContacts } = state.notification;
  const wasNotified =
    notifiedStates !== 0 ||
    (dialectOf(ruleContext.engine).recoveryGoesToNotifiedContacts &&
      (notificationNumber > 0 || notifiedContacts.length > 0));
  return wasNotified ? null : suppressed("problem-not-told", {});
}

/** Applies `recovery_notification_delay` of Centreon Engine. */
function recoveryDelay(request: NotificationRequest): Suppression | null {
  const { ruleContext, target, state, at } = request;
  const delay = target.resource.options.recoveryNotificationDelay;
  if (delay === 0 || !dialectOf(ruleContext.engine).hasRecoveryOptions) return null;
  const end = (state.check.lastHardStateChange ?? 0) + inUnits(request, delay);
  return at >= end ? null : waiting("recovery-delay", {}, end);
}
