import { describe, expect, it } from "vitest";
import { BASE, loadObjects, type Loaded } from "./configuration-folder.fixture.ts";
import type { ObjectId } from "../../model/object-id.ts";

const host = (name: string, lines = ""): string => `define host {\n use H\n host_name ${name}\n ${lines}\n}\n`;
const service = (hosts: string, name: string, lines = ""): string =>
  `define service {\n use S\n host_name ${hosts}\n service_description ${name}\n ${lines}\n}\n`;
const load = (objects: string, known: readonly ObjectId[] = []): Loaded =>
  loadObjects(`${BASE}${objects}`, "", { known });

function ids({ inventory }: Loaded): string[] {
  return [
    ...inventory.hosts.map(({ hostName, hostId }) => `${hostName} ${hostId}`),
    ...inventory.services.map(({ hostName, description, hostId, serviceId, key }) => {
      expect(key).toBe(hostId * 2 ** 26 + serviceId);
      return `${hostName};${description} ${serviceId}`;
    }),
  ];
}

/** New ids of hosts, services and their groups. */
const monitoredIds = ({ newIds }: Loaded): readonly ObjectId[] =>
  newIds.filter(({ type }) => ["host", "service", "hostgroup", "servicegroup"].includes(type));

describe("ids", () => {
  it("are assigned in the order of the definitions, for services over all hosts", () => {
    const loaded = load(host("b") + host("a") + service("a", "y") + service("a,b", "x"));

    expect(ids(loaded)).toEqual(["b 1", "a 2", "b;x 1", "a;y 2", "a;x 3"]);
    expect(monitoredIds(loaded)).toEqual([
      { type: "host", name: "b", id: 1, hostId: 0 },
      { type: "host", name: "a", id: 2, hostId: 0 },
      { type: "service", name: "b;x", id: 1, hostId: 1 },
      { type: "service", name: "a;y", id: 2, hostId: 2 },
      { type: "service", name: "a;x", id: 3, hostId: 2 },
    ]);
  });

  it("stay when objects are added, removed and moved", () => {
    const first = load(host("a") + host("b") + service("a,b", "x"));
    const second = load(service("b,c", "x") + host("c") + host("b"), first.newIds);
    const third = load(host("d") + host("a") + service("*", "x"), [...first.newIds, ...second.newIds]);

    expect(ids(first)).toEqual(["a 1", "b 2", "a;x 1", "b;x 2"]);
    expect(ids(second)).toEqual(["b 2", "c 3", "b;x 2", "c;x 3"]);
    expect(ids(third)).toEqual(["a 1", "d 4", "a;x 1", "d;x 4"]);
    expect(load(host("a") + host("b") + service("a,b", "x"), first.newIds).newIds).toEqual([]);
  });

  it("of the configuration are kept, and new ones are higher than all of them", () => {
    const loaded = load(
      host("a") +
        host("b", "host_id 12") +
        host("c", "_HOST_ID 7") +
        service("a", "x", "_SERVICE_ID 101") +
        service("b", "y", "service_id 99") +
        service("c", "z"),
    );

    expect(ids(loaded)).toEqual(["c 7", "b 12", "a 13", "c;z 102", "b;y 99", "a;x 101"]);
  });

  it("of the configuration are stored as well, so that they are never assigned again", () => {
    const first = load(host("a", "host_id 50"));

    expect(monitoredIds(first)).toEqual([{ type: "host", name: "a", id: 50, hostId: 0 }]);
    expect(ids(load(host("b"), first.newIds))).toEqual(["b 51"]);
  });

  it("of the configuration win over those in the store, and a renamed host keeps its id", () => {
    const first = load(host("a", "host_id 5"));
    const renamed = load(host("z", "host_id 5"), first.newIds);
    const moved = load(host("a", "host_id 6"), first.newIds);

    expect(ids(renamed)).toEqual(["z 5"]);
    expect(renamed.newIds).toEqual([{ type: "host", name: "z", id: 5, hostId: 0 }]);
    expect(ids(moved)).toEqual(["a 6"]);
    expect(moved.newIds).toEqual([{ type: "host", name: "a", id: 6, hostId: 0 }]);
  });

  it("of a service on several hosts are shared by them", () => {
    expect(ids(load(host("a") + host("b") + service("a,b", "x", "service_id 9")))).toEqual([
      "a 1",
      "b 2",
      "a;x 9",
      "b;x 9",
    ]);
  });

  it("of groups are counted for each kind of group", () => {
    const loaded = load(`
define hostgroup {
  hostgroup_name  g
}
define hostgroup {
  hostgroup_name  h
  hostgroup_id    53
}
define servicegroup {
  servicegroup_name  s
}
define servicegroup {
  servicegroup_name  t
  servicegroup_id    7
}`);

    const { inventory } = loaded;
    expect([...inventory.hostGroups, ...inventory.serviceGroups].map(({ name, id }) => `${name} ${id}`)).toEqual([
      "h 53",
      "g 54",
      "t 7",
      "s 8",
    ]);
    expect(monitoredIds(loaded)).toHaveLength(4);
  });

  it("of pollers come from _POLLER_ID", () => {
    const { inventory } = load(host("a", "_POLLER_ID 2") + host("b"));

    expect(inventory.hosts.map(({ pollerId }) => pollerId)).toEqual([2, 1]);
    expect(inventory.hosts[0]?.customVariables.get("POLLER_ID")).toBe("2");
  });

  it("with a semicolon in the service name do not mix up services", () => {
    const first = load(host("a") + service("a", "x\\;y"));

    expect(monitoredIds(first).at(-1)).toEqual({ type: "service", name: "a;x;y", id: 1, hostId: 1 });
    expect(load(host("a") + service("a", "x\\;y"), first.newIds).newIds).toEqual([]);
  });

  it("of commands, periods, contacts, their groups and templates stay, and are not given again", () => {
    const command = (name: string): string => `define command {\n command_name ${name}\n command_line x\n}\n`;
    const first = load(`${command("d")}${command("e")}define contact {\n name K\n register 0\n}\n`);
    const second = load(command("f") + command("e"), first.newIds);
    const third = load(command("d"), [...first.newIds, ...second.newIds]);
    const idOf = ({ inventory }: Loaded, key: string): number | undefined => inventory.objectIds.get(key);

    expect(["c", "d", "e"].map((name) => idOf(first, `command ${name}`))).toEqual([1, 2, 3]);
    expect(["d", "e", "f"].map((name) => idOf(second, `command ${name}`))).toEqual([undefined, 3, 4]);
    expect(idOf(third, "command d")).toBe(2);
    expect(second.newIds).toEqual([{ type: "command", name: "f", id: 4, hostId: 0 }]);
    expect(
      ["timeperiod 24x7", "contact ann", "host-template H", "service-template S", "contact-template K"].map((key) =>
        idOf(first, key),
      ),
    ).toEqual([1, 1, 1, 1, 1]);
  });
});
