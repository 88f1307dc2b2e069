import { isProblem } from "../../model/state-code.ts";
import { problemRefusal, recoveryRefusal } from "./normal-rules.ts";
import type { Question } from "./notification-request.ts";
import { downtimeRefusal, isToldAnyways, optionRefusal, ownDowntimeRefusal } from "./shared-rules.ts";
import { refused, type Verdict } from "./suppression.ts";
import { untilWords } from "./time-text.ts";
import { placeName } from "../../model/objects.ts";

/**
 * Why nobody is told of an occasion, whoever the contact; null when that depends on the contact. The order is that of
 * Nagios 4: the first rule that has something against it gives the reason. A forced notification passes every rule.
 */
export function occasionRefusal(question: Question): Verdict | null {
  if (question.occasion.isForced) return null;
  return generalRefusal(question) ?? refusalByKind(question);
}

function generalRefusal(question: Question): Verdict | null {
  const { world, plan, at } = question;
  if (!world.inventory.main.enableNotifications) {
    return refused("notifications-disabled", () => "notifications are switched off (enable_notifications)");
  }
  if (haveParentsFailed(question))
    return refused("service-parents-failed", () => "every service it has as a parent has a problem");
  const opening = world.periods.opening(plan.notificationPeriod, plan.zone, at);
  if (opening > at && !isToldAnyways(question)) return periodClosed(question, opening);
  if (plan.resource.notificationsEnabled === false) {
    return refused(
      "resource-notifications-disabled",
      () => `notifications about ${placeName(plan.resource)} are switched off`,
    );
  }
  return null;
}

function periodClosed({ plan, at }: Question, opening: number): Verdict {
  return opening === Infinity
    ? refused("period-closed", () => `period ${plan.notificationPeriod} never opens`)
    : refused(
        "period-closed",
        () => `period ${plan.notificationPeriod} closed until ${untilWords(opening, at, plan.zone)}`,
        opening,
      );
}

/** `parents` of a service. Nagios 4.4.6 lets them keep back checks only. */
function haveParentsFailed({ world, plan }: Question): boolean {
  if (world.engine === "nagios" || world.inventory.serviceParents.size === 0) return false;
  const parents = world.inventory.serviceParents.get(plan.resource.key);
  return (
    parents !== undefined &&
    parents.length > 0 &&
    parents.every((parent) => isProblem(world.stateOf(parent)?.state ?? 0))
  );
}

function refusalByKind(question: Question): Verdict | null {
  switch (question.occasion.kind) {
    case "custom":
      return downtimeRefusal(question);
    case "acknowledgement-expiring":
    case "acknowledgement":
      return !isProblem(question.state.state)
        ? refused("no-problem", () => "there is no problem to acknowledge")
        : null;
    case "flapping-start":
    case "flapping-stop":
    case "flapping-disabled":
      return optionRefusal(question, "flapping") ?? downtimeRefusal(question);
    case "downtime-start":
    case "downtime-end":
    case "downtime-cancelled":
      return optionRefusal(question, "downtime") ?? ownDowntimeRefusal(question);
    // Told within it.
    case "downtime-ending":
      return optionRefusal(question, "downtime");
    case "problem":
      return problemRefusal(question);
    case "recovery":
      return recoveryRefusal(question);
  }
}
