import { namesOf } from "../../model/inventory-index.ts";
import { withoutIllegalCharacters } from "../../engine/check/macro/resource-macros.ts";
import type { MacroContext } from "../../engine/check/macro/macro-context.ts";
import type { Contact, Inventory, Resource } from "../../model/objects.ts";
import type { NotificationKind } from "../../model/history-event.ts";
import type { DeliverableNotification } from "./channel.ts";

/** Values of `$NOTIFICATIONTYPE$` as in Nagios, which has no notices before an end. */
export const TYPE_WORDS: Readonly<Record<NotificationKind, string>> = {
  problem: "PROBLEM",
  recovery: "RECOVERY",
  acknowledgement: "ACKNOWLEDGEMENT",
  custom: "CUSTOM",
  "flapping-start": "FLAPPINGSTART",
  "flapping-stop": "FLAPPINGSTOP",
  "flapping-disabled": "FLAPPINGDISABLED",
  "acknowledgement-expiring": "ACKNOWLEDGEMENTEXPIRING",
  "downtime-ending": "DOWNTIMEENDING",
  "downtime-start": "DOWNTIMESTART",
  "downtime-end": "DOWNTIMEEND",
  "downtime-cancelled": "DOWNTIMECANCELLED",
};

/** Number of the problem that a message is about; for a recovery, the problem it ends (Nagios). 0: none. */
export const problemIdOf = ({ kind, state }: DeliverableNotification): number =>
  state.check.problemId === 0 && kind === "recovery" ? state.check.lastProblemId : state.check.problemId;

/** Contacts notified about the same occasion: `id` is that of the first message and the same for all. */
export interface Notified {
  readonly id: number;
  readonly contacts: readonly string[];
}

export interface NotificationMacroOptions {
  readonly message: DeliverableNotification;
  readonly resource: Resource;
  readonly contact: Contact;
  readonly notified: Notified;
  /** Text of `$IMPACT$`. */
  readonly impact: () => string;
}

/** Macros of a message: those of its resource in the state of the message, of its contact, and of the notification. */
export function notificationMacros(
  options: NotificationMacroOptions,
  context: Omit<MacroContext, "resource" | "contact" | "values">,
): MacroContext {
  const { message, resource, contact } = options;
  return {
    ...context,
    resource,
    contact,
    stateOf: (key) => (key === message.key ? message.state : context.stateOf(key)),
    values: { get: (name, macros) => VALUES[name]?.(options, macros) },
  };
}

type Value = (options: NotificationMacroOptions, macros: MacroContext) => string | undefined;

const author: Value = ({ message }, macros) => withoutIllegalCharacters(message.author ?? "", macros);
const comment: Value = ({ message }, macros) => withoutIllegalCharacters(message.comment, macros);
const authorName: Value = ({ message }, { inventory }) => authorOf(message.author, inventory)?.name ?? "";
const authorAlias: Value = ({ message }, { inventory }) => authorOf(message.author, inventory)?.alias ?? "";

const ofAcknowledgement =
  (kind: Resource["kind"], value: Value): Value =>
  (options, macros) =>
    options.message.kind === "acknowledgement" && options.resource.kind === kind ? value(options, macros) : "";
const idOf =
  (kind: Resource["kind"]): Value =>
  ({ resource, notified }) =>
    resource.kind === kind ? `${notified.id}` : undefined;

const problemId =
  (kind: Resource["kind"]): Value =>
  ({ resource, message }) =>
    resource.kind === kind ? `${problemIdOf(message)}` : undefined;

const VALUES: Readonly<Record<string, Value>> = Object.assign(Object.create(null) as Record<string, Value>, {
  NOTIFICATIONTYPE: ({ message }) => TYPE_WORDS[message.kind],
  NOTIFICATIONNUMBER: ({ message }) => `${message.state.notification.notificationNumber}`,
  NOTIFICATIONRECIPIENTS: ({ notified }) => notified.contacts.join(","),
  NOTIFICATIONISESCALATED: ({ message }) => (message.isEscalated ? "1" : "0"),
  NOTIFICATIONAUTHOR: author,
  NOTIFICATIONAUTHORNAME: authorName,
  NOTIFICATIONAUTHORALIAS: authorAlias,
  NOTIFICATIONCOMMENT: comment,
  HOSTNOTIFICATIONID: idOf("host"),
  SERVICENOTIFICATIONID: idOf("service"),
  HOSTPROBLEMID: problemId("host"),
  SERVICEPROBLEMID: problemId("service"),
  HOSTACKAUTHOR: ofAcknowledgement("host", author),
  HOSTACKAUTHORNAME: ofAcknowledgement("host", authorName),
  HOSTACKAUTHORALIAS: ofAcknowledgement("host", authorAlias),
  HOSTACKCOMMENT: ofAcknowledgement("host", comment),
  SERVICEACKAUTHOR: ofAcknowledgement("service", author),
  SERVICEACKAUTHORNAME: ofAcknowledgement("service", authorName),
  SERVICEACKAUTHORALIAS: ofAcknowledgement("service", authorAlias),
  SERVICEACKCOMMENT: ofAcknowledgement("service", comment),
  IMPACT: ({ impact }) => impact(),
} satisfies Record<string, Value>);

/** Finds the author as Nagios does: a contact with that name, otherwise one with that alias. */
function authorOf(name: string | null, inventory: Inventory): Contact | undefined {
  if (name === null) return undefined;
  return namesOf(inventory).contacts.get(name) ?? inventory.contacts.find((contact) => contact.alias === name);
}
