import fc from "fast-check";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { contactRow, dumpOf, hostRow, serviceRow, type Dump } from "../../test/support/centreon-dump.ts";
import { readAccessGroups } from "../access/access-groups.ts";
import { createRights, type Rights } from "../access/visibility.ts";
import { loadInventory } from "../config/objects/load-inventory.ts";
import { ACCESS_FILE } from "./configuration-files.ts";
import { planImport } from "./plan-import.ts";

const folder = mkdtempSync(join(tmpdir(), "vigie-access-import-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Imported {
  readonly rightsOf: (alias: string) => Rights;
  readonly seen: (alias: string) => readonly string[];
  readonly notes: readonly string[];
}

/**
 * Writes the configuration of a dump, reads it as the server does, and returns what a login name sees: `h1` a host,
 * `h1/s2` a service, `hg5` and `sg6` groups.
 */
async function imported(dump: Dump): Promise<Imported> {
  const plan = await planImport(dump, false, null, () => "");
  if ("problems" in plan) throw new Error(JSON.stringify(plan.problems));
  for (const [name, text] of plan.configuration(new Set()).files) writeFileSync(join(folder, name), text);
  const { inventory, errors } = loadInventory(folder, { known: [] });
  if (inventory === null) throw new Error(JSON.stringify(errors));
  const access = readAccessGroups(join(folder, ACCESS_FILE), inventory);
  expect(access.errors).toEqual([]);
  const rightsOf = createRights(inventory, access.groups);
  return {
    rightsOf,
    notes: plan.notes,
    seen: (alias) => {
      const { visibility } = rightsOf(alias);
      return [
        ...inventory.hosts.filter((host) => visibility.seesHost(host.hostId)).map((host) => `h${host.hostId}`),
        ...inventory.services
          .filter((service) => visibility.seesService(service.key))
          .map((service) => `h${service.hostId}/s${service.serviceId}`),
        ...inventory.hostGroups.filter((group) => visibility.seesHostGroup(group.id)).map((group) => `hg${group.id}`),
        ...inventory.serviceGroups
          .filter((group) => visibility.seesServiceGroup(group.id))
          .map((group) => `sg${group.id}`),
      ].sort();
    },
  };
}

const GROUP = { acl_group_id: 2, acl_group_name: "operators", acl_group_alias: "Operators", acl_group_activate: "1" };
const HOSTS = [1, 2, 3];
const SERVICES = [
  [1, 11],
  [1, 12],
  [2, 11],
  [2, 22],
  [3, 33],
] as const;

/**
 * Three hosts with services, two host groups, two service groups; jdoe in ACL group 2, which is linked to ACL resource
 * 4.
 */
function dumpWith(storage: Dump["storage"], configuration: Dump["configuration"] = {}): Dump {
  return dumpOf(
    {
      hosts: HOSTS.map((id) => hostRow(id)),
      services: SERVICES.map(([host, service]) => serviceRow(host, service)),
      hostgroups: [
        { hostgroup_id: 5, name: "linux" },
        { hostgroup_id: 6, name: "network" },
      ],
      servicegroups: [
        { servicegroup_id: 7, name: "db" },
        { servicegroup_id: 8, name: "web" },
      ],
      hosts_hostgroups: [
        { host_id: 1, hostgroup_id: 5 },
        { host_id: 2, hostgroup_id: 5 },
        { host_id: 2, hostgroup_id: 6 },
      ],
      services_servicegroups: [
        { host_id: 1, service_id: 11, servicegroup_id: 7 },
        { host_id: 3, service_id: 33, servicegroup_id: 7 },
        { host_id: 2, service_id: 22, servicegroup_id: 8 },
      ],
      ...storage,
    },
    {
      contact: [contactRow(20, "jdoe", { contact_passwd: null }), contactRow(21, "viewer", { contact_passwd: null })],
      acl_groups: [GROUP],
      acl_group_contacts_relations: [{ contact_contact_id: 20, acl_group_id: 2 }],
      acl_resources: [{ acl_res_id: 4, acl_res_name: "r", acl_res_activate: "1" }],
      acl_res_group_relations: [{ acl_res_id: 4, acl_group_id: 2 }],
      ...configuration,
    },
  );
}

const aclRow = (hostId: number, serviceId: number | null): object => ({
  group_id: 2,
  host_id: hostId,
  service_id: serviceId,
});

test("shows exactly the hosts and services of any ACL rows, and the groups of any ACL resources", async () => {
  const rows = fc
    .tuple(fc.subarray(HOSTS), fc.subarray([...SERVICES]))
    .map(([hosts, services]) => ({ hosts, services: services.filter(([host]) => hosts.includes(host)) }));
  await fc.assert(
    fc.asyncProperty(
      rows,
      fc.subarray([5, 6]),
      fc.subarray([7, 8]),
      async ({ hosts, services }, hostGroups, serviceGroups) => {
        const { seen } = await imported(
          dumpWith(
            {
              centreon_acl: [
                ...hosts.map((host) => aclRow(host, null)),
                ...services.map(([host, service]) => aclRow(host, service)),
              ] as never,
            },
            {
              acl_resources_hg_relations: hostGroups.map((id) => ({ hg_hg_id: id, acl_res_id: 4 })),
              acl_resources_sg_relations: serviceGroups.map((id) => ({ sg_id: id, acl_res_id: 4 })),
            },
          ),
        );

        expect(seen("jdoe")).toEqual(
          [
            ...hosts.map((host) => `h${host}`),
            ...services.map(([host, service]) => `h${host}/s${service}`),
            ...hostGroups.map((id) => `hg${id}`),
            ...serviceGroups.map((id) => `sg${id}`),
          ].sort(),
        );
        expect(seen("viewer")).toEqual([]);
      },
    ),
    { numRuns: 200 },
  );
});

const EVERYTHING = { centreon_acl: [aclRow(1, null), aclRow(1, 11)] as never };
const LINKED = { acl_resources_hg_relations: [{ hg_hg_id: 6, acl_res_id: 4 }] };

test.each([
  [
    "through a contact group",
    {
      contactgroup: [{ cg_id: 9, cg_name: "team", cg_activate: "1" }],
      contactgroup_contact_relation: [{ contact_contact_id: 21, contactgroup_cg_id: 9 }],
      acl_group_contactgroups_relations: [{ cg_cg_id: 9, acl_group_id: 2 }],
    },
    "viewer",
    ["h1", "h1/s11", "hg6"],
  ],
  [
    "nothing through a disabled contact group",
    {
      contactgroup: [{ cg_id: 9, cg_name: "team", cg_activate: "0" }],
      contactgroup_contact_relation: [{ contact_contact_id: 21, contactgroup_cg_id: 9 }],
      acl_group_contactgroups_relations: [{ cg_cg_id: 9, acl_group_id: 2 }],
    },
    "viewer",
    [],
  ],
  ["nothing through a disabled ACL group", { acl_groups: [{ ...GROUP, acl_group_activate: "0" }] }, "jdoe", []],
  [
    "no group of a disabled ACL resource",
    { acl_resources: [{ acl_res_id: 4, acl_res_name: "r", acl_res_activate: "0" }] },
    "jdoe",
    ["h1", "h1/s11"],
  ],
])("shows %s", async (_case, configuration, alias, expected) => {
  expect((await imported(dumpWith(EVERYTHING, { ...LINKED, ...configuration }))).seen(alias)).toEqual(expected);
});

test("hides disabled hosts and services, and reports services that were visible without their host", async () => {
  const { seen, notes } = await imported(
    dumpWith({
      hosts: [hostRow(1), hostRow(2, { enabled: 0 }), hostRow(3)],
      centreon_acl: [aclRow(2, null), aclRow(2, 22), aclRow(1, 11), aclRow(9, null)] as never,
    }),
  );

  expect(seen("jdoe")).toEqual(["h1", "h1/s11"]);
  expect(notes).toContain(
    "access group operators: saw services of host-1 without the host itself; here it sees the host too",
  );
});

test("gives the roles of enabled ACL actions that the API checks", async () => {
  const { rightsOf } = await imported(
    dumpWith(
      {},
      {
        acl_actions: [
          { acl_action_id: 1, acl_action_activate: "1" },
          { acl_action_id: 2, acl_action_activate: "0" },
        ],
        acl_actions_rules: [
          { acl_action_rule_id: 1, acl_action_name: "host_acknowledgement" },
          { acl_action_rule_id: 1, acl_action_name: "service_display_command" },
          { acl_action_rule_id: 1, acl_action_name: "top_counter" },
          { acl_action_rule_id: 2, acl_action_name: "host_schedule_downtime" },
        ],
        acl_group_actions_relations: [
          { acl_action_id: 1, acl_group_id: 2 },
          { acl_action_id: 2, acl_group_id: 2 },
        ],
      },
    ),
  );

  expect([...rightsOf("jdoe").roles]).toEqual(["host_acknowledgement", "service_display_command"]);
  expect([...rightsOf("viewer").roles]).toEqual([]);
});
