import type { CentreonDump } from "./centreon-tables.ts";
import type { ImportedDefinitions } from "./escalation-definitions.ts";
import { definition, list, type DirectiveValue } from "./object-definition.ts";
import type { Selectable } from "./selected-objects.ts";

type DependencyRow = CentreonDump["dependencies"][number];
type Directives = Readonly<Record<string, DirectiveValue>>;

/**
 * `define hostdependency` and `define servicedependency`: every host depends on every host, every service on every
 * service, every group on every group that a dependency of Centreon links.
 */
export function dependencyDefinitions(dump: CentreonDump, selectable: Selectable): ImportedDefinitions {
  const notes: string[] = [];
  const definitions = dump.dependencies.flatMap((row) => {
    const leaveOut = (why: string): readonly string[] => {
      notes.push(`the dependency ${row.dep_name ?? row.dep_id} is left out: ${why}`);
      return [];
    };
    const common = {
      inherits_parent: row.inherits_parent ?? undefined,
      execution_failure_options: criteria(row.execution_failure_criteria),
      notification_failure_options: criteria(row.notification_failure_criteria),
    };
    if ((common.execution_failure_options ?? common.notification_failure_options) === undefined)
      return leaveOut("it has no state in which checks or notifications are suppressed");
    const written = [...ofHosts(dump, row, selectable, common), ...ofServices(dump, row, selectable, common)];
    return written.length === 0 ? leaveOut("one of its sides has nothing that is monitored") : written;
  });
  return { definitions, notes };
}

function ofHosts(
  dump: CentreonDump,
  row: DependencyRow,
  selectable: Selectable,
  common: Directives,
): readonly string[] {
  const hosts = (links: CentreonDump["dependencyHosts"]): readonly string[] =>
    linked(links, row).flatMap((link) => selectable.host(link.host_host_id) ?? []);
  const groups = (links: CentreonDump["dependencyHostGroups"]): readonly string[] =>
    linked(links, row).flatMap((link) => selectable.hostGroup(link.hostgroup_hg_id) ?? []);
  return [
    ...between("hostdependency", "host_name", hosts(dump.dependencyHosts), hosts(dump.dependentHosts), common),
    ...between(
      "hostdependency",
      "hostgroup_name",
      groups(dump.dependencyHostGroups),
      groups(dump.dependentHostGroups),
      common,
    ),
  ];
}

function ofServices(
  dump: CentreonDump,
  row: DependencyRow,
  selectable: Selectable,
  common: Directives,
): readonly string[] {
  const services = (links: CentreonDump["dependencyServices"]): ReturnType<Selectable["servicesOfHost"]> =>
    linked(links, row).flatMap((link) => selectable.service(link.host_host_id, link.service_service_id) ?? []);
  const groups = (links: CentreonDump["dependencyServiceGroups"]): readonly string[] =>
    linked(links, row).flatMap((link) => selectable.serviceGroup(link.servicegroup_sg_id) ?? []);
  const dependents = services(dump.dependentServices);
  return [
    ...services(dump.dependencyServices).flatMap((master) =>
      dependents.map((dependent) =>
        definition("servicedependency", {
          host_name: master.host,
          service_description: master.description,
          dependent_host_name: dependent.host,
          dependent_service_description: dependent.description,
          ...common,
        }),
      ),
    ),
    ...between(
      "servicedependency",
      "servicegroup_name",
      groups(dump.dependencyServiceGroups),
      groups(dump.dependentServiceGroups),
      common,
    ),
  ];
}

/** One definition for all masters and all dependents; none if a side is empty. */
function between(
  type: string,
  directive: string,
  masters: readonly string[],
  dependents: readonly string[],
  common: Directives,
): readonly string[] {
  if (masters.length === 0 || dependents.length === 0) return [];
  return [definition(type, { [directive]: list(masters), [`dependent_${directive}`]: list(dependents), ...common })];
}

const linked = <Link extends { readonly dependency_dep_id: number | null }>(
  links: readonly Link[],
  row: DependencyRow,
): readonly Link[] => links.filter((link) => link.dependency_dep_id === row.dep_id);

/** The states in which a dependency holds; undefined for none (`n`). */
function criteria(text: string | null): string | undefined {
  const letters = (text ?? "").split(",").filter((letter) => letter.trim() !== "" && letter.trim() !== "n");
  return list(letters);
}
