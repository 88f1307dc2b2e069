import type { AccessGroup } from "../access/access-groups.ts";
import { isRole } from "../access/roles.ts";
import { hostKey, serviceKey, type ResourceKey } from "../model/resource-key.ts";
import { userContacts } from "./accounts.ts";
import type { CentreonDump } from "./centreon-tables.ts";
import { contactGroupNames } from "./contact-group-definitions.ts";

/**
 * Relations of one ACL group in the dump, before they become host names and exceptions. Contacts are users by login
 * name; contact groups, resources and actions are the enabled ones; roles are those that the API checks (contract
 * §6.3).
 */
export interface AccessLinks extends Pick<
  AccessGroup,
  "id" | "name" | "alias" | "isActive" | "contacts" | "contactGroups" | "roles"
> {
  /** Linked through enabled ACL resources. */
  readonly hostGroupIds: ReadonlySet<number>;
  readonly serviceGroupIds: ReadonlySet<number>;
  /** Rows of centreon_acl: host keys and service keys. */
  readonly visible: ReadonlySet<ResourceKey>;
}

/** Gives the links of every ACL group, in the order of the dump (contract §6.2, §6.3). */
export function accessLinks(dump: CentreonDump): readonly AccessLinks[] {
  const aliases = new Map(userContacts(dump).map((row) => [row.contact_id, row.contact_alias]));
  const groupNames = contactGroupNames(dump);
  const contacts = valuesByGroup(dump.aclGroupContacts, (row) => aliases.get(row.contact_contact_id ?? 0));
  const contactGroups = valuesByGroup(dump.aclGroupContactGroups, (row) => groupNames.get(row.cg_cg_id ?? 0));
  const resources = valuesByGroup(
    dump.aclResourceGroups,
    (row) => row.acl_res_id,
    activeIds(dump.aclResources.map((row) => [row.acl_res_id, row.acl_res_activate])),
  );
  const actions = valuesByGroup(
    dump.aclGroupActions,
    (row) => row.acl_action_id,
    activeIds(dump.aclActions.map((row) => [row.acl_action_id, row.acl_action_activate])),
  );
  const hostGroups = Map.groupBy(dump.aclResourceHostGroups, (row) => row.acl_res_id ?? 0);
  const serviceGroups = Map.groupBy(dump.aclResourceServiceGroups, (row) => row.acl_res_id ?? 0);
  const rules = Map.groupBy(dump.aclActionRules, (row) => row.acl_action_rule_id ?? 0);
  const visible = Map.groupBy(dump.acl, (row) => row.group_id);

  return dump.aclGroups.map((group) => {
    const id = group.acl_group_id;
    const resourceIds = resources.get(id) ?? [];
    return {
      id,
      name: group.acl_group_name ?? `access-group-${id}`,
      alias: group.acl_group_alias ?? "",
      isActive: group.acl_group_activate ?? false,
      contacts: contacts.get(id) ?? [],
      contactGroups: contactGroups.get(id) ?? [],
      hostGroupIds: new Set(
        resourceIds.flatMap((resource) => (hostGroups.get(resource) ?? []).map((row) => row.hg_hg_id ?? 0)),
      ),
      serviceGroupIds: new Set(
        resourceIds.flatMap((resource) => (serviceGroups.get(resource) ?? []).map((row) => row.sg_id ?? 0)),
      ),
      visible: new Set(
        (visible.get(id) ?? []).map((row) =>
          row.service_id === 0 ? hostKey(row.host_id) : serviceKey(row.host_id, row.service_id),
        ),
      ),
      roles: [
        ...new Set(
          (actions.get(id) ?? []).flatMap((action) =>
            (rules.get(action) ?? []).map((row) => row.acl_action_name ?? ""),
          ),
        ),
      ]
        .filter(isRole)
        .sort(),
    };
  });
}

const activeIds = (rows: readonly (readonly [number, boolean | null])[]): ReadonlySet<number> =>
  new Set(rows.filter(([, isActive]) => isActive === true).map(([id]) => id));

/** Distinct values by ACL group, without undefined, null and values outside `allowed`. */
function valuesByGroup<Row extends { readonly acl_group_id: number | null }, Value>(
  rows: readonly Row[],
  valueOf: (row: Row) => Value | null | undefined,
  allowed?: ReadonlySet<Value>,
): ReadonlyMap<number, readonly Value[]> {
  const groups = new Map<number, Set<Value>>();
  for (const row of rows) {
    const value = valueOf(row);
    if (row.acl_group_id === null || value === null || value === undefined || allowed?.has(value) === false) continue;
    const values = groups.get(row.acl_group_id) ?? new Set();
    groups.set(row.acl_group_id, values.add(value));
  }
  return new Map([...groups].map(([id, values]) => [id, [...values]]));
}
