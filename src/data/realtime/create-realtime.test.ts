import { describe, expect, it, test } from "vitest";
import {
  acknowledgementOf,
  downtimeOf,
  seesAll,
  seesOnly,
  tableOf,
  type TableSketch,
} from "../../../test/support/table-of.ts";
import { hostKey, serviceKey } from "../../model/resource-key.ts";
import { newState } from "../../model/initial-state.ts";
import { createRealtime } from "./create-realtime.ts";
import { parseListQuery, type QueryParameters } from "./search/list-query.ts";
import type { AcknowledgementSelection } from "./realtime.ts";
import type { Account } from "../../model/account.ts";
import { stateWith } from "../../../test/support/state-with.ts";

const jane: Account = {
  id: 20,
  alias: "jane",
  name: "Jané",
  email: "",
  isAdmin: false,
  hasApiAccess: true,
  isEnabled: true,
  passwordHash: null,
};

function loaded(sketch: TableSketch) {
  const realtime = createRealtime({ accountByAlias: (alias) => (alias.toLowerCase() === "jane" ? jane : undefined) });
  const { inventory, snapshot, objectIds } = tableOf(sketch);
  realtime.load(inventory, snapshot, objectIds);
  return { realtime, inventory, snapshot };
}

const everything = parseListQuery({ limit: "100" });
const searching = (search: object, more: QueryParameters = {}) =>
  parseListQuery({ limit: "100", search: JSON.stringify(search), ...more });
const sorting = (sort: object, more: QueryParameters = {}) =>
  parseListQuery({ limit: "100", sort_by: JSON.stringify(sort), ...more });

const site: TableSketch = {
  hosts: [
    {
      id: 12,
      name: "web",
      alias: null,
      state: 0,
      groups: ["front"],
      services: [
        { id: 7, description: "HTTP", displayName: "Website", state: 2, groups: ["shop"] },
        { id: 8, description: "Ping", state: 0 },
      ],
    },
    {
      id: 13,
      name: "db",
      state: 1,
      pollerId: 2,
      groups: ["front", "back"],
      services: [
        { id: 7, description: "Ping", state: 1, acknowledgement: "sticky", output: "lost\nété" },
        { id: 9, description: "Disk", state: 4, groups: ["shop"] },
      ],
    },
    { id: 14, name: "Empty", state: 2 },
    { id: 15, name: "_Module_BAM_1", groups: ["front"], services: [{ id: 1, description: "ba", groups: ["shop"] }] },
    { id: 16, name: "_Module_Meta", state: 2, services: [{ id: 1, description: "meta" }] },
  ],
  hostGroups: ["front", "back", "none"],
  serviceGroups: ["shop", "none"],
};

describe("one host, one service", () => {
  const { realtime } = loaded(site);

  it("finds visible objects", () => {
    expect(realtime.host(12, seesAll)?.services.map(({ service }) => service.description)).toEqual(["HTTP", "Ping"]);
    expect(realtime.service(13, 7, seesAll)?.service.description).toBe("Ping");
    expect(realtime.service(13, 9, seesOnly({ services: [serviceKey(13, 9)] }))?.host.host.hostName).toBe("db");
  });

  it("finds nothing else", () => {
    expect(realtime.host(99, seesAll)).toBeUndefined();
    expect(realtime.host(12, seesOnly({ hosts: [13] }))).toBeUndefined();
    expect(realtime.service(12, 9, seesAll)).toBeUndefined();
    expect(realtime.service(13, 7, seesOnly({ hosts: [13] }))).toBeUndefined();
  });

  it("hides a business-activity host but shows its service, as the reference does", () => {
    expect(realtime.host(15, seesAll)).toBeUndefined();
    expect(realtime.service(15, 1, seesAll)?.service.description).toBe("ba");
  });
});

describe("lists of hosts and services", () => {
  const { realtime } = loaded(site);
  const hosts = (...args: Parameters<typeof realtime.listHosts>) =>
    realtime.listHosts(...args).rows.map(({ host }) => host.hostId);
  const services = (...args: Parameters<typeof realtime.listServices>) =>
    realtime.listServices(...args).rows.map(({ service }) => `${service.hostId}/${service.serviceId}`);

  it("are ordered by host name, then display name", () => {
    expect(hosts(everything, seesAll)).toEqual([13, 14, 12, 16]);
    expect(services(everything, seesAll)).toEqual(["13/9", "13/7", "12/8", "12/7", "16/1"]);
  });

  it("count all matches, also past the end and without rows", () => {
    expect(realtime.listServices(parseListQuery({ page: "9" }), seesAll)).toEqual({ rows: [], total: 5 });
    expect(
      realtime.listServices(parseListQuery({ limit: "0", search: '{"service.state":{"$neq":0}}' }), seesAll),
    ).toEqual({ rows: [], total: 3 });
    expect(realtime.listHosts(parseListQuery({ limit: "0", sort_by: "host.id" }), seesAll)).toEqual({
      rows: [],
      total: 4,
    });
  });

  it("contain and count only objects visible to the caller", () => {
    const caller = seesOnly({ hosts: [12], services: [serviceKey(12, 7), serviceKey(13, 9)] });

    expect(realtime.listHosts(everything, caller)).toMatchObject({ total: 1, rows: [{ host: { hostId: 12 } }] });
    expect(services(everything, caller)).toEqual(["13/9", "12/7"]);
    expect(services(everything, seesOnly({}))).toEqual([]);
  });

  test.each([
    [{ "service.display_name": "website" }, [12]],
    [{ "service.display_name": null }, [14]],
    [{ "host_group.id": { $in: [1, 2] } }, [13, 12]],
    [{ "host_group.id": null }, [14, 16]],
    [{ "host_group.id": { $neq: 1 } }, [13]],
    [{ $and: [{ "host_group.id": 1 }, { "host_group.id": 2 }] }, []],
    [{ "poller.id": 2 }, [13]],
    [{ "host.alias": { $neq: null } }, [13, 14, 16]],
    [{ "host.state": 2 }, [14, 16]],
  ])("hosts with %j are %j", (search, ids) => {
    expect(hosts(searching(search), seesAll)).toEqual(ids);
  });

  it("do not find a host by a service hidden from the caller", () => {
    const caller = seesOnly({ hosts: [12], services: [serviceKey(12, 8)] });

    expect(hosts(searching({ "service.display_name": "website" }), caller)).toEqual([]);
    expect(hosts(searching({ "service.display_name": "ping" }), caller)).toEqual([12]);
  });

  test.each([
    [{ "service.is_acknowledged": true }, ["13/7"]],
    [{ "service.output": { $lk: "%ETE" } }, ["13/7"]],
    [{ "service_group.id": 1 }, ["13/9", "12/7"]],
    [{ "service_group.id": null, "service.state": 0 }, ["12/8", "16/1"]],
    [{ "host.name": "_Module_BAM_1" }, []],
    [{ "service.id": 7 }, ["13/7", "12/7"]],
  ])("services with %j are %j", (search, ids) => {
    expect(services(searching(search), seesAll)).toEqual(ids);
  });

  test.each([
    [{ "host.name": "DESC" }, ["16/1", "12/8", "12/7", "13/9", "13/7"]],
    [{ "service.state": "DESC" }, ["13/9", "12/7", "13/7", "12/8", "16/1"]],
    [{ "service.description": "ASC", "host.id": "DESC" }, ["13/9", "12/7", "16/1", "13/7", "12/8"]],
    [{ "service_group.id": "ASC" }, ["13/7", "12/8", "16/1", "13/9", "12/7"]],
    [{ "service.id": "ASC" }, ["13/9", "13/7", "12/8", "12/7", "16/1"]],
    [{ nothing: "DESC" }, ["13/9", "13/7", "12/8", "12/7", "16/1"]],
  ])("services sorted by %j are %j", (sort, ids) => {
    expect(services(sorting(sort), seesAll)).toEqual(ids);
  });

  it("sorts hosts without a value first in ascending and last in descending order", () => {
    expect(hosts(sorting({ "host.alias": "ASC" }), seesAll)).toEqual([12, 13, 14, 16]);
    expect(hosts(sorting({ "host.alias": "DESC" }), seesAll)).toEqual([16, 14, 13, 12]);
  });

  it("lists the services of one host by id", () => {
    const list = (...args: Parameters<typeof realtime.listServicesOfHost>) =>
      realtime.listServicesOfHost(...args).rows.map(({ service }) => service.serviceId);

    expect(list(12, everything, seesAll)).toEqual([7, 8]);
    expect(list(12, sorting({ "service.description": "DESC" }), seesAll)).toEqual([8, 7]);
    expect(list(12, searching({ "service.state": 0 }), seesAll)).toEqual([8]);
    expect(list(12, everything, seesOnly({ services: [serviceKey(12, 7)] }))).toEqual([7]);
  });
});

describe("groups", () => {
  const { realtime, inventory } = loaded(site);
  const [front, back] = inventory.hostGroups as [
    (typeof inventory.hostGroups)[0] & object,
    (typeof inventory.hostGroups)[0] & object,
  ];
  const [shop] = inventory.serviceGroups as [(typeof inventory.serviceGroups)[0] & object];
  const hostGroups = (...args: Parameters<typeof realtime.listHostGroups>) =>
    realtime.listHostGroups(...args).rows.map(({ name }) => name);
  const serviceGroups = (...args: Parameters<typeof realtime.listServiceGroups>) =>
    realtime.listServiceGroups(...args).rows.map(({ name }) => name);

  it("are listed by name, including empty ones", () => {
    expect(hostGroups(everything, seesAll)).toEqual(["back", "front", "none"]);
    expect(serviceGroups(everything, seesAll)).toEqual(["none", "shop"]);
    expect(hostGroups(everything, seesOnly({ hostGroups: [1] }))).toEqual(["front"]);
    expect(serviceGroups(everything, seesOnly({ serviceGroups: [2] }))).toEqual(["none"]);
  });

  test.each([
    [{ "host.name": "web" }, ["front"]],
    [{ "host.name": null }, ["none"]],
    [{ "poller.id": 2 }, ["back", "front"]],
    [{ "service.display_name": "website" }, ["front"]],
    [{ "host.id": 13, "service.display_name": "website" }, []],
    [{ "host_group.id": { $gt: 1 } }, ["back", "none"]],
    [{ "host.name": { $lk: "_Module_BAM%" } }, []],
  ])("host groups with %j are %j", (search, names) => {
    expect(hostGroups(searching(search), seesAll)).toEqual(names);
  });

  it("are sorted by the lowest or highest value of their members", () => {
    expect(hostGroups(sorting({ "host.id": "ASC" }), seesAll)).toEqual(["none", "front", "back"]);
    expect(hostGroups(sorting({ "host.id": "DESC" }), seesAll)).toEqual(["back", "front", "none"]);
    expect(hostGroups(sorting({ "service.display_name": "DESC" }), seesAll)).toEqual(["front", "back", "none"]);
    expect(serviceGroups(sorting({ "host.name": "DESC" }), seesAll)).toEqual(["shop", "none"]);
  });

  test.each([
    [{ "service_group.name": "SHOP" }, ["shop"]],
    [{ "host.name": "db", "service.display_name": "disk" }, ["shop"]],
    [{ "host.name": "db", "service.display_name": "website" }, []],
    [{ id: { $in: [2] } }, ["none"]],
  ])("service groups with %j are %j", (search, names) => {
    expect(serviceGroups(searching(search), seesAll)).toEqual(names);
  });

  it("do not reveal members hidden from the caller", () => {
    const caller = seesOnly({ hosts: [12], services: [serviceKey(12, 8)], hostGroups: [1], serviceGroups: [1] });

    expect(hostGroups(searching({ "host.name": "db" }), caller)).toEqual([]);
    expect(hostGroups(searching({ "service.display_name": "website" }), caller)).toEqual([]);
    expect(serviceGroups(searching({ "service.display_name": "website" }), caller)).toEqual([]);
    expect(realtime.hostsOfServiceGroup(shop, caller)).toEqual([]);
  });

  it("give their members by host name", () => {
    const names = (rows: readonly { readonly host: { readonly hostName: string } }[]) =>
      rows.map(({ host }) => host.hostName);

    expect(names(realtime.hostsOfGroup(front, seesAll))).toEqual(["db", "web"]);
    expect(names(realtime.hostsOfGroup(back, seesAll))).toEqual(["db"]);
    expect(names(realtime.hostsOfGroup(front, seesOnly({ hosts: [12] })))).toEqual(["web"]);
    expect(
      realtime
        .hostsOfServiceGroup(shop, seesAll)
        .map(({ host, services }) => [host.host.hostName, services.map(({ service }) => service.description)]),
    ).toEqual([
      ["db", ["Disk"]],
      ["web", ["HTTP"]],
    ]);
  });
});

describe("acknowledgements", () => {
  const { realtime } = loaded({
    ...site,
    acknowledgements: [
      acknowledgementOf({ id: 3, key: hostKey(12), entryTime: 900, author: "Jane", deletionTime: 950 }),
      acknowledgementOf({ id: 1, key: hostKey(12), entryTime: 100, comment: "older" }),
      acknowledgementOf({ id: 2, key: hostKey(13), entryTime: 500, author: "ghost", isSticky: false }),
      acknowledgementOf({ id: 4, key: hostKey(98), entryTime: 50 }),
      acknowledgementOf({ id: 5, key: hostKey(99), entryTime: 50 }),
      acknowledgementOf({ id: 6, key: serviceKey(13, 7), entryTime: 600, author: null }),
    ],
    objectIds: [{ type: "host", name: "left", id: 98, hostId: 0 }],
  });
  const list = (
    kind: "hosts" | "services" | "all",
    only: AcknowledgementSelection["only"],
    query = everything,
    visibility = seesAll,
  ) => realtime.listAcknowledgements({ scope: { kind }, only }, query, visibility);
  const idsOf = ({ rows }: ReturnType<typeof list>) => rows.map(({ acknowledgement }) => acknowledgement.id);
  const ids = (query = everything, visibility = seesAll) =>
    idsOf(list("hosts", "latest-by-entry-time", query, visibility));

  it("are listed with the latest of each resource, by entry time", () => {
    expect(ids()).toEqual([4, 2, 3]);
    expect(idsOf(list("services", "latest-by-entry-time"))).toEqual([6]);
    expect(realtime.latestAcknowledgement(hostKey(12))?.id).toBe(3);
    expect(realtime.latestAcknowledgement(serviceKey(12, 7))).toBeUndefined();
  });

  it("are listed all or the latest of each resource, by host and service, the newest first", () => {
    expect(idsOf(list("all", "all"))).toEqual([3, 1, 2, 6, 4]);
    const of = (hostId: number, only: AcknowledgementSelection["only"]) =>
      idsOf(
        realtime.listAcknowledgements(
          { scope: { kind: "host", hostId, withServices: false }, only },
          everything,
          seesAll,
        ),
      );
    expect([of(12, "all"), of(12, "latest"), of(13, "all"), of(99, "all")]).toEqual([[3, 1], [3], [2], []]);
    expect(idsOf(list("all", "latest"))).toEqual([3, 2, 6, 4]);
    expect(idsOf(list("all", "all", searching({ type: 1 })))).toEqual([6]);
  });

  it("have an author if that author has an account", () => {
    const { rows } = list("hosts", "latest-by-entry-time");

    expect(rows.map(({ author }) => author?.id)).toEqual([undefined, undefined, 20]);
    expect(ids(searching({ author_id: 20 }))).toEqual([3]);
    expect(ids(searching({ author_id: null }))).toEqual([4, 2]);
  });

  it("of a removed host keep its name, those of an unknown host are omitted", () => {
    expect(list("hosts", "latest", searching({ "host.name": "LEFT" })).rows).toMatchObject([
      { acknowledgement: { id: 4 }, hostName: "left", host: undefined },
    ]);
    expect(ids(searching({ "host.id": 98 }))).toEqual([4]);
    expect(ids(searching({ "host.alias": null }))).toEqual([4, 3]);
  });

  test.each([
    [{ is_sticky: false }, [2]],
    [{ deletion_time: { $neq: null } }, [3]],
    [{ entry_time: { $gt: 500 } }, [3]],
    [{ "host.name": "web" }, [3]],
    [{ "host.state": 1 }, [2]],
  ])("of hosts with %j are %j", (search, expected) => {
    expect(ids(searching(search))).toEqual(expected);
  });

  it("are visible with their resource", () => {
    expect(ids(everything, seesOnly({ hosts: [13], services: [serviceKey(13, 7)] }))).toEqual([2]);
    expect(list("services", "latest", everything, seesOnly({ hosts: [13] })).total).toBe(0);
  });
});

describe("downtimes", () => {
  const { realtime } = loaded({
    ...site,
    downtimes: [
      downtimeOf({ id: 1, key: hostKey(12), startTime: 100, author: "jane" }),
      downtimeOf({ id: 2, key: serviceKey(12, 7), startTime: 300, isCancelled: true, deletionTime: 350 }),
      downtimeOf({ id: 5, key: hostKey(98), pollerId: 7, startTime: null }),
      downtimeOf({ id: 4, key: hostKey(99) }),
      downtimeOf({ id: 3, key: serviceKey(13, 9), startTime: 200, isFixed: false }),
      downtimeOf({ id: 6, key: hostKey(15) }),
      downtimeOf({ id: 7, key: serviceKey(12, 77) }),
    ],
    objectIds: [{ type: "host", name: "left", id: 98, hostId: 0 }],
  });
  const ids = (
    ...[scope, query = everything, visibility = seesAll]: [
      Parameters<typeof realtime.listDowntimes>[0],
      typeof everything?,
      typeof seesAll?,
    ]
  ) => realtime.listDowntimes(scope, query, visibility).rows.map(({ downtime }) => downtime.id);

  it("are listed newest first, without hidden and unknown hosts", () => {
    expect(ids({ kind: "all" })).toEqual([7, 5, 3, 2, 1]);
    expect(ids({ kind: "hosts" })).toEqual([5, 1]);
    expect(ids({ kind: "services" })).toEqual([7, 3, 2]);
    expect(ids({ kind: "host", hostId: 12, withServices: false })).toEqual([1]);
    expect(ids({ kind: "host", hostId: 12, withServices: true })).toEqual([7, 2, 1]);
    expect(ids({ kind: "service", hostId: 12, serviceId: 7 })).toEqual([2]);
    expect(ids({ kind: "service", hostId: 12, serviceId: 99 })).toEqual([]);
  });

  test.each([
    [{ id: 3 }, [3]],
    [{ is_fixed: false }, [3]],
    [{ is_cancelled: true }, [2]],
    [{ deletion_time: null }, [7, 5, 3, 1]],
    [{ start_time: { $gt: "1970-01-01T00:03:00Z" } }, [7, 3, 2]],
    [{ "contact.name": "JANE" }, [1]],
    [{ "contact.id": 20 }, [1]],
    [{ "contact.id": null }, [7, 5, 3, 2]],
    [{ "host.name": "left" }, [5]],
    [{ "host.state": 1 }, [3]],
    [{ "poller.id": 7 }, [5]],
    [{ "service.display_name": "website" }, [2]],
    [{ "service.id": 77 }, [7]],
    [{ "service.id": null }, [5, 1]],
  ])("with %j are %j", (search, expected) => {
    expect(ids({ kind: "all" }, searching(search))).toEqual(expected);
  });

  it("are sorted by their times, missing ones first", () => {
    expect(ids({ kind: "all" }, sorting({ start_time: "ASC" }, { limit: "3" }))).toEqual([5, 1, 3]);
  });

  it("are visible with their resource", () => {
    const caller = seesOnly({ hosts: [12], services: [serviceKey(13, 9)] });

    expect(ids({ kind: "all" }, everything, caller)).toEqual([3, 1]);
    expect(realtime.downtime(3, caller)).toMatchObject({
      hostName: "db",
      author: undefined,
      service: { service: { serviceId: 9 } },
    });
    expect(realtime.downtime(1, caller)?.author).toBe(jane);
    expect([realtime.downtime(2, caller), realtime.downtime(99, seesAll), realtime.downtime(6, seesAll)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe("changes", () => {
  it("are visible to the next read", () => {
    const { realtime } = loaded(site);
    const state = stateWith(newState(4), { state: 3 as const });

    realtime.apply([
      { kind: "state", key: serviceKey(12, 8), state },
      { kind: "state", key: hostKey(12), state: stateWith(state, { state: 1 }) },
      { kind: "state", key: serviceKey(99, 1), state },
      { kind: "acknowledgement", record: acknowledgementOf({ id: 9, key: hostKey(12) }) },
      { kind: "downtime", record: downtimeOf({ id: 9, key: hostKey(12) }) },
    ]);
    realtime.apply([{ kind: "downtime", record: downtimeOf({ id: 9, key: hostKey(12), isStarted: true }) }]);

    expect(realtime.service(12, 8, seesAll)?.state).toBe(state);
    expect(realtime.listServices(searching({ "service.state": 3 }), seesAll)).toMatchObject({
      total: 1,
      rows: [{ state }],
    });
    expect(realtime.listServices(searching({ "service.state": 0 }), seesAll).total).toBe(1);
    expect(realtime.listHosts(searching({ "host.state": 1 }), seesAll).total).toBe(2);
    expect(realtime.latestAcknowledgement(hostKey(12))?.id).toBe(9);
    expect(realtime.listDowntimes({ kind: "all" }, everything, seesAll)).toMatchObject({
      total: 1,
      rows: [{ downtime: { isStarted: true } }],
    });
  });

  it("of outputs apply to a search that has read the old output", () => {
    const { realtime } = loaded(site);
    const withOutput = (text: string) =>
      realtime.listServices(searching({ "service.output": { $lk: text } }), seesAll).total;
    expect([withOutput("lost%"), withOutput("found%")]).toEqual([1, 0]);

    realtime.apply([{ kind: "state", key: serviceKey(13, 7), state: stateWith(newState(4), { output: "found" }) }]);

    expect([withOutput("lost%"), withOutput("found%")]).toEqual([0, 1]);
  });

  it("of the configuration replace every row, also for earlier callers", () => {
    const caller = seesOnly({ hosts: [12, 14], services: [serviceKey(12, 7)] });
    const { realtime } = loaded({ ...site, downtimes: [downtimeOf({ id: 1, key: hostKey(13) })] });
    realtime.listHosts(everything, caller);
    realtime.apply([{ kind: "object-id", entry: { type: "host", name: "db", id: 13, hostId: 0 } }]);

    const next = tableOf({ hosts: [{ id: 12, name: "www" }], downtimes: [downtimeOf({ id: 1, key: hostKey(13) })] });
    realtime.load(next.inventory, next.snapshot, []);

    expect(realtime.listHosts(everything, caller)).toMatchObject({ total: 1, rows: [{ host: { hostName: "www" } }] });
    expect(realtime.listServices(everything, caller).total).toBe(0);
    expect(realtime.downtime(1, seesAll)).toMatchObject({ hostName: "db", host: undefined });
  });

  it("gives a host without a stored state its initial state", () => {
    const { inventory, snapshot } = tableOf({ hosts: [{ name: "new", services: [{ description: "Ping" }] }] });
    const realtime = createRealtime({ accountByAlias: () => undefined });

    realtime.load(inventory, { ...snapshot, states: new Map() }, []);

    expect(realtime.host(1, seesAll)?.state).toEqual(newState(4));
    expect(realtime.listServices(searching({ "service.state": 4 }), seesAll).total).toBe(1);
  });

  it("forget records that ended long ago and keep active ones", () => {
    const { realtime } = loaded({
      ...site,
      acknowledgements: [
        acknowledgementOf({ id: 1, key: serviceKey(13, 7), entryTime: 10 }),
        acknowledgementOf({ id: 2, key: hostKey(12), entryTime: 10 }),
        acknowledgementOf({ id: 3, key: hostKey(13), entryTime: 10, deletionTime: 200 }),
      ],
      downtimes: [
        downtimeOf({ id: 1, key: hostKey(12), endTime: 99, deletionTime: 99 }),
        downtimeOf({ id: 2, key: hostKey(12), deletionTime: 100 }),
        downtimeOf({ id: 3, key: hostKey(12), entryTime: 1 }),
      ],
    });

    realtime.forgetEndedBefore(100);

    expect([serviceKey(13, 7), hostKey(12), hostKey(13)].map((key) => realtime.latestAcknowledgement(key)?.id)).toEqual(
      [1, undefined, 3],
    );
    expect(
      realtime.listDowntimes({ kind: "all" }, everything, seesAll).rows.map(({ downtime }) => downtime.id),
    ).toEqual([3, 2]);
    const ofHost = { kind: "host", hostId: 12, withServices: false } as const;
    expect(realtime.listDowntimes(ofHost, everything, seesAll).rows.map(({ downtime }) => downtime.id)).toEqual([3, 2]);
    expect(realtime.listAcknowledgements({ scope: ofHost, only: "all" }, everything, seesAll).total).toBe(0);
  });
});
