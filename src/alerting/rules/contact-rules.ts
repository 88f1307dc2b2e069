import { dialectOf } from "../../model/dialect.ts";
import { namesOf } from "../../model/inventory-index.ts";
import type { Contact, NotifyOption } from "../../model/objects.ts";
import { optionOf, stateBits } from "./notify-options.ts";
import type { NotificationRequest } from "./notification-request.ts";
import { suppressed, type Suppression } from "./suppression.ts";
import { untilWords } from "./time-text.ts";

/**
 * Suppression for one contact of an event that is notified to others; null: it is notified. In the order of Nagios 4.
 */
export function contactSuppression(request: NotificationRequest, contact: Contact): Suppression | null {
  if (request.notificationEvent.isForced) return null;
  const wanted = request.target.resource.kind === "host" ? contact.hostNotifications : contact.serviceNotifications;
  const importance = importanceOf(request);
  if (contact.minimumImportance > importance) {
    return suppressed(
      "contact-importance",
      () => `importance ${importance} is less than its minimum_importance ${contact.minimumImportance}`,
    );
  }
  if (!wanted.enabled)
    return suppressed("contact-disabled", () => {
      const { kind } = request.target.resource;
      return `its ${kind} notifications are switched off (${kind}_notifications_enabled)`;
    });
  return (
    contactPeriod(request, contact, wanted.period) ??
    contactOption(request, contact, wanted.on) ??
    toldOfHost(request, contact)
  );
}

/** Importance of a service; for a host, the sum of its own and that of all its services (Nagios). */
function importanceOf({ ruleContext, target: { resource } }: NotificationRequest): number {
  const own = resource.options.importance;
  if (resource.kind === "service") return own;
  const services = namesOf(ruleContext.inventory).servicesOfHost.get(resource.hostId) ?? [];
  return services.reduce((sum, service) => sum + service.options.importance, own);
}

function contactPeriod(
  { ruleContext, target, at }: NotificationRequest,
  contact: Contact,
  period: string | null,
): Suppression | null {
  const zone = ruleContext.targets.zoneOf(contact);
  const opening = ruleContext.periods.opening(period, zone, at);
  if (opening === at) return null;
  const directive = `${target.resource.kind}_notification_period`;
  if (opening === Infinity) return suppressed("contact-period-closed", () => `${directive} '${period}' never opens`);
  // In the zone of the resource, as all times of a decision.
  return suppressed(
    "contact-period-closed",
    () => `${directive} '${period}' is closed until ${untilWords(opening, at, target.zone)}`,
    opening,
  );
}

function contactOption(
  request: NotificationRequest,
  contact: Contact,
  on: ReadonlySet<NotifyOption>,
): Suppression | null {
  const {
    target: { resource },
    notificationEvent: { kind },
    state,
  } = request;
  if (kind === "custom") return null;
  const option = kind.startsWith("flapping")
    ? "flapping"
    : kind.startsWith("downtime")
      ? "downtime"
      : optionOf(resource.kind, state.check.state);
  if (!on.has(option))
    return suppressed("contact-option", () => `its ${resource.kind}_notification_options do not include '${option}'`);
  return kind === "recovery" ? notNotifiedOfProblem(request, contact, on) : null;
}

/** Suppresses a message about the downtime of a service if one about the same downtime of its host is sent. */
const toldOfHost = ({ notificationEvent, target }: NotificationRequest, { name }: Contact): Suppression | null =>
  notificationEvent.contactsToldOfHost?.includes(name) === true
    ? suppressed(
        "contact-told-of-host",
        () => `named in the message about the downtime of host ${target.host?.hostName}`,
      )
    : null;

/**
 * Suppresses a recovery for a contact that was not notified of the problem. Nagios checks only whether the contact
 * wants one of the notified service states, and nothing for hosts; Centreon Engine checks which contacts were notified.
 */
function notNotifiedOfProblem(
  { ruleContext, target, state }: NotificationRequest,
  contact: Contact,
  on: ReadonlySet<NotifyOption>,
): Suppression | null {
  const dialect = dialectOf(ruleContext.engine);
  if (dialect.hostRecoveryGoesToEveryone && target.resource.kind === "host") return null;
  const areContactsKnown = dialect.recoveryGoesToNotifiedContacts && state.notification.notifiedContacts.length > 0;
  const wasNotified = areContactsKnown
    ? state.notification.notifiedContacts.includes(contact.name)
    : state.notification.notifiedStates === 0 ||
      (stateBits(target.resource.kind, on) & state.notification.notifiedStates) !== 0;
  return wasNotified ? null : suppressed("contact-not-told-of-problem", () => "it was not notified of the problem");
}
