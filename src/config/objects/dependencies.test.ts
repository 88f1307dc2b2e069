import { describe, expect, it } from "vitest";

import type { Inventory } from "../../model/objects.ts";
import { BASE, loadObjects } from "./configuration-folder.fixture.ts";

const SITE = `${BASE}${["a", "b", "c"].map((name) => `define host {\n use H\n host_name ${name}\n}\n`).join("")}
define hostgroup {
  hostgroup_name  bc
  members         b,c
}
define service {
  use                  S
  host_name            a,b
  service_description  one
  servicegroups        ones
}
define service {
  use                  S
  host_name            b,c
  service_description  two
}
define servicegroup {
  servicegroup_name  ones
}
`;
const first = SITE.split("\n").length;

function pairs({ dependencies, hosts, services }: Inventory): string[] {
  const names = new Map([
    ...hosts.map(({ key, hostName }) => [key, hostName] as const),
    ...services.map(({ key, hostName, description }) => [key, `${hostName};${description}`] as const),
  ]);
  return dependencies.map(({ kind, dependent, master }) => `${kind} ${names.get(dependent)} on ${names.get(master)}`);
}

describe("a hostdependency", () => {
  it.each([
    ["lists on both sides", "host_name a,b\n dependent_host_name c", ["c on a", "c on b"]],
    ["groups", "host_name a\n dependent_hostgroup_name bc", ["b on a", "c on a"]],
    ["all but the excluded", "host_name a\n dependent_host_name *,!a", ["b on a", "c on a"]],
    [
      "a named host beside an excluded group",
      "host_name a\n dependent_hostgroup_name !bc\n dependent_host_name b",
      ["b on a"],
    ],
  ])("means every pair of %s", (_, lines, expected) => {
    const { inventory } = loadObjects(`${SITE}define hostdependency {\n ${lines}\n execution_failure_options d\n}`);

    expect(pairs(inventory)).toEqual(expected.map((pair) => `execution ${pair}`));
  });

  it("has states, period and inheritance for each kind, without duplicates", () => {
    const lines =
      "host_name a\n dependent_host_name b\n dependency_period 24x7\n inherits_parent 1\n" +
      " execution_failure_options d,p\n notification_failure_options o,unreachable";
    const { inventory, warnings } = loadObjects(
      `${SITE}define hostdependency {\n ${lines}\n}\ndefine hostdependency {\n ${lines}\n}`,
    );

    expect(inventory.dependencies).toMatchObject([
      { kind: "execution", failOn: new Set([1, 4]), period: "24x7", inheritsParent: true, source: { line: first } },
      { kind: "notification", failOn: new Set([0, 2]), period: "24x7", inheritsParent: true },
    ]);
    expect(inventory.dependencies).toHaveLength(2);
    expect(warnings).toEqual([]);
  });

  it("without any state is dropped, with a warning", () => {
    const { inventory, warnings } = loadObjects(
      `${SITE}define hostdependency {\n host_name a\n dependent_host_name b\n execution_failure_options n\n}`,
    );

    expect(inventory.dependencies).toEqual([]);
    expect(warnings).toEqual([
      `objects.cfg:${first}: has no effect: neither execution_failure_options nor ` +
        "notification_failure_options names a state",
    ]);
  });
});

describe("a servicedependency", () => {
  it.each([
    [
      "the services of named hosts",
      "host_name a\n service_description one\n dependent_host_name b,c\n dependent_service_description two",
      ["b;two on a;one", "c;two on a;one"],
    ],
    [
      "its own host, when it names no dependent one",
      "host_name b\n service_description one\n dependent_service_description two",
      ["b;two on b;one"],
    ],
    [
      "each host with itself, when it names several",
      "hostgroup_name bc\n service_description two\n dependent_service_description *,!two",
      ["b;one on b;two"],
    ],
    [
      "service groups",
      "servicegroup_name ones\n dependent_host_name c\n dependent_service_description two",
      ["c;two on a;one", "c;two on b;one"],
    ],
    [
      "a dependent service group",
      "host_name c\n service_description two\n dependent_servicegroup_name ones",
      ["a;one on c;two", "b;one on c;two"],
    ],
  ])("means %s", (_, lines, expected) => {
    const { inventory } = loadObjects(
      `${SITE}define servicedependency {\n ${lines}\n notification_failure_options c\n}`,
    );

    expect(pairs(inventory)).toEqual(expected.map((pair) => `notification ${pair}`));
  });
});

describe("the parents of a service", () => {
  it.each([
    ["one description means the same host", "one", ["b;one"]],
    ["pairs mean other hosts", "a,one,c,two", ["a;one", "c;two"]],
    ["a star means all of a host", "b,*", ["b;one", "b;two"]],
  ])("%s", (_, parents, expected) => {
    const { inventory } = loadObjects(
      `${SITE}define service {\n use S\n host_name ${parents.includes("*") ? "c" : "b"}\n` +
        ` service_description x\n parents ${parents}\n}`,
    );
    const names = new Map(
      inventory.services.map(({ key, hostName, description }) => [key, `${hostName};${description}`]),
    );

    expect([...inventory.serviceParents.values()].map((keys) => keys.map((key) => names.get(key)))).toEqual([expected]);
  });
});
