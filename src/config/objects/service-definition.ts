import { configuredId, type ConfiguredId } from "./assign-ids.ts";
import { checkableFields, type CheckableFields } from "./checkable-fields.ts";
import { isRegistered, type Definition, type Directive, type Directives } from "./definition.ts";
import type { Inheritance } from "./inherit.ts";
import { checkName, type NameRules } from "./names.ts";
import type { SourcePlace, Written } from "../../model/objects.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { checkCheckableReferences, type KnownNames } from "./references.ts";
import { selectHosts, type HostLists, type SelectedHosts } from "./select-hosts.ts";
import type { ValuePool } from "./value-pool.ts";
import { warningOf } from "../../model/configuration-warnings.ts";
import { errorOf } from "../../model/configuration-errors.ts";

/**
 * A registered service definition: what all its services share. Its directives are not kept: those of 100,000
 * definitions take 0.1 GB.
 */
export interface ServiceDefinition {
  readonly description: string;
  readonly fields: CheckableFields;
  /** Directives that the definition or one of its templates sets; the others come from the host. */
  readonly has: OwnDirectives;
  readonly configuredId: ConfiguredId | null;
  /** Centreon writes the id of the host into its services. */
  readonly configuredHostId: ConfiguredId | null;
  readonly serviceGroups: Directive | null;
  readonly parents: Directive | null;
  readonly written: Written;
  readonly source: SourcePlace;
}

export interface OwnDirectives {
  readonly contacts: boolean;
  readonly notificationInterval: boolean;
  readonly notificationPeriod: boolean;
  readonly timezone: boolean;
}

export interface ReadService {
  readonly service: ServiceDefinition;
  readonly directives: Directives;
}

/** Reads a service definition; null for a template, and for a definition without a description (reported). */
export function readServiceDefinition(
  definition: Definition,
  inheritance: Inheritance,
  names: NameRules,
  known: KnownNames,
  pool: ValuePool,
  problems: Diagnostics,
): ReadService | null {
  if (!isRegistered(definition)) return null;
  const directives = inheritance.resolve(definition);
  const given = directives.get("service_description");
  if (given === undefined)
    problems.error(definition.source, "service_description", errorOf("name-missing", { type: "service" }));
  if (given === undefined || given.value === "") return null;
  checkName("service", given.value, given, "service_description", names, problems);
  for (const required of ["check_command", "max_check_attempts"]) {
    if (!directives.has(required))
      problems.error(definition.source, required, errorOf("directive-missing", { type: "service", name: given.value }));
  }
  checkCheckableReferences(directives, known, problems);
  const service = {
    description: given.value,
    fields: checkableFields("service", given.value, directives, pool),
    has: {
      contacts: directives.has("contacts") || directives.has("contact_groups"),
      notificationInterval: directives.has("notification_interval"),
      notificationPeriod: directives.has("notification_period"),
      timezone: directives.has("timezone"),
    },
    configuredId: configuredId(directives, ["service_id", "_SERVICE_ID"], problems),
    configuredHostId: configuredId(directives, ["host_id"], problems),
    serviceGroups: directives.get("servicegroups") ?? null,
    parents: directives.get("parents") ?? null,
    written: pool.written(definition),
    source: Object.freeze(definition.source),
  };
  return { service, directives };
}

/**
 * Selects the hosts of a service definition. Reports a definition without host_name and hostgroup_name, and warns if no
 * host is selected.
 */
export function hostsOf({ service, directives }: ReadService, lists: HostLists, problems: Diagnostics): SelectedHosts {
  const { description, source } = service;
  const selected = selectHosts(directives, "", lists, problems);
  if (!directives.has("host_name") && !directives.has("hostgroup_name")) {
    problems.error(source, "host_name", errorOf("service-without-host", { service: description }));
  } else if (selected.named.size + selected.byGroup.size === 0 && !lists.allowEmptyGroups) {
    problems.warn(
      source,
      directives.has("hostgroup_name") ? "hostgroup_name" : "host_name",
      warningOf("service-without-hosts", { service: description }),
    );
  }
  return selected;
}
