import { dialectOf } from "../../model/dialect.ts";
import { isProblem } from "../../model/state-code.ts";
import { problemRefusal, recoveryRefusal } from "./normal-rules.ts";
import type { NotificationRequest } from "./notification-request.ts";
import { downtimeRefusal, recoveryIsAlwaysSent, optionRefusal, ownDowntimeRefusal } from "./shared-rules.ts";
import { suppressed, type Suppression } from "./suppression.ts";
import { untilWords } from "./time-text.ts";
import { resourceName } from "../../model/objects.ts";

/**
 * Why nobody is told of an occasion, whoever the contact; null when that depends on the contact. The order is that of
 * Nagios 4: the first rule that has something against it gives the reason. A forced notification passes every rule.
 */
export function eventSuppression(request: NotificationRequest): Suppression | null {
  if (request.notificationEvent.isForced) return null;
  return generalRefusal(request) ?? refusalByKind(request);
}

function generalRefusal(request: NotificationRequest): Suppression | null {
  const { ruleContext, target, at } = request;
  if (!ruleContext.inventory.main.enableNotifications) {
    return suppressed("notifications-disabled", () => "notifications are switched off (enable_notifications)");
  }
  if (haveParentsFailed(request))
    return suppressed("service-parents-failed", () => "every service it has as a parent has a problem");
  const opening = ruleContext.periods.opening(target.notificationPeriod, target.zone, at);
  if (opening > at && !recoveryIsAlwaysSent(request)) return periodClosed(request, opening);
  if (target.resource.notificationsEnabled === false) {
    return suppressed(
      "resource-notifications-disabled",
      () => `notifications about ${resourceName(target.resource)} are switched off`,
    );
  }
  return null;
}

function periodClosed({ target, at }: NotificationRequest, opening: number): Suppression {
  return opening === Infinity
    ? suppressed("period-closed", () => `period ${target.notificationPeriod} never opens`)
    : suppressed(
        "period-closed",
        () => `period ${target.notificationPeriod} closed until ${untilWords(opening, at, target.zone)}`,
        opening,
      );
}

/** `parents` of a service. Nagios 4.4.6 lets them keep back checks only. */
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

function refusalByKind(request: NotificationRequest): Suppression | null {
  switch (request.notificationEvent.kind) {
    case "custom":
      return downtimeRefusal(request);
    case "acknowledgement-expiring":
    case "acknowledgement":
      return !isProblem(request.state.check.state)
        ? suppressed("no-problem", () => "there is no problem to acknowledge")
        : null;
    case "flapping-start":
    case "flapping-stop":
    case "flapping-disabled":
      return optionRefusal(request, "flapping") ?? downtimeRefusal(request);
    case "downtime-start":
    case "downtime-end":
    case "downtime-cancelled":
      return optionRefusal(request, "downtime") ?? ownDowntimeRefusal(request);
    // Told within it.
    case "downtime-ending":
      return optionRefusal(request, "downtime");
    case "problem":
      return problemRefusal(request);
    case "recovery":
      return recoveryRefusal(request);
  }
}
