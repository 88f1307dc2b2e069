import type { NotifyOption } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { Question } from "./notification-request.ts";
import type { ReasonCode } from "./reason-codes.ts";
import { refused, type Verdict } from "./suppression.ts";
import { untilWords } from "./time-text.ts";

/** `notification_options` of the resource. */
export function optionRefusal({ plan: { resource } }: Question, option: NotifyOption): Verdict | null {
  if (resource.notifyOn === null || resource.notifyOn.has(option)) return null;
  return refused("not-a-notification-option", () => `notification_options of the ${resource.kind} have no ${option}`);
}

/** `send_recovery_notifications_anyways` of Centreon Engine. */
export const isToldAnyways = ({ world, occasion }: Question): boolean =>
  occasion.kind === "recovery" && world.engine === "centreon" && world.inventory.main.sendRecoveryNotificationsAnyways;

/** Downtimes of the resource and of its host. */
export const downtimeRefusal = (question: Question): Verdict | null =>
  ownDowntimeRefusal(question) ?? hostDowntimeRefusal(question);

/** Nagios tells neither a problem nor a recovery of a service while a flexible downtime, its own or of its host, waits for a problem. */
export function awaitedDowntimeRefusal({ world, plan: { resource, host }, at }: Question): Verdict | null {
  if (world.engine === "centreon" || resource.kind === "host") return null;
  const isAwaited =
    world.isDowntimeAwaited(resource.key, at) || (host !== undefined && world.isDowntimeAwaited(host.key, at));
  return isAwaited ? refused("downtime-awaited", () => "a flexible downtime waits for a problem") : null;
}

export function ownDowntimeRefusal(question: Question): Verdict | null {
  return (question.state.scheduledDowntimeDepth ?? 0) > 0
    ? inDowntime(question, question.plan.resource.key, "in-downtime", "")
    : null;
}

function hostDowntimeRefusal(question: Question): Verdict | null {
  const { world, plan } = question;
  if (plan.resource.kind === "host" || plan.host === undefined) return null;
  const depth = world.stateOf(plan.host.key)?.scheduledDowntimeDepth ?? 0;
  return depth > 0 ? inDowntime(question, plan.host.key, "host-in-downtime", `host ${plan.host.hostName} is `) : null;
}

function inDowntime({ world, plan, at }: Question, key: ResourceKey, code: ReasonCode, before: string): Verdict {
  const downtime = world.downtimeOf(key);
  const until = downtime?.until ?? null;
  return refused(
    code,
    () => {
      const which = downtime === null ? "" : ` ${downtime.id}`;
      return `${before}in downtime${which}${until === null ? "" : ` until ${untilWords(until, at, plan.zone)}`}`;
    },
    until,
  );
}
