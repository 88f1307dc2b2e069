import { isSecretVariable } from "../../model/secret-variable.ts";
import { hostOf, namesOf } from "../../model/inventory-index.ts";
import type { Contact, Host, Resource, Service } from "../../model/objects.ts";
import { zoneOf } from "../../model/time-zone.ts";
import { contactMacro } from "./macro/contact-macros.ts";
import { byCode, groupMacro, hostsOfGroup, servicesOfGroup } from "./macro/group-macros.ts";
import type { MacroContext } from "./macro/macro-context.ts";
import { NOTIFICATION_MACROS } from "./macro/macro-names.ts";
import { programMacro } from "./macro/program-macros.ts";
import { resourceMacro } from "./macro/resource-macros.ts";
import { summaryMacro } from "./macro/summary-macros.ts";
import { macroAsWritten, parseTemplate } from "./macro/template.ts";
import { timeMacro } from "./macro/time-macros.ts";
import { validTimeMacro } from "./macro/valid-time-macros.ts";

/**
 * Value of a macro. `command-text` comes from the configuration and may be several words or shell text. `outside` names
 * or comes from a monitored object, or was typed by a person: never more than one argument. A secret is never
 * displayed.
 */
export interface MacroValue {
  readonly text: string;
  readonly origin: "command-text" | "outside";
  readonly isSecret: boolean;
}

/**
 * Value of `$name$` or `$name:operand:operand$`; null for an unknown macro (Centreon Engine leaves it empty). A known
 * macro without a value is empty text. Not for `$ARGn$`, which belong to one command call.
 */
export function findMacro(name: string, operands: readonly string[], context: MacroContext): MacroValue | null {
  if (operands.length === 0) {
    // Resource files of Centreon also define names such as $CENTREONPLUGINS$; every value of a resource file is a
    // secret.
    const secret = context.inventory.userMacros.get(name);
    if (secret !== undefined || /^USER\d+$/.test(name)) return commandText(secret ?? "", true);
    const given = context.processMacros.get(name);
    if (given !== undefined) return commandText(given, false);
  }
  if (name.startsWith("_")) return customVariable(name, operands, context);
  const text = operands.length === 0 ? ownMacro(name, context) : onDemandMacro(name, operands, context);
  return text === undefined ? null : { text, origin: "outside", isSecret: false };
}

/** Replaces the macros of a text for people, with each value passed through `encode`. Secrets stay as macros. */
export function expandText(
  template: string,
  context: MacroContext,
  encode: (text: string) => string = (text) => text,
): string {
  return expand(template, { ...context, form: "text" }, encode);
}

/**
 * Replaces the macros of a text for a program that reads a file: nothing is removed from the values, and line ends in
 * them are escaped. Secrets stay as macros.
 */
export function expandFileText(template: string, context: MacroContext): string {
  return expand(template, { ...context, form: "environment" }, (text) => text);
}

function expand(
  template: string,
  context: MacroContext,
  encode: (text: string) => string,
  without: RegExp | null = null,
): string {
  return parseTemplate(template)
    .map((part) => {
      if (part.kind === "text") return part.text;
      const value = without?.test(part.name) ? null : findMacro(part.name, part.operands, context);
      return value === null ? "" : value.isSecret ? macroAsWritten(part.name, part.operands) : encode(value.text);
    })
    .join("");
}

function ownMacro(name: string, context: MacroContext): string | undefined {
  const { resource, inventory, contact } = context;
  const given = context.values?.get(name, context);
  if (given !== undefined) return given;
  const host = hostOf(resource, inventory);
  const subject = resource.kind === "service" && name.includes("SERVICE") ? resource : host;
  return (
    (contact && contactMacro(name, contact, inventory)) ??
    (subject && withNotesExpanded(name, resourceMacro(name, subject, context), context)) ??
    (host && resourceMacro(name, host, context)) ??
    timeMacro(name, context.now, zoneOf(resource, inventory), inventory.main.dateFormat) ??
    summaryMacro(name, context) ??
    programMacro(name, inventory.main) ??
    (isMacroOfNotification(name) ? "" : undefined)
  );
}

/** Macros whose values come from `values`: empty without a notification or an acknowledgement. */
const isMacroOfNotification = (name: string): boolean =>
  NOTIFICATION_MACROS.includes(name) || /^(HOST|SERVICE)ACK(COMMENT|AUTHOR|AUTHORNAME|AUTHORALIAS)$/.test(name);

function onDemandMacro(name: string, operands: readonly string[], context: MacroContext): string | undefined {
  const { inventory } = context;
  const [first = "", second] = operands;
  const group = groupMacro(name, first, inventory);
  if (group !== undefined) return group;
  if (name.startsWith("CONTACT")) return onDemandContacts(name, first, second, context);
  if (name === "ISVALIDTIME" || name === "NEXTVALIDTIME")
    return validTimeMacro(name, first, second, inventory, context.now);
  if (second === undefined || !name.includes("SERVICE")) return onDemandHosts(name, first, second, context);
  return onDemandServices(name, first, second, context);
}

/** `$CONTACTEMAIL:name$`, or `$CONTACTEMAIL:group:separator$` for all contacts of a group. */
function onDemandContacts(
  name: string,
  first: string,
  separator: string | undefined,
  { inventory }: MacroContext,
): string | undefined {
  const { contacts } = namesOf(inventory);
  const value = (contact: string): string | undefined => {
    const found = contacts.get(contact);
    return found && contactMacro(name, found, inventory);
  };
  if (separator === undefined) return value(first);
  return inventory.contactGroups
    .find((group) => group.name === first)
    ?.contacts.toSorted(byCode)
    .map((member) => value(member) ?? "")
    .join(separator);
}

/** `$HOSTSTATE:name$`, or `$HOSTSTATE:group:separator$` for all hosts of a group. */
function onDemandHosts(
  name: string,
  first: string,
  separator: string | undefined,
  context: MacroContext,
): string | undefined {
  const { hosts, hostGroups } = namesOf(context.inventory);
  if (separator === undefined)
    return valueFor(first === "" ? hostOf(context.resource, context.inventory) : hosts.get(first), name, context);
  const group = hostGroups.get(first);
  return (
    group &&
    hostsOfGroup(group, context.inventory)
      .map((host) => resourceMacro(name, host, context) ?? "")
      .join(separator)
  );
}

/** `$SERVICESTATE:host:service$` (no host: the current one), or `$SERVICESTATE:group:separator$`. */
function onDemandServices(name: string, first: string, second: string, context: MacroContext): string | undefined {
  const names = namesOf(context.inventory);
  const service = names.service(first === "" ? context.resource.hostName : first, second);
  if (service !== undefined) return valueFor(service, name, context);
  const group = names.serviceGroups.get(first);
  return (
    group &&
    servicesOfGroup(group, context.inventory)
      .map((member) => resourceMacro(name, member, context) ?? "")
      .join(second)
  );
}

function valueFor(resource: Resource | undefined, name: string, context: MacroContext): string | undefined {
  return resource && withNotesExpanded(name, resourceMacro(name, resource, context), { ...context, resource });
}

const NOTES = /^(HOST|SERVICE)(NOTES|NOTESURL|ACTIONURL)$/;

/** Notes and URLs may contain macros, but not each other, which could recurse forever. */
function withNotesExpanded(name: string, value: string | undefined, context: MacroContext): string | undefined {
  if (value === undefined || !value.includes("$") || !NOTES.test(name)) return value;
  return expand(value, context, name.endsWith("URL") ? encodeURIComponent : (text) => text, NOTES);
}

/** `$_HOSTX$`, `$_SERVICEX$` and `$_CONTACTX$`, also with names: `$_HOSTX:host$`, `$_SERVICEX:host:service$`. */
function customVariable(name: string, operands: readonly string[], context: MacroContext): MacroValue | null {
  const match = /^_(HOST|SERVICE|CONTACT)(.+)$/.exec(name);
  if (match === null) return null;
  const variable = match[2]!.toUpperCase();
  const value = ownerOf(match[1]!, operands, context)?.customVariables.get(variable);
  if (value === undefined) return null;
  const isSecret = isSecretVariable(variable, context.inventory);
  return match[1] === "CONTACT" ? { text: value, origin: "outside", isSecret } : commandText(value, isSecret);
}

function ownerOf(
  kind: string,
  operands: readonly string[],
  context: MacroContext,
): Host | Service | Contact | undefined {
  const { resource, inventory, contact } = context;
  const names = namesOf(inventory);
  const [first, second] = operands;
  if (kind === "CONTACT") return first === undefined ? contact : names.contacts.get(first);
  if (kind === "HOST")
    return first === undefined || first === "" ? hostOf(resource, inventory) : names.hosts.get(first);
  if (second !== undefined) return names.service(first === "" ? resource.hostName : first!, second);
  return resource.kind === "service" ? resource : undefined;
}

const commandText = (text: string, isSecret: boolean): MacroValue => ({ text, origin: "command-text", isSecret });
