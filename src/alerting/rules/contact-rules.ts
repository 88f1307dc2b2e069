import { namesOf } from "../../model/inventory-index.ts";
import type { Contact, NotifyOption } from "../../model/objects.ts";
import { optionOf, stateBits } from "./notify-options.ts";
import type { Question } from "./notification-request.ts";
import { refused, type Verdict } from "./suppression.ts";
import { untilWords } from "./time-text.ts";

/** Why one contact is not told of an occasion that is told; null: it is told. In the order of Nagios 4. */
export function contactRefusal(question: Question, contact: Contact): Verdict | null {
  if (question.occasion.isForced) return null;
  const wanted = question.plan.resource.kind === "host" ? contact.hostNotifications : contact.serviceNotifications;
  const importance = importanceOf(question);
  if (contact.minimumImportance > importance) {
    return refused(
      "contact-importance",
      () => `importance ${importance} is less than its minimum_importance ${contact.minimumImportance}`,
    );
  }
  if (!wanted.enabled)
    return refused("contact-disabled", () => `its ${question.plan.resource.kind} notifications are switched off`);
  return contactPeriod(question, contact, wanted.period) ?? contactOption(question, contact, wanted.on);
}

/** A host weighs as much as it and all its services. */
function importanceOf({ world, plan: { resource } }: Question): number {
  const own = resource.options.importance;
  if (resource.kind === "service") return own;
  const services = namesOf(world.inventory).servicesOfHost.get(resource.hostId) ?? [];
  return services.reduce((sum, service) => sum + service.options.importance, own);
}

function contactPeriod({ world, at }: Question, contact: Contact, period: string | null): Verdict | null {
  const zone = world.plans.zoneOf(contact);
  const opening = world.periods.opening(period, zone, at);
  if (opening === at) return null;
  if (opening === Infinity) return refused("contact-period-closed", () => `period ${period} never opens`);
  return refused(
    "contact-period-closed",
    () => `period ${period} closed until ${untilWords(opening, at, zone)}`,
    opening,
  );
}

function contactOption(question: Question, contact: Contact, on: ReadonlySet<NotifyOption>): Verdict | null {
  const {
    plan: { resource },
    occasion: { kind },
    state,
  } = question;
  if (kind === "custom") return null;
  const option = kind.startsWith("flapping")
    ? "flapping"
    : kind.startsWith("downtime")
      ? "downtime"
      : optionOf(resource.kind, state.state);
  if (!on.has(option))
    return refused("contact-option", () => `its notification options for ${resource.kind}s have no ${option}`);
  return kind === "recovery" ? notToldOfProblem(question, contact, on) : null;
}

/** Nagios asks whether the contact wants one of the service states that were told, and nothing for hosts; otherwise it matters who was told. */
function notToldOfProblem(
  { world, plan, state }: Question,
  contact: Contact,
  on: ReadonlySet<NotifyOption>,
): Verdict | null {
  if (world.engine === "nagios" && plan.resource.kind === "host") return null;
  const knowsWho = world.engine === "centreon" && state.toldContacts.length > 0;
  const wasTold = knowsWho
    ? state.toldContacts.includes(contact.name)
    : state.notifiedOn === 0 || (stateBits(plan.resource.kind, on) & state.notifiedOn) !== 0;
  return wasTold ? null : refused("contact-not-told-of-problem", () => "it was not told of the problem");
}
