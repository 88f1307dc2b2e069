import { dialectOf } from "../../model/dialect.ts";
import { namesOf } from "../../model/inventory-index.ts";
import type { Contact, NotifyOption } from "../../model/objects.ts";
import { optionOf, stateBits } from "./notify-options.ts";
import type { NotificationRequest } from "./notification-request.ts";
import { suppressed, type Suppression } from "./suppression.ts";

/**
 * Suppression for one contact of an event that is notified to others; null: it is notified. In the order of Nagios 4.
 */
export function contactSuppression(request: NotificationRequest, contact: Contact): Suppression | null {
  if (request.notificationEvent.isForced) return null;
  const wanted = request.target.resource.kind === "host" ? contact.hostNotifications : contact.serviceNotifications;
  const importance = importanceOf(request);
  if (contact.minimumImportance > importance) {
    return suppressed("contact-importance", { importance, minimum_importance: contact.minimumImportance });
  }
  if (!wanted.enabled) return suppressed("contact-disabled", { type: request.target.resource.kind });
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
  return suppressed(
    "contact-period-closed",
    { type: target.resource.kind, period },
    opening === Infinity ? null : opening,
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
  if (!on.has(option)) return suppressed("contact-option", { type: resource.kind, option });
  return kind === "recovery" ? notNotifiedOfProblem(request, contact, on) : null;
}

/** Suppresses a message about the downtime of a service if one about the same downtime of its host is sent. */
const toldOfHost = ({ notificationEvent, target }: NotificationRequest, { name }: Contact): Suppression | null =>
  notificationEvent.contactsToldOfHost?.includes(name) === true
    ? suppressed("contact-told-of-host", { host: target.host?.hostName ?? "" })
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
  return wasNotified ? null : suppressed("contact-not-told-of-problem", {});
}
