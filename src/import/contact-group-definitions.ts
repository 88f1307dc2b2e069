import type { CentreonDump } from "./centreon-tables.ts";
import { userContacts } from "./accounts.ts";
import { linkedIds, linkedNames } from "./linked-ids.ts";
import { definition, list } from "./object-definition.ts";

/** Names by id of the enabled contact groups. */
export const contactGroupNames = (dump: CentreonDump): ReadonlyMap<number, string> =>
  new Map(
    dump.contactGroups.flatMap((row) =>
      row.cg_activate === true && row.cg_name !== null ? [[row.cg_id, row.cg_name]] : [],
    ),
  );

/** `define contactgroup` for every enabled contact group, with its users. */
export function contactGroupDefinitions(dump: CentreonDump): readonly string[] {
  const names = contactGroupNames(dump);
  const aliases = new Map(userContacts(dump).map((row) => [row.contact_id, row.contact_alias]));
  const members = linkedIds(
    dump.contactGroupMembers,
    (row) => row.contactgroup_cg_id,
    (row) => row.contact_contact_id,
  );
  return dump.contactGroups
    .filter((row) => names.has(row.cg_id))
    .map((row) =>
      definition("contactgroup", {
        contactgroup_name: row.cg_name,
        alias: row.cg_alias === null || row.cg_alias === "" ? row.cg_name : row.cg_alias,
        members: list(linkedNames(members, row.cg_id, aliases)),
      }),
    );
}
