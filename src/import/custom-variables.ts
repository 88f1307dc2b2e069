import type { CentreonDump, ServiceRow } from "./centreon-tables.ts";
import type { DirectiveValue } from "./object-definition.ts";
import {
  hostTemplateParents,
  serviceTemplateParents,
  withTemplates,
  type TemplateParents,
} from "./template-parents.ts";

type Variables = Readonly<Record<string, DirectiveValue>>;

/** Gives the custom variables of hosts and services by id, those of templates included; the nearest value counts. */
export interface CustomVariables {
  ofHost(id: number): Variables;
  ofService(row: Pick<ServiceRow, "host_id" | "service_id" | "description">): Variables;
  /** Names of the variables that Centreon marks as passwords somewhere, without the leading underscore. */
  readonly secretNames: readonly string[];
}

export function customVariables(dump: CentreonDump): CustomVariables {
  const hosts = Map.groupBy(dump.configuredHosts, (row) => row.host_id);
  const ofHosts = Map.groupBy(dump.hostMacros, (row) => row.host_host_id);
  const ofServices = Map.groupBy(dump.serviceMacros, (row) => row.svc_svc_id);
  const ofService = inherited(serviceTemplateParents(dump), (id) =>
    (ofServices.get(id) ?? []).map((row): Variable => [nameOf(row.svc_macro_name, "SERVICE"), row.svc_macro_value]),
  );
  return {
    ofHost: inherited(hostTemplateParents(dump), (id) => [
      ...(hosts.get(id) ?? []).flatMap((row): readonly Variable[] => [
        ["_SNMPCOMMUNITY", row.host_snmp_community],
        ["_SNMPVERSION", row.host_snmp_version === "0" ? null : row.host_snmp_version],
      ]),
      ...(ofHosts.get(id) ?? []).map((row): Variable => [nameOf(row.host_macro_name, "HOST"), row.host_macro_value]),
    ]),
    ofService: ({ service_id }) => ofService(service_id),
    secretNames: [...new Set(secretNames(dump))].sort(),
  };
}

const secretNames = (dump: CentreonDump): readonly string[] =>
  [
    ...dump.hostMacros.filter((row) => row.is_password === true).map((row) => nameOf(row.host_macro_name, "HOST")),
    ...dump.serviceMacros.filter((row) => row.is_password === true).map((row) => nameOf(row.svc_macro_name, "SERVICE")),
  ].flatMap((name) => (name === null ? [] : [name.slice(1)]));

/** Variables that the import itself writes. */
export const RESERVED_VARIABLES: ReadonlySet<string> = new Set([
  "_HOST_ID",
  "_SERVICE_ID",
  "_POLLER_ID",
  "_CHECK_LINE",
]);

type Variable = readonly [name: string | null, value: string | null];

/** `$_HOSTRACK$`, as Centreon stores names, is the variable `_RACK`; null for anything else. */
function nameOf(macro: string, kind: "HOST" | "SERVICE"): string | null {
  const name = new RegExp(`^\\$_${kind}([\\w.-]+)\\$$`).exec(macro.trim())?.[1];
  const variable = name === undefined ? null : `_${name.toUpperCase()}`;
  return variable === null || RESERVED_VARIABLES.has(variable) ? null : variable;
}

function inherited(parentsOf: TemplateParents, ownOf: (id: number) => readonly Variable[]): (id: number) => Variables {
  return (id) => {
    const values: Record<string, string> = {};
    for (const level of withTemplates(id, parentsOf)) {
      for (const [name, value] of ownOf(level))
        if (name !== null && value !== null && value !== "" && !(name in values)) values[name] = value;
    }
    return values;
  };
}
