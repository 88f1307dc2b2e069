import { describe, expect, it } from "vitest";

import type { Inventory } from "../../model/objects.ts";
import { BASE, loadObjects } from "./configuration-folder.fixture.ts";

const HOSTS = ["a", "b", "c"].map((name) => `define host {\n use H\n host_name ${name}\n}\n`).join("");
const GROUPS = `
define hostgroup {
  hostgroup_name  ab
  members         a,b
}
define hostgroup {
  hostgroup_name  bc
  members         b,c
}
define hostgroup {
  hostgroup_name  none
}
`;
const service = (lines: string): string => `define service {\n use S\n service_description s\n ${lines}\n}\n`;

function names(inventory: Inventory): string[] {
  return inventory.services.map(({ hostName, description }) => `${hostName}/${description}`);
}

describe("a service definition", () => {
  it.each([
    ["is on the hosts it names", "host_name b, a", ["a/s", "b/s"]],
    ["is on the hosts of its groups", "hostgroup_name ab,bc", ["a/s", "b/s", "c/s"]],
    ["is on hosts and groups together", "host_name c\n hostgroup_name ab", ["a/s", "b/s", "c/s"]],
    ["is on all hosts with a star", "host_name *", ["a/s", "b/s", "c/s"]],
    ["is on the hosts of all groups with a star", "hostgroup_name *", ["a/s", "b/s", "c/s"]],
    ["is not on an excluded host", "host_name *,!b", ["a/s", "c/s"]],
    ["is not on an excluded host of a group", "hostgroup_name ab\n host_name !a", ["b/s"]],
    ["is not on the hosts of an excluded group", "host_name *\n hostgroup_name !bc", ["a/s"]],
    ["is not on a host that it names and excludes", "host_name a,b\n hostgroup_name !ab", []],
  ])("%s", (_, lines, expected) => {
    expect(names(loadObjects(`${BASE}${HOSTS}${GROUPS}${service(lines)}`).inventory)).toEqual(expected);
  });

  it("on no host is a warning, unless allow_empty_hostgroup_assignment is set", () => {
    const objects = `${BASE}${HOSTS}${GROUPS}${service("hostgroup_name none")}`;

    const silent = loadObjects(objects, "allow_empty_hostgroup_assignment=1");
    const loaded = loadObjects(objects);

    expect(names(loaded.inventory)).toEqual([]);
    expect(loaded.warnings).toEqual([
      `objects.cfg:${`${BASE}${HOSTS}${GROUPS}`.split("\n").length}: hostgroup_name: service 's' is not ` +
        "assigned to any host",
    ]);
    expect(silent.warnings).toEqual([]);
  });

  it("that names a host wins over one by host group, in either order", () => {
    const named = service("host_name b\n notes named");
    const grouped = service("hostgroup_name ab\n notes by group");

    for (const objects of [named + grouped, grouped + named]) {
      const { inventory, warnings } = loadObjects(`${BASE}${HOSTS}${GROUPS}${objects}`);
      expect(inventory.services.map(({ hostName, notes }) => [hostName, notes])).toEqual([
        ["a", "by group"],
        ["b", "named"],
      ]);
      expect(warnings).toEqual([]);
    }
  });

  it("by host group wins over an earlier one by host group, with one warning", () => {
    const objects = `${BASE}${HOSTS}${GROUPS}`;
    const first = objects.split("\n").length;

    const { inventory, warnings } = loadObjects(
      `${objects}${service("hostgroup_name ab\n notes first")}${service("hostgroup_name ab,bc\n notes second")}`,
    );

    expect(inventory.services.map(({ hostName, notes }) => [hostName, notes])).toEqual([
      ["a", "second"],
      ["b", "second"],
      ["c", "second"],
    ]);
    expect(warnings).toEqual([
      `objects.cfg:${first + 6}: hostgroup_name: service 's' on host 'a' also comes from the host groups of ` +
        `objects.cfg:${first}, this definition counts`,
    ]);
  });

  it("shares its values between all its services", () => {
    const {
      services: [first, second],
    } = loadObjects(`${BASE}${HOSTS}${service("host_name a,b\n _X 1\n check_command c!1")}`).inventory;

    expect(first?.checkCommand).toBe(second?.checkCommand);
    expect(first?.notifyOn).toBe(second?.notifyOn);
    expect(first?.customVariables).toBe(second?.customVariables);
    expect(first?.contacts).toBe(second?.contacts);
  });
});

describe("what a service inherits from its host", () => {
  const HOST = `define host {
  use                    H
  host_name              x
  contacts               ann
  contact_groups         team
  notification_interval  11
  notification_period    24x7
  timezone               :Europe/Paris
  check_period           24x7
}
`;
  it.each([
    [
      "all of it when it has none of its own",
      "",
      {
        contacts: ["ann"],
        contactGroups: ["team"],
        notificationInterval: 11,
        notificationPeriod: "24x7",
        timezone: ":Europe/Paris",
      },
    ],
    ["no contacts when it has a contact", "contacts bob", { contacts: ["bob"], contactGroups: [] }],
    ["no contacts when it has a contact group", "contact_groups team", { contacts: [], contactGroups: ["team"] }],
    ["no contacts when it has null", "contacts null", { contacts: [], contactGroups: [] }],
    ["not the interval that it has itself", "notification_interval 0", { contacts: ["ann"], notificationInterval: 0 }],
    ["not the period that it has itself, null too", "notification_period null", { notificationPeriod: null }],
    ["never the check period", "", { checkPeriod: null }],
  ])("is %s", (_, lines, expected) => {
    const { inventory } = loadObjects(
      `${BASE}${HOST}define service {\n use S\n host_name x\n service_description s\n ${lines}\n}`,
    );

    expect(inventory.services[0]).toMatchObject(expected);
  });
});

describe("groups", () => {
  const groupsOf = (objects: string): Record<string, readonly number[]> =>
    Object.fromEntries(
      loadObjects(`${BASE}${HOSTS}${GROUPS}${objects}`).inventory.hostGroups.map(({ name, hostIds }) => [
        name,
        hostIds,
      ]),
    );

  it("hold their members, those of the groups they name, and the hosts that name them", () => {
    const objects =
      "define hostgroup {\n hostgroup_name g\n hostgroup_members bc\n}\ndefine host {\n use H\n host_name d\n" +
      " hostgroups g,none\n}\n";

    expect(groupsOf(objects)).toEqual({ ab: [1, 2], bc: [2, 3], none: [4], g: [2, 3, 4] });
  });

  it.each([
    ["all with a star", "members *", [1, 2, 3, 4]],
    ["not the excluded ones", "members *,!b", [1, 3, 4]],
    ["not an excluded one that names the group itself", "members a,!d", [1]],
    ["not an excluded one of a group in the group", "hostgroup_members ab\n members !a", [2, 4]],
  ])("hold %s", (_, lines, hostIds) => {
    const objects =
      `define hostgroup {\n hostgroup_name g\n ${lines}\n}\ndefine host {\n use H\n host_name d\n` +
      " hostgroups g\n}\n";

    expect(groupsOf(objects)["g"]).toEqual(hostIds);
  });

  it("of services hold pairs, groups and the services that name them", () => {
    const { serviceGroups } = loadObjects(`${BASE}${HOSTS}
define service {
  use                  S
  host_name            a,b
  service_description  one
  servicegroups        first
}
define service {
  use                  S
  host_name            c
  service_description  two
}
define servicegroup {
  servicegroup_name    first
  alias                The first
}
define servicegroup {
  servicegroup_name     second
  members               c,two, a,one
}
define servicegroup {
  servicegroup_name     both
  servicegroup_members  first,second
}`).inventory;
    const key = (hostId: number, serviceId: number): number => hostId * 2 ** 26 + serviceId;

    expect(serviceGroups).toEqual([
      { id: 1, name: "first", alias: "The first", members: [key(1, 1), key(2, 2)] },
      { id: 2, name: "second", alias: "second", members: [key(1, 1), key(3, 3)] },
      { id: 3, name: "both", alias: "both", members: [key(1, 1), key(2, 2), key(3, 3)] },
    ]);
  });

  it("of contacts hold contacts, groups and the contacts that name them", () => {
    const { contactGroups } = loadObjects(`${BASE}
define contact {
  contact_name   cid
  contactgroups  night
}
define contactgroup {
  contactgroup_name     night
  contactgroup_members  team
}
define contactgroup {
  contactgroup_name  most
  members            *,!ann
}`).inventory;

    expect(Object.fromEntries(contactGroups.map(({ name, contacts }) => [name, contacts]))).toEqual({
      team: ["ann"],
      night: ["ann", "cid"],
      most: ["bob", "cid"],
    });
  });
});

describe("a contact", () => {
  it("has its directives after inheritance and its custom variables", () => {
    const { contacts } = loadObjects(`${BASE}
define contact {
  name                        person
  host_notification_commands  c
  host_notification_options   d,r
  register                    0
}
define contact {
  use                         person
  contact_name                cid
  email                       cid@example.org
  host_notification_commands  +c!again
  _phone                      12
}`).inventory;
    const contact = contacts.find(({ name }) => name === "cid");

    expect(contact).toMatchObject({ alias: "cid", email: "cid@example.org" });
    expect(Object.fromEntries(contact?.directives ?? [])).toEqual({
      contact_name: "cid",
      email: "cid@example.org",
      host_notification_commands: "c,c!again",
      host_notification_options: "d,r",
    });
    expect(Object.fromEntries(contact?.customVariables ?? [])).toEqual({ PHONE: "12" });
  });
});
