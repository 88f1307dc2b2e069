import { dialectOf } from "../../model/dialect.ts";
import type { NotifyOption } from "../../model/objects.ts";
import type { NotificationRequest } from "./notification-request.ts";
import { suppressed, type Suppression } from "./suppression.ts";

/** Applies `notification_options` of the resource. */
export function optionSuppression(
  { target: { resource } }: NotificationRequest,
  option: NotifyOption,
): Suppression | null {
  if (resource.notifyOn === null || resource.notifyOn.has(option)) return null;
  return suppressed("not-a-notification-option", { type: resource.kind, option });
}

/** `send_recovery_notifications_anyways` of Centreon Engine. */
export const recoveryIsAlwaysSent = ({ ruleContext, notificationEvent }: NotificationRequest): boolean =>
  notificationEvent.kind === "recovery" &&
  dialectOf(ruleContext.engine).hasRecoveryOptions &&
  ruleContext.inventory.main.sendRecoveryNotificationsAnyways;

/** Suppression by a downtime of the resource or of its host. */
export const downtimeSuppression = (request: NotificationRequest): Suppression | null =>
  ownDowntimeSuppression(request) ?? hostDowntimeSuppression(request);

/** Suppresses a service while a flexible downtime, its own or of its host, waits for a problem (Nagios). */
export function awaitedDowntimeSuppression({
  ruleContext,
  target: { resource, host },
  at,
}: NotificationRequest): Suppression | null {
  if (!dialectOf(ruleContext.engine).awaitedDowntimeSuppresses || resource.kind === "host") return null;
  const isAwaited =
    ruleContext.isDowntimeAwaited(resource.key, at) ||
    (host !== undefined && ruleContext.isDowntimeAwaited(host.key, at));
  return isAwaited ? suppressed("downtime-awaited", {}) : null;
}

export function ownDowntimeSuppression({ ruleContext, target, state }: NotificationRequest): Suppression | null {
  if (state.handling.scheduledDowntimeDepth === 0) return null;
  const downtime = ruleContext.downtimeOf(target.resource.key);
  return suppressed("in-downtime", { downtime: downtime?.id ?? null }, downtime?.until ?? null);
}

function hostDowntimeSuppression({ ruleContext, target: { resource, host } }: NotificationRequest): Suppression | null {
  if (resource.kind === "host" || host === undefined) return null;
  const depth = ruleContext.stateOf(host.key)?.handling.scheduledDowntimeDepth ?? 0;
  if (depth === 0) return null;
  const downtime = ruleContext.downtimeOf(host.key);
  return suppressed(
    "host-in-downtime",
    { host: host.hostName, downtime: downtime?.id ?? null },
    downtime?.until ?? null,
  );
}
