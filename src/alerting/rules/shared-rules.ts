import { dialectOf } from "../../model/dialect.ts";
import type { NotifyOption } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { NotificationRequest } from "./notification-request.ts";
import type { ReasonCode } from "./reason-codes.ts";
import { suppressed, type Suppression } from "./suppression.ts";
import { untilWords } from "./time-text.ts";

/** Applies `notification_options` of the resource. */
export function optionSuppression(
  { target: { resource } }: NotificationRequest,
  option: NotifyOption,
): Suppression | null {
  if (resource.notifyOn === null || resource.notifyOn.has(option)) return null;
  return suppressed(
    "not-a-notification-option",
    () => `notification_options of the ${resource.kind} do not include '${option}'`,
  );
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
  return isAwaited ? suppressed("downtime-awaited", () => "a flexible downtime waits for a problem") : null;
}

export function ownDowntimeSuppression(request: NotificationRequest): Suppression | null {
  return request.state.handling.scheduledDowntimeDepth > 0
    ? inDowntime(request, request.target.resource.key, "in-downtime", "")
    : null;
}

function hostDowntimeSuppression(request: NotificationRequest): Suppression | null {
  const { ruleContext, target } = request;
  if (target.resource.kind === "host" || target.host === undefined) return null;
  const depth = ruleContext.stateOf(target.host.key)?.handling.scheduledDowntimeDepth ?? 0;
  return depth > 0
    ? inDowntime(request, target.host.key, "host-in-downtime", `host ${target.host.hostName} is `)
    : null;
}

function inDowntime(
  { ruleContext, target, at }: NotificationRequest,
  key: ResourceKey,
  code: ReasonCode,
  before: string,
): Suppression {
  const downtime = ruleContext.downtimeOf(key);
  const until = downtime?.until ?? null;
  return suppressed(
    code,
    () => {
      const which = downtime === null ? "" : ` ${downtime.id}`;
      return `${before}in downtime${which}${until === null ? "" : ` until ${untilWords(until, at, target.zone)}`}`;
    },
    until,
  );
}
