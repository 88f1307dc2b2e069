import { dialectOf } from "../../model/dialect.ts";
import type { NotificationKind } from "../../model/history-event.ts";
import { isProblem } from "../../model/state-code.ts";
import { problemSuppression, recoverySuppression } from "./normal-rules.ts";
import type { NotificationRequest } from "./notification-request.ts";
import {
  downtimeSuppression,
  recoveryIsAlwaysSent,
  optionSuppression,
  ownDowntimeSuppression,
} from "./shared-rules.ts";
import { suppressed, waiting, type Suppression } from "./suppression.ts";
import { resourceName } from "../../model/objects.ts";

/**
 * Suppression of an event for all contacts; null when it depends on the contact. The order is that of Nagios 4: the
 * first rule that suppresses gives the reason. A forced notification passes every rule.
 */
export function eventSuppression(request: NotificationRequest): Suppression | null {
  if (request.notificationEvent.isForced) return null;
  return generalSuppression(request) ?? suppressionByKind(request);
}

function generalSuppression(request: NotificationRequest): Suppression | null {
  const { ruleContext, target, at } = request;
  if (!ruleContext.inventory.main.enableNotifications) {
    return suppressed("notifications-disabled", {});
  }
  const poller = isFromResults(request.notificationEvent.kind) ? ruleContext.latePoller(target.resource.key) : null;
  if (poller !== null) return waiting("results-late", { poller }, null);
  if (haveParentsFailed(request)) return suppressed("service-parents-failed", {});
  const opening = ruleContext.periods.opening(target.notificationPeriod, target.zone, at);
  if (opening > at && !recoveryIsAlwaysSent(request))
    return suppressed("period-closed", { period: target.notificationPeriod }, opening === Infinity ? null : opening);
  if (target.resource.notificationsEnabled === false) {
    return suppressed("resource-notifications-disabled", { resource: resourceName(target.resource) });
  }
  return null;
}

/** What operators and the clock do is notified whatever results are still to come. */
const isFromResults = (kind: NotificationKind): boolean =>
  kind === "problem" || kind === "recovery" || kind === "flapping-start" || kind === "flapping-stop";

/** Evaluates `parents` of a service. In Nagios 4.4.6 they suppress checks only, not notifications. */
function haveParentsFailed({ ruleContext, target }: NotificationRequest): boolean {
  if (!dialectOf(ruleContext.engine).asksParentsForNotifications || ruleContext.inventory.serviceParents.size === 0)
    return false;
  const parents = ruleContext.inventory.serviceParents.get(target.resource.key);
  return (
    parents !== undefined &&
    parents.length > 0 &&
    parents.every((parent) => isProblem(ruleContext.stateOf(parent)?.check.state ?? 0))
  );
}

function suppressionByKind(request: NotificationRequest): Suppression | null {
  switch (request.notificationEvent.kind) {
    case "custom":
      return downtimeSuppression(request);
    case "acknowledgement-expiring":
    case "acknowledgement":
      return !isProblem(request.state.check.state) ? suppressed("no-problem", { event: "acknowledgement" }) : null;
    case "flapping-start":
    case "flapping-stop":
    case "flapping-disabled":
      return optionSuppression(request, "flapping") ?? downtimeSuppression(request);
    case "downtime-start":
    case "downtime-end":
    case "downtime-cancelled":
      return optionSuppression(request, "downtime") ?? ownDowntimeSuppression(request);
    // Sent while the downtime is running.
    case "downtime-ending":
      return optionSuppression(request, "downtime");
    case "problem":
      return problemSuppression(request);
    case "recovery":
      return recoverySuppression(request);
  }
}
