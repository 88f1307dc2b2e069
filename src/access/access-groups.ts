import { isMap, isSeq, type YAMLMap } from "yaml";
import { readRegularFile, utf8Text } from "../lib/regular-file.ts";
import { UnreadableFile } from "../lib/unreadable-file.ts";
import { parseYaml } from "../lib/yaml-text.ts";
import { digestOf } from "../lib/digest.ts";
import { type ConfigWarning, warningOf } from "../model/configuration-warnings.ts";
import { type ConfigError, errorOf, yamlErrorOf } from "../model/configuration-errors.ts";
import type { Inventory, SourceFile } from "../model/objects.ts";
import { MAX_ID } from "../model/resource-key.ts";
import { createFieldReader, type FieldReader } from "./access-file-fields.ts";
import type { Role } from "./caller.ts";
import { knownNames, type KnownNames, type ServiceName } from "./known-names.ts";
import { isRole, roleNames } from "./roles.ts";

/**
 * Access group of access.yaml: its contacts, visible objects and roles. A host group shows itself, its hosts and all
 * their services; a service group shows itself, its services and their hosts.
 */
export interface AccessGroup {
  readonly id: number;
  readonly name: string;
  readonly alias: string;
  readonly isActive: boolean;
  /** Contact aliases, compared case-insensitively. */
  readonly contacts: readonly string[];
  readonly contactGroups: readonly string[];
  /** Shows all objects, including later ones. */
  readonly seesAll: boolean;
  readonly hostGroups: readonly string[];
  readonly serviceGroups: readonly string[];
  /** Host names; each shows the host and all its services. */
  readonly hosts: readonly string[];
  /** Each shows the service and its host, but not the host's other services. */
  readonly services: readonly ServiceName[];
  /** Removed from the above: hosts with all their services, or single services. */
  readonly exceptHosts: readonly string[];
  readonly exceptServices: readonly ServiceName[];
  readonly roles: readonly Role[];
}

/** Keys of a group in access.yaml, in the order in which they are written. */
const groupKeys = [
  "id",
  "name",
  "alias",
  "active",
  "contacts",
  "contact_groups",
  "sees_all",
  "host_groups",
  "service_groups",
  "hosts",
  "services",
  "except_hosts",
  "except_services",
  "roles",
] as const;

/** A larger access.yaml is refused. Reading one of this size takes 7 s and 0.9 GB; 1,000 groups take little time. */
const MAX_ACCESS_FILE_BYTES = 16 * 1024 * 1024;

/** `groups` holds those without errors; if there is any error, the configuration must not be used. */
export interface AccessGroupsRead {
  readonly groups: readonly AccessGroup[];
  readonly errors: readonly ConfigError[];
  readonly warnings: readonly ConfigWarning[];
  /** What was read; null if there is a file that cannot be read. */
  readonly file: SourceFile | null;
}

/**
 * Reads access.yaml. Names of hosts, services and groups must exist in the inventory; contacts need no account yet. A
 * missing file has no groups. Line 0 means the file as a whole.
 */
export function readAccessGroups(file: string, inventory: Inventory): AccessGroupsRead {
  const source = (digest: string | null): SourceFile => ({ path: file, kind: "file", digest });
  try {
    const bytes = readRegularFile(file, MAX_ACCESS_FILE_BYTES);
    return { ...parseAccessGroups(file, utf8Text(bytes), inventory), file: source(digestOf(bytes)) };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    if (error.failure.why === "ENOENT") return { groups: [], errors: [], warnings: [], file: source(null) };
    const { message: reason, failure } = error;
    const unreadable = errorOf("file-unreadable", { reason, ...failure });
    return { groups: [], errors: [{ file, line: 0, directive: null, ...unreadable }], warnings: [], file: null };
  }
}

function parseAccessGroups(file: string, text: string, inventory: Inventory): Omit<AccessGroupsRead, "file"> {
  const { contents, lineAt, mistakes } = parseYaml(text);
  const fields = createFieldReader(file, lineAt);
  for (const mistake of mistakes) fields.errorAt(mistake.line, null, yamlErrorOf(mistake));
  const groups = groupsOf(contents, fields, knownNames(inventory));
  return { groups, errors: fields.errors(), warnings: fields.warnings() };
}

function groupsOf(root: unknown, fields: FieldReader, names: KnownNames): readonly AccessGroup[] {
  if (root === null) return [];
  if (!isMap(root)) {
    fields.error(root, null, errorOf("access-groups-expected", {}));
    return [];
  }
  fields.allowOnly(root, ["access_groups"]);
  const list = root.get("access_groups", true);
  if (list === undefined || fields.isNothing(list)) return [];
  if (!isSeq(list)) {
    fields.error(list, "access_groups", errorOf("access-list-expected", {}));
    return [];
  }
  const taken = { id: new Map<number, number>(), name: new Map<string, number>() };
  return list.items.flatMap((item) => {
    if (!isMap(item)) {
      fields.error(item, "access_groups", errorOf("access-group-expected", {}));
      return [];
    }
    const group = groupOf(item, fields, names);
    for (const key of ["id", "name"] as const) fields.once(item, key, group[key], taken[key]);
    return [group];
  });
}

function groupOf(map: YAMLMap, fields: FieldReader, names: KnownNames): AccessGroup {
  fields.allowOnly(map, groupKeys);
  const id = fields.wholeNumber(map, "id", MAX_ID) ?? fields.missing(map, "id", 0);
  const name = fields.text(map, "name") ?? fields.missing(map, "name", "");
  const hostNames = (key: string): readonly string[] => fields.texts(map, key, (text) => names.host(text));
  const serviceNames = (key: string): readonly ServiceName[] =>
    fields.services(map, key, (service) => names.service(service));
  const group: AccessGroup = {
    id,
    name,
    alias: fields.text(map, "alias") ?? name,
    isActive: fields.flag(map, "active") ?? true,
    contacts: fields.texts(map, "contacts", () => null),
    contactGroups: fields.texts(map, "contact_groups", (text) => names.contactGroup(text)),
    seesAll: fields.flag(map, "sees_all") ?? false,
    hostGroups: fields.texts(map, "host_groups", (text) => names.hostGroup(text)),
    serviceGroups: fields.texts(map, "service_groups", (text) => names.serviceGroup(text)),
    hosts: hostNames("hosts"),
    services: serviceNames("services"),
    exceptHosts: hostNames("except_hosts"),
    exceptServices: serviceNames("except_services"),
    roles: fields.texts(map, "roles", (text) =>
      isRole(text) ? null : errorOf("no-role", { role: text, roles: roleNames }),
    ) as Role[],
  };
  warnAboutUseless(group, map, fields);
  return group;
}

function warnAboutUseless(group: AccessGroup, map: YAMLMap, fields: FieldReader): void {
  if (!group.isActive) return;
  if (group.contacts.length + group.contactGroups.length === 0) {
    fields.warning(map, "contacts", warningOf("access-group-empty", { group: group.name }));
  }
  const shows = [group.hostGroups, group.serviceGroups, group.hosts, group.services];
  if (!group.seesAll && shows.every(({ length }) => length === 0)) {
    fields.warning(map, null, warningOf("access-group-shows-nothing", { group: group.name }));
  }
}
