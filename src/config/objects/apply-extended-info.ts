import { textOf, type Definition, type Directives } from "./definition.ts";
import { UNUSED_DIRECTIVES } from "./checkable-options.ts";
import type { Inheritance } from "./inherit.ts";
import type { Checkable, CheckableOptions } from "../../model/objects.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { registeredObjects } from "./registered.ts";
import { selectHostList, type HostLists } from "./select-hosts.ts";
import { selectServices, type ServiceLists } from "./select-services.ts";
import { reportEmptySelection } from "./report-empty-selection.ts";

/** Applies `hostextinfo` objects to hosts that have no such value of their own; of two objects the first counts. */
export function applyHostExtendedInfo(
  definitions: readonly Definition[],
  inheritance: Inheritance,
  lists: HostLists,
  problems: Diagnostics,
): void {
  for (const object of registeredObjects(definitions, inheritance)) {
    const hosts = selectHostList(object.directives, "", lists, problems);
    reportEmptySelection(object, ["host_name", "hostgroup_name"], hosts.length, lists.allowEmptyGroups, problems);
    for (const built of hosts) {
      built.host = Object.freeze({ ...built.host, ...extendedFields(built.host, object.directives) });
    }
  }
}

/** Applies `serviceextinfo` objects to services in the same way. */
export function applyServiceExtendedInfo(
  definitions: readonly Definition[],
  inheritance: Inheritance,
  lists: ServiceLists,
  problems: Diagnostics,
): void {
  for (const object of registeredObjects(definitions, inheritance)) {
    const services = selectServices(object.directives, "", lists, problems);
    reportEmptySelection(object, ["service_description"], services.size, true, problems);
    for (const built of services) {
      built.service = Object.freeze({ ...built.service, ...extendedFields(built.service, object.directives) });
    }
  }
}

const TEXTS = {
  notes: "notes",
  notes_url: "notesUrl",
  action_url: "actionUrl",
  icon_image: "iconImage",
  icon_image_alt: "iconImageAlt",
} as const;

function extendedFields(resource: Checkable, directives: Directives): Partial<Checkable> {
  const fields: Partial<Record<(typeof TEXTS)[keyof typeof TEXTS], string>> = {};
  for (const [name, field] of Object.entries(TEXTS)) {
    const text = textOf(directives, name);
    if (text && !resource[field]) fields[field] = text;
  }
  return { ...fields, options: extendedOptions(resource.options, directives) };
}

function extendedOptions(options: CheckableOptions, directives: Directives): CheckableOptions {
  const given = UNUSED_DIRECTIVES.flatMap((name) => {
    const text = textOf(directives, name);
    return text ? [[name, text] as const] : [];
  });
  return given.length === 0 ? options : Object.freeze({ ...options, unused: new Map([...given, ...options.unused]) });
}
