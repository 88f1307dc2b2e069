import type { CentreonDump } from "./centreon-tables.ts";
import { contactGroupNames } from "./contact-group-definitions.ts";
import { linkedIds, linkedNames } from "./linked-ids.ts";
import { definition, list, type DirectiveValue } from "./object-definition.ts";
import type { Selectable, ServiceName } from "./selected-objects.ts";
import { timePeriodNamesById } from "./time-period-definitions.ts";

export interface ImportedDefinitions {
  readonly definitions: readonly string[];
  /** Objects that were left out, one sentence each. */
  readonly notes: readonly string[];
}

type EscalationRow = CentreonDump["escalations"][number];

/** `define hostescalation` and `define serviceescalation` for what each escalation of Centreon is linked to. */
export function escalationDefinitions(dump: CentreonDump, selectable: Selectable): ImportedDefinitions {
  const notes: string[] = [];
  const groupNames = contactGroupNames(dump);
  const groups = linkedIds(
    dump.escalationContactGroups,
    (row) => row.escalation_esc_id,
    (row) => row.contactgroup_cg_id,
  );
  const periods = timePeriodNamesById(dump);
  const definitions = dump.escalations.flatMap((row) => {
    const leaveOut = (why: string): readonly string[] => {
      notes.push(`the escalation ${row.esc_name ?? row.esc_id} is left out: ${why}`);
      return [];
    };
    const contactGroups = list(linkedNames(groups, row.esc_id, groupNames));
    if (contactGroups === undefined) return leaveOut("none of its contact groups is enabled");
    const common = {
      first_notification: row.first_notification ?? undefined,
      last_notification: row.last_notification ?? undefined,
      notification_interval: row.notification_interval ?? undefined,
      escalation_period: periods.get(row.escalation_period ?? 0),
      contact_groups: contactGroups,
    };
    const written = [...ofHosts(dump, row, selectable, common), ...ofServices(dump, row, selectable, common)];
    return written.length === 0 ? leaveOut("it is linked to no host, service or group that is monitored") : written;
  });
  return { definitions, notes };
}

type Directives = Readonly<Record<string, DirectiveValue>>;

function ofHosts(
  dump: CentreonDump,
  row: EscalationRow,
  selectable: Selectable,
  common: Directives,
): readonly string[] {
  const hosts = linked(dump.escalationHosts, row).flatMap((link) => selectable.host(link.host_host_id) ?? []);
  const groups = linked(dump.escalationHostGroups, row).flatMap(
    (link) => selectable.hostGroup(link.hostgroup_hg_id) ?? [],
  );
  if (hosts.length + groups.length === 0) return [];
  return [
    definition("hostescalation", {
      host_name: list(hosts),
      hostgroup_name: list(groups),
      ...common,
      escalation_options: optionsOf(row.escalation_options1),
    }),
  ];
}

function ofServices(
  dump: CentreonDump,
  row: EscalationRow,
  selectable: Selectable,
  common: Directives,
): readonly string[] {
  const options = { escalation_options: optionsOf(row.escalation_options2) };
  const groups = linked(dump.escalationServiceGroups, row).flatMap(
    (link) => selectable.serviceGroup(link.servicegroup_sg_id) ?? [],
  );
  const services = [
    ...linked(dump.escalationServices, row).flatMap(
      (link) => selectable.service(link.host_host_id, link.service_service_id) ?? [],
    ),
    ...(row.host_inheritance_to_services === true
      ? linked(dump.escalationHosts, row).flatMap((link) => selectable.servicesOfHost(link.host_host_id))
      : []),
    ...(row.hostgroup_inheritance_to_services === true
      ? linked(dump.escalationHostGroups, row).flatMap((link) => selectable.servicesOfHostGroup(link.hostgroup_hg_id))
      : []),
  ];
  return [
    ...(groups.length === 0
      ? []
      : [definition("serviceescalation", { servicegroup_name: list(groups), ...common, ...options })]),
    ...[...descriptionsByHost(services)].map(([host, descriptions]) =>
      definition("serviceescalation", {
        host_name: host,
        service_description: list([...descriptions]),
        ...common,
        ...options,
      }),
    ),
  ];
}

function descriptionsByHost(services: readonly ServiceName[]): ReadonlyMap<string, ReadonlySet<string>> {
  const byHost = Map.groupBy(services, ({ host }) => host);
  return new Map([...byHost].map(([host, found]) => [host, new Set(found.map(({ description }) => description))]));
}

const linked = <Link extends { readonly escalation_esc_id: number | null }>(
  links: readonly Link[],
  row: EscalationRow,
): readonly Link[] => links.filter((link) => link.escalation_esc_id === row.esc_id);

const optionsOf = (options: string | null): string | undefined => (options === "" ? undefined : (options ?? undefined));
