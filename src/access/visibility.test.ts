import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Inventory } from "../model/objects.ts";
import type { AccessGroup } from "./access-groups.ts";
import { accessGroup, inventoryOf } from "../../test/support/access-inventory.ts";
import { createRights } from "./visibility.ts";

const inventory = inventoryOf({
  hosts: { web1: ["http", "load"], web2: ["http", "load"], db1: ["sql", "load"] },
  hostGroups: { web: ["web1", "web2"], db: ["db1"], empty: [] },
  serviceGroups: {
    http: [
      ["web1", "http"],
      ["web2", "http"],
    ],
    sql: [["db1", "sql"]],
  },
  contactGroups: { operators: ["jdoe", "Viewer"], others: ["somebody"] },
});

/** Names of all objects a contact sees. */
function seenBy(alias: string, groups: readonly AccessGroup[], objects: Inventory = inventory): readonly string[] {
  const { visibility } = createRights(objects, groups)(alias);
  return [
    ...objects.hosts.filter(({ hostId }) => visibility.seesHost(hostId)).map(({ hostName }) => hostName),
    ...objects.services
      .filter(({ key }) => visibility.seesService(key))
      .map(({ hostName, description }) => `${hostName}/${description}`),
    ...objects.hostGroups.filter(({ id }) => visibility.seesHostGroup(id)).map(({ name }) => `hostgroup ${name}`),
    ...objects.serviceGroups
      .filter(({ id }) => visibility.seesServiceGroup(id))
      .map(({ name }) => `servicegroup ${name}`),
  ];
}

describe("contract §6.2: objects shown by one access group", () => {
  test.each<[string, Partial<AccessGroup>, readonly string[]]>([
    ["nothing by itself", {}, []],
    [
      "a host group, its hosts and all their services",
      { hostGroups: ["web"] },
      ["web1", "web2", "web1/http", "web1/load", "web2/http", "web2/load", "hostgroup web"],
    ],
    ["a host group without hosts", { hostGroups: ["empty"] }, ["hostgroup empty"]],
    [
      "a service group, its services and their hosts",
      { serviceGroups: ["http"] },
      ["web1", "web2", "web1/http", "web2/http", "servicegroup http"],
    ],
    ["a host with all its services, and no group it is in", { hosts: ["db1"] }, ["db1", "db1/sql", "db1/load"]],
    ["one service with its host", { services: [{ host: "db1", service: "sql" }] }, ["db1", "db1/sql"]],
    [
      "a host group without an excepted host, the group included",
      { hostGroups: ["web"], exceptHosts: ["web1"] },
      ["web2", "web2/http", "web2/load", "hostgroup web"],
    ],
    [
      "a host group without an excepted service",
      { hostGroups: ["web"], exceptServices: [{ host: "web1", service: "load" }] },
      ["web1", "web2", "web1/http", "web2/http", "web2/load", "hostgroup web"],
    ],
    [
      "a host whose services are all excepted",
      {
        hosts: ["db1"],
        exceptServices: [
          { host: "db1", service: "sql" },
          { host: "db1", service: "load" },
        ],
      },
      ["db1"],
    ],
    [
      "a service group without an excepted host",
      { serviceGroups: ["http"], exceptHosts: ["web2"] },
      ["web1", "web1/http", "servicegroup http"],
    ],
    [
      "a service group whose one service of a host is excepted, and so not that host",
      { serviceGroups: ["http"], exceptServices: [{ host: "web2", service: "http" }] },
      ["web1", "web1/http", "servicegroup http"],
    ],
    [
      "everything",
      { seesAll: true },
      [
        "web1",
        "web2",
        "db1",
        "web1/http",
        "web1/load",
        "web2/http",
        "web2/load",
        "db1/sql",
        "db1/load",
        "hostgroup web",
        "hostgroup db",
        "hostgroup empty",
        "servicegroup http",
        "servicegroup sql",
      ],
    ],
    [
      "everything but a host and a service",
      { seesAll: true, exceptHosts: ["web1"], exceptServices: [{ host: "db1", service: "load" }] },
      [
        "web2",
        "db1",
        "web2/http",
        "web2/load",
        "db1/sql",
        "hostgroup web",
        "hostgroup db",
        "hostgroup empty",
        "servicegroup http",
        "servicegroup sql",
      ],
    ],
    [
      "nothing of names that left the configuration",
      { hosts: ["gone"], hostGroups: ["gone"], serviceGroups: ["gone"], services: [{ host: "web1", service: "gone" }] },
      [],
    ],
  ])("%s", (_, shows, expected) => {
    expect(seenBy("jdoe", [accessGroup(1, { contacts: ["jdoe"], ...shows })])).toEqual(expected);
  });
});

describe("members of an access group", () => {
  test.each<[string, Partial<AccessGroup>, string, boolean]>([
    ["a contact it names", { contacts: ["jdoe"] }, "jdoe", true],
    ["a contact it names in another case", { contacts: ["JDoe"] }, "jdOE", true],
    ["a contact of a contact group it names", { contactGroups: ["operators"] }, "viewer", true],
    ["a contact of another contact group", { contactGroups: ["operators"] }, "somebody", false],
    ["anybody else", { contacts: ["jdoe"] }, "viewer", false],
    [
      "nobody when it is not active",
      { contacts: ["jdoe"], contactGroups: ["operators"], isActive: false },
      "jdoe",
      false,
    ],
  ])("%s", (_, group, alias, isIn) => {
    const rights = createRights(inventory, [
      accessGroup(1, { hosts: ["db1"], roles: ["host_acknowledgement"], ...group }),
    ])(alias);

    expect([rights.visibility.seesHost(3), rights.roles.has("host_acknowledgement")]).toEqual([isIn, isIn]);
  });
});

test("several groups add up, including exceptions of one of them", () => {
  const groups = [
    accessGroup(1, {
      contacts: ["jdoe"],
      hosts: ["web1"],
      exceptServices: [{ host: "web1", service: "load" }],
      roles: ["host_acknowledgement"],
    }),
    accessGroup(2, {
      contactGroups: ["operators"],
      services: [{ host: "web1", service: "load" }],
      roles: ["service_acknowledgement"],
    }),
  ];

  expect(seenBy("viewer", groups)).toEqual(["web1", "web1/load"]);
  expect(seenBy("jdoe", groups)).toEqual(["web1", "web1/http", "web1/load"]);
  expect([...createRights(inventory, groups)("jdoe").roles].sort()).toEqual([
    "host_acknowledgement",
    "service_acknowledgement",
  ]);
});

test("seesAll is set only if nothing is hidden", () => {
  const flag = (changes: Partial<AccessGroup>): boolean =>
    createRights(inventory, [accessGroup(1, { contacts: ["jdoe"], ...changes })])("jdoe").visibility.seesAll;

  expect([
    flag({ seesAll: true }),
    flag({ seesAll: true, exceptHosts: ["web1"] }),
    flag({ hostGroups: ["web", "db", "empty"] }),
  ]).toEqual([true, false, false]);
});

test("contacts with the same groups share one visibility, computed once", () => {
  const rightsOf = createRights(inventory, [accessGroup(1, { contactGroups: ["operators"], hosts: ["web1"] })]);

  expect(rightsOf("jdoe").visibility).toBe(rightsOf("VIEWER").visibility);
  expect(rightsOf("jdoe")).toBe(rightsOf("jdoe"));
});

describe("for any access groups", () => {
  const some = <Value>(values: readonly Value[]): fc.Arbitrary<Value[]> => fc.subarray([...values]);
  const services = inventory.services.map(({ hostName, description }) => ({ host: hostName, service: description }));
  const groupShape = fc.record({
    isActive: fc.boolean(),
    contacts: some(["jdoe", "viewer"]),
    contactGroups: some(["operators", "others"]),
    seesAll: fc.boolean(),
    hostGroups: some(["web", "db", "empty"]),
    serviceGroups: some(["http", "sql"]),
    hosts: some(["web1", "web2", "db1"]),
    services: some(services),
    exceptHosts: some(["web1", "db1"]),
    exceptServices: some(services),
  });
  const anyGroups = fc
    .array(groupShape, { maxLength: 4 })
    .map((shapes) => shapes.map((shape, index) => accessGroup(index + 1, shape)));

  test("several show the union of what each shows", () => {
    fc.assert(
      fc.property(anyGroups, (groups) => {
        const together = new Set(seenBy("jdoe", groups));
        expect(together).toEqual(new Set(groups.flatMap((group) => seenBy("jdoe", [group]))));
      }),
    );
  });

  test("a service is never visible without its host, nor an excepted one through the group that excepts it", () => {
    fc.assert(
      fc.property(anyGroups, (groups) => {
        for (const group of groups) {
          const seen = new Set(seenBy("jdoe", [group]));
          for (const { host, service } of services) if (seen.has(`${host}/${service}`)) expect(seen).toContain(host);
          for (const host of group.exceptHosts) expect(seen).not.toContain(host);
          for (const { host, service } of group.exceptServices) expect(seen).not.toContain(`${host}/${service}`);
        }
      }),
    );
  });
});
