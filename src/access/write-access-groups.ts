import { Document, isMap, isSeq, visit } from "yaml";
import type { AccessGroup } from "./access-groups.ts";

const HEADER = ` Who sees which objects and may do what with them.
 Every key is explained in docs/access.md; check-config checks changes.`;

/** Formats an access.yaml that reads back as these groups. Keys with default values are omitted. */
export function writeAccessGroups(groups: readonly AccessGroup[]): string {
  // The reader accepts no aliases, which the library would create for repeated objects.
  const document = new Document({ access_groups: groups.map(keysOf) }, { aliasDuplicateObjects: false });
  document.commentBefore = HEADER;
  visit(document, {
    // One line for each { host, service }.
    Map: (_, map) => {
      if (map.items.length === 2 && map.has("host") && map.has("service")) map.flow = true;
    },
    Seq: (_, list) => {
      list.flow =
        list.items.length === 0 || (list.items.length <= 4 && !list.items.some((item) => isMap(item) || isSeq(item)));
    },
  });
  return document.toString({ lineWidth: 0 });
}

function keysOf(group: AccessGroup): Record<string, unknown> {
  const all = {
    id: group.id,
    name: group.name,
    alias: group.alias === group.name ? undefined : group.alias,
    active: group.isActive ? undefined : false,
    contacts: group.contacts,
    contact_groups: group.contactGroups,
    sees_all: group.seesAll ? true : undefined,
    host_groups: group.hostGroups,
    service_groups: group.serviceGroups,
    hosts: group.hosts,
    services: group.services,
    except_hosts: group.exceptHosts,
    except_services: group.exceptServices,
    roles: group.roles,
  };
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => (Array.isArray(value) ? value.length > 0 : value !== undefined)),
  );
}
