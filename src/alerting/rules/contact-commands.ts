import type { CommandCall, Contact, Resource } from "../../model/objects.ts";

/** `host_notification_commands` or `service_notification_commands`. */
export const commandsOf = (contact: Contact, kind: Resource["kind"]): readonly CommandCall[] =>
  (kind === "host" ? contact.hostNotifications : contact.serviceNotifications).commands;
