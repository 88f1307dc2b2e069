import type { CentreonDump, ServiceRow } from "./centreon-tables.ts";
import { notifiedContacts } from "./contact-definitions.ts";
import { contactGroupNames } from "./contact-group-definitions.ts";
import { inheritedLinks, type Inheritance, type InheritanceMode } from "./inherited-links.ts";
import { linkedIds, type LinkedIds } from "./linked-ids.ts";
import { list, type DirectiveValue } from "./object-definition.ts";
import { hostTemplateParents, serviceTemplateParents } from "./template-parents.ts";

type Directives = Readonly<Record<string, DirectiveValue>>;

/** Gives the directives `contacts` and `contact_groups` of hosts and services by id. */
export interface NotifiedPeople {
  ofHost(id: number): Directives;
  /** Without any, the service is notified to the contacts of its host. */
  ofService(row: Pick<ServiceRow, "host_id" | "service_id" | "description">): Directives;
}

/** Resolves contacts and contact groups through the templates, as Centreon does when it writes the engine's files. */
export function notifiedPeople(dump: CentreonDump): NotifiedPeople {
  const names = { contacts: notifiedContacts(dump), groups: contactGroupNames(dump) };
  const mode = inheritanceMode(dump);
  const hosts = new Map(dump.configuredHosts.map((row) => [row.host_id, row]));
  const services = new Map(dump.configuredServices.map((row) => [row.service_id, row]));
  const ofHost = directivesOf({
    rows: hosts,
    inheritance: {
      mode,
      parentsOf: hostTemplateParents(dump),
      isSilent: (id) => hosts.get(id)?.host_notifications_enabled === 0,
    },
    contacts: linkedIds(
      dump.hostContacts,
      (row) => row.host_host_id,
      (row) => row.contact_id,
    ),
    groups: linkedIds(
      dump.hostContactGroups,
      (row) => row.host_host_id,
      (row) => row.contactgroup_cg_id,
    ),
    names,
  });
  const ofService = directivesOf({
    rows: services,
    inheritance: {
      mode,
      parentsOf: serviceTemplateParents(dump),
      isSilent: (id) => services.get(id)?.service_notifications_enabled === 0,
    },
    contacts: linkedIds(
      dump.serviceContacts,
      (row) => row.service_service_id,
      (row) => row.contact_id,
    ),
    groups: linkedIds(
      dump.serviceContactGroups,
      (row) => row.service_service_id,
      (row) => row.contactgroup_cg_id,
    ),
    names,
  });
  return {
    ofHost,
    ofService: ({ service_id: id }) =>
      services.get(id)?.service_use_only_contacts_from_host === true ? {} : ofService(id),
  };
}

/** Mode that the option names; an installation that never set it uses the first. */
export function inheritanceMode(dump: CentreonDump): InheritanceMode {
  const value = dump.options.find((row) => row.key === "inheritance_mode")?.value;
  return value === "3" ? "cumulative" : value === "2" ? "closest" : "vertical";
}

interface Resources {
  readonly rows: ReadonlyMap<
    number,
    { readonly contact_additive_inheritance: boolean | null; readonly cg_additive_inheritance: boolean | null }
  >;
  readonly inheritance: Inheritance;
  readonly contacts: LinkedIds;
  readonly groups: LinkedIds;
  readonly names: { readonly contacts: ReadonlyMap<number, string>; readonly groups: ReadonlyMap<number, string> };
}

function directivesOf({ rows, inheritance, contacts, groups, names }: Resources): (id: number) => Directives {
  return (id) => ({
    contacts: list(
      inheritedLinks(
        id,
        inheritance,
        contacts,
        (each) => rows.get(each)?.contact_additive_inheritance === true,
      ).flatMap((contact) => names.contacts.get(contact) ?? []),
    ),
    contact_groups: list(
      inheritedLinks(id, inheritance, groups, (each) => rows.get(each)?.cg_additive_inheritance === true).flatMap(
        (group) => names.groups.get(group) ?? [],
      ),
    ),
  });
}
