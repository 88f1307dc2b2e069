import { customVariablesOf } from "./checkable-fields.ts";
import { splitItems, textOf, type Definition, type Directives } from "./definition.ts";
import { flagOf, numberOf } from "./directive-values.ts";
import { withMembersOfGroups, type OwnMembers } from "./group-members.ts";
import type { Inheritance } from "./inherit.ts";
import { selectMembers } from "./member-list.ts";
import type { NameMatching } from "./name-matching.ts";
import type { NameRules } from "./names.ts";
import type { Contact, ContactGroup, ContactNotifications, NotifyOption } from "../../model/objects.ts";
import { parseNotifyOptions } from "./option-letters.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { checkCommands, checkPeriod, type KnownNames } from "./references.ts";
import { registeredByName, type Registered } from "./registered.ts";
import { parseCommandCall } from "./value-pool.ts";

export interface Contacts {
  readonly contacts: ReadonlyMap<string, Contact>;
  readonly contactGroups: ReadonlyMap<string, ContactGroup>;
}

/** Builds contacts and their groups by name. Resolves nested groups, `contactgroups` of contacts, `*` and `!`. */
export function buildContacts(
  contactDefinitions: readonly Definition[],
  groupDefinitions: readonly Definition[],
  inheritance: Inheritance,
  names: NameRules,
  matching: NameMatching,
  known: Pick<KnownNames, "command" | "timeperiod">,
  problems: Diagnostics,
): Contacts {
  const registered = registeredByName("contact", contactDefinitions, inheritance, names, problems);
  const contacts = new Map<string, Contact>();
  for (const [name, object] of registered) {
    checkReferences(object.directives, known, problems);
    contacts.set(name, buildContact(name, object));
  }
  const groups = new Map<string, OwnMembers<Contact>>();
  for (const [name, group] of registeredByName("contactgroup", groupDefinitions, inheritance, names, problems)) {
    const { chosen, excluded } = selectMembers(group.directives, "members", "contact", contacts, matching, problems);
    groups.set(name, { ...group, members: chosen, excluded });
  }
  for (const [name, { directives }] of registered) {
    const contact = contacts.get(name);
    if (contact === undefined) continue;
    const { chosen, excluded } = selectMembers(directives, "contactgroups", "contactgroup", groups, matching, problems);
    for (const group of chosen.difference(excluded)) group.members.add(contact);
  }
  const contactGroups = new Map<string, ContactGroup>();
  for (const [name, members] of withMembersOfGroups("contactgroup", "contactgroup_members", groups, problems)) {
    const alias = textOf(groups.get(name)?.directives ?? new Map(), "alias") ?? name;
    const memberNames = Object.freeze([...members].map((contact) => contact.name).sort());
    contactGroups.set(name, Object.freeze({ name, alias, contacts: memberNames }));
  }
  return { contacts, contactGroups };
}

function buildContact(name: string, { definition, directives }: Registered): Contact {
  const values = new Map<string, string>();
  for (const [directive, { value }] of directives) if (!directive.startsWith("_")) values.set(directive, value);
  return Object.freeze({
    name,
    alias: textOf(directives, "alias") ?? name,
    email: textOf(directives, "email") ?? "",
    pager: textOf(directives, "pager") ?? "",
    timezone: textOf(directives, "timezone") ?? "",
    hostNotifications: notificationsOf("host", directives),
    serviceNotifications: notificationsOf("service", directives),
    minimumImportance: numberOf(directives, "minimum_importance", "whole", 0) ?? 0,
    canSubmitCommands: flagOf(directives, "can_submit_commands", true) ?? true,
    directives: values,
    customVariables: customVariablesOf(directives),
    source: Object.freeze(definition.source),
  });
}

function notificationsOf(kind: "host" | "service", directives: Directives): ContactNotifications {
  const options = textOf(directives, `${kind}_notification_options`);
  const parsed = options ? parseNotifyOptions(options, `${kind}-options`) : null;
  return Object.freeze({
    enabled: flagOf(directives, `${kind}_notifications_enabled`, true) ?? true,
    period: textOf(directives, `${kind}_notification_period`) || null,
    on: parsed !== null && "options" in parsed ? parsed.options : new Set<NotifyOption>(),
    // Duplicates are kept: a command that is named twice is run twice.
    commands: Object.freeze(
      splitItems(textOf(directives, `${kind}_notification_commands`) ?? "").map(parseCommandCall),
    ),
  });
}

function checkReferences(
  directives: Directives,
  known: Pick<KnownNames, "command" | "timeperiod">,
  problems: Diagnostics,
): void {
  for (const kind of ["host", "service"]) {
    checkPeriod(directives, `${kind}_notification_period`, known, problems);
    checkCommands(directives, `${kind}_notification_commands`, known, problems);
  }
}
