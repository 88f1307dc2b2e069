import fc from "fast-check";
import { expect, it } from "vitest";
import { seesAll, seesOnly, tableOf, type HostSketch, type LoadedTable } from "../../../test/support/table-of.ts";
import type { StateCode } from "../../model/resource-state.ts";
import { createRealtime } from "./create-realtime.ts";
import { parseListQuery } from "./search/list-query.ts";
import type { Visibility } from "../../model/visibility.ts";
import { stateWith } from "../../../test/support/state-with.ts";

// For all cached orders, counts and shortcuts of the table, the results must equal those of the simple implementation
// below: join, filter, sort, slice.

type PlainValue = number | string | null;
/** Item joined with one row of each table, with the field names of the contract. */
type Joined = Readonly<Record<string, PlainValue>>;
interface Item {
  readonly id: string;
  readonly joined: readonly Joined[];
}
type Search =
  | { readonly [field: string]: object }
  | { readonly $and: readonly Search[] }
  | { readonly $or: readonly Search[] };

const names = fc.constantFrom("web", "WEB", "db", "étage", "Etage", "_x", "_Module_BAM_1", "9");
const groups = fc.subarray(["north", "south", "core"]);
const states = fc.constantFrom<StateCode>(0, 0, 0, 1, 2, 3, 4);
const services = fc.array(
  fc.record({
    description: fc.constantFrom("Ping", "Cpu", "Disk"),
    displayName: fc.constantFrom("ping", "Ping", "cpu", null),
    state: states,
    output: fc.constantFrom("OK", "ok", "Timed out", ""),
    groups,
  }),
  { maxLength: 5 },
);
const hosts = fc.array(fc.record({ name: names, state: fc.constantFrom<StateCode>(0, 1, 2), groups, services }), {
  maxLength: 7,
});

const conditions = fc.oneof(
  fc.record({
    "service.state": fc.oneof(
      fc.record({ $eq: states }),
      fc.record({ $neq: states }),
      fc.record({ $in: fc.tuple(states, states) }),
    ),
  }),
  fc.record({
    "host.name": fc.oneof(
      fc.record({ $lk: fc.constantFrom("w%", "%e%", "%", "%b", "web", "é%e", "") }),
      fc.record({ $eq: names }),
    ),
  }),
  fc.record({ "host.state": fc.record({ $eq: states }) }),
  fc.record({
    "service.display_name": fc.oneof(
      fc.record({ $eq: fc.constantFrom("PING", null) }),
      fc.record({ $gt: fc.constant("d") }),
    ),
  }),
  fc.record({ "service.output": fc.record({ $lk: fc.constantFrom("o%", "%t") }) }),
  fc.record({ "host_group.id": fc.record({ $eq: fc.constantFrom(1, 2, null) }) }),
  fc.record({ "service_group.id": fc.record({ $neq: fc.constantFrom(1, null) }) }),
);
const { search: searches } = fc.letrec<{ search: Search }>((tie) => ({
  search: fc.oneof(
    { maxDepth: 3 },
    conditions as fc.Arbitrary<Search>,
    fc.record({ $and: fc.array(tie("search"), { maxLength: 3 }) }),
    fc.record({ $or: fc.array(tie("search"), { maxLength: 3 }) }),
  ),
}));
const orders = (fields: readonly string[]) =>
  fc.array(fc.tuple(fc.constantFrom(...fields), fc.constantFrom("ASC", "DESC")), { maxLength: 3 });
const visibilities = fc.option(
  fc.record({ hosts: fc.subarray([1, 2, 3, 4, 5, 6, 7]), services: fc.subarray([1, 2, 3, 4, 5]) }),
);
const pages = fc.record({ page: fc.integer({ min: 1, max: 4 }), limit: fc.integer({ min: 0, max: 12 }) });

const SERVICE_SORTS = [
  "host.name",
  "host.state",
  "service.display_name",
  "service.state",
  "service.output",
  "host_group.id",
  "nothing",
];
const HOST_SORTS = ["host.name", "host.state", "host.id", "service.display_name", "nothing"];

it("lists services like the simple implementation", () => {
  fc.assert(
    fc.property(
      hosts,
      fc.option(searches),
      orders(SERVICE_SORTS),
      pages,
      visibilities,
      (sketch, search, order, { page, limit }, limits) => {
        const { table, visibility } = arrange(sketch, limits);
        const query = queryOf(search, order, page, limit);

        const answer = realtimeOf(table).listServices(query, visibility);

        const plain = plainPage(serviceItems(table, visibility), search, Object.fromEntries(order), page, limit);
        expect({
          rows: answer.rows.map(({ service }) => `${service.hostId}/${service.serviceId}`),
          total: answer.total,
        }).toEqual(plain);
      },
    ),
    { numRuns: 2_000 },
  );
});

it.each(["ASC", "DESC"])("orders services of one host and display name by the next key, hosts %s", (direction) => {
  const service = (state: StateCode) => ({ description: "Ping", displayName: null, state, output: "", groups: [] });
  const { table } = arrange([{ name: "web", state: 0, groups: [], services: [service(1), service(0)] }], null);
  const order = [
    ["host.name", direction],
    ["service.display_name", "ASC"],
    ["service.state", "ASC"],
  ] as [string, string][];

  const answer = realtimeOf(table).listServices(queryOf(null, order, 1, 10), seesAll);

  expect(answer.rows.map(({ service: { serviceId } }) => serviceId)).toEqual([2, 1]);
});

it("requires one host group to satisfy all conditions on host groups", () => {
  const groupIs = (id: number): Search => ({ "host_group.id": { $eq: id } });
  const stateIs = (state: StateCode): Search => ({ "service.state": { $eq: state } });
  const pairs = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }), states);

  fc.assert(
    fc.property(hosts, pairs, pages, (sketch, [first, second, state], { page, limit }) => {
      const { table } = arrange(sketch, null);
      const search: Search = { $and: [groupIs(first), { $or: [groupIs(second), stateIs(state)] }] };

      const answer = realtimeOf(table).listServices(queryOf(search, [], page, limit), seesAll);

      expect({
        rows: answer.rows.map(({ service }) => `${service.hostId}/${service.serviceId}`),
        total: answer.total,
      }).toEqual(plainPage(serviceItems(table, seesAll), search, {}, page, limit));
    }),
    { numRuns: 500 },
  );
});

it("lists hosts like the simple implementation", () => {
  const hostSearch = searches.filter(
    (search) => !/service\.state|service\.output|service_group/.test(JSON.stringify(search)),
  );

  fc.assert(
    fc.property(
      hosts,
      fc.option(hostSearch),
      orders(HOST_SORTS),
      pages,
      visibilities,
      (sketch, search, order, { page, limit }, limits) => {
        const { table, visibility } = arrange(sketch, limits);

        const answer = realtimeOf(table).listHosts(queryOf(search, order, page, limit), visibility);

        const plain = plainPage(hostItems(table, visibility), search, Object.fromEntries(order), page, limit);
        expect({ rows: answer.rows.map(({ host }) => String(host.hostId)), total: answer.total }).toEqual(plain);
      },
    ),
    { numRuns: 1_000 },
  );
});

it("counts states as they change", () => {
  fc.assert(
    fc.property(hosts, fc.array(fc.tuple(fc.nat(50), states), { maxLength: 20 }), states, (sketch, changes, wanted) => {
      const { table } = arrange(sketch, null);
      const realtime = realtimeOf(table);
      const current = new Map(table.snapshot.states);
      for (const [which, state] of changes) {
        const service = table.inventory.services[which % (table.inventory.services.length || 1)];
        if (service === undefined) continue;
        current.set(service.key, stateWith(current.get(service.key)!, { state }));
        realtime.apply([{ kind: "state", key: service.key, state: current.get(service.key)! }]);
      }
      const search = { "service.state": { $eq: wanted } };

      const answer = realtime.listServices(queryOf(search, [], 1, 3), seesAll);

      const after = { ...table, snapshot: { ...table.snapshot, states: current } };
      expect({
        rows: answer.rows.map(({ service }) => `${service.hostId}/${service.serviceId}`),
        total: answer.total,
      }).toEqual(plainPage(serviceItems(after, seesAll), search, {}, 1, 3));
    }),
    { numRuns: 500 },
  );
});

it("lists services in a cached order as they change", () => {
  const changes = fc.array(fc.tuple(fc.nat(50), states, fc.constantFrom("OK", "late", "")), { maxLength: 3 });
  const requests = fc.array(fc.tuple(orders(SERVICE_SORTS), pages, changes), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(hosts, requests, visibilities, (sketch, sequence, limits) => {
      const { table, visibility } = arrange(sketch, limits);
      const realtime = realtimeOf(table);
      const current = new Map(table.snapshot.states);
      const after = { ...table, snapshot: { ...table.snapshot, states: current } };
      for (const [order, { page, limit }, changed] of [...sequence, ...sequence, ...sequence]) {
        const query = queryOf(null, order, page, limit);
        realtime.listServices(query, visibility);

        const answer = realtime.listServices(query, visibility);

        expect({
          rows: answer.rows.map(({ service }) => `${service.hostId}/${service.serviceId}`),
          total: answer.total,
        }).toEqual(plainPage(serviceItems(after, visibility), null, Object.fromEntries(order), page, limit));
        for (const [which, state, output] of changed) {
          const resources = [...table.inventory.services, ...table.inventory.hosts];
          const resource = resources[which % resources.length];
          if (resource === undefined) continue;
          current.set(resource.key, stateWith(current.get(resource.key)!, { state, output }));
          realtime.apply([{ kind: "state", key: resource.key, state: current.get(resource.key)! }]);
        }
      }
    }),
    { numRuns: 500 },
  );
});

function arrange(
  sketch: readonly HostSketch[],
  limits: { readonly hosts: readonly number[]; readonly services: readonly number[] } | null,
) {
  const table = tableOf({
    hosts: sketch,
    hostGroups: ["north", "south", "core"],
    serviceGroups: ["north", "south", "core"],
  });
  if (limits === null) return { table, visibility: seesAll };
  const keys = table.inventory.services.filter(({ hostId, serviceId }) =>
    limits.services.includes((hostId + serviceId) % 6),
  );
  return { table, visibility: seesOnly({ hosts: limits.hosts, services: keys.map(({ key }) => key) }) };
}

function realtimeOf({ inventory, snapshot, objectIds }: LoadedTable) {
  const realtime = createRealtime({ accountByAlias: () => undefined });
  realtime.load(inventory, snapshot, objectIds);
  return realtime;
}

function queryOf(search: Search | null, order: readonly (readonly [string, string])[], page: number, limit: number) {
  return parseListQuery({
    ...(search === null ? {} : { search: JSON.stringify(search) }),
    sort_by: JSON.stringify(Object.fromEntries(order)),
    page: String(page),
    limit: String(limit),
  });
}

/** Default order: host name, host, display name, service. */
function serviceItems({ inventory, snapshot }: LoadedTable, visibility: Visibility): Item[] {
  return inventory.services
    .filter(({ key, hostName }) => visibility.seesService(key) && !hostName.startsWith("_Module_BAM"))
    .map((service) => {
      const host = inventory.hosts.find(({ hostId }) => hostId === service.hostId)!;
      const own = {
        "host.id": host.hostId,
        "host.name": host.hostName,
        "host.state": snapshot.states.get(host.key)!.check.state,
        "service.id": service.serviceId,
        "service.display_name": service.displayName,
        "service.state": snapshot.states.get(service.key)!.check.state,
        "service.output": snapshot.states.get(service.key)!.check.output,
      };
      const hostGroups = orNull(
        inventory.hostGroups.filter(({ hostIds }) => hostIds.includes(host.hostId)).map(({ id }) => id),
      );
      const serviceGroups = orNull(
        inventory.serviceGroups.filter(({ members }) => members.includes(service.key)).map(({ id }) => id),
      );
      return {
        id: `${service.hostId}/${service.serviceId}`,
        joined: hostGroups.flatMap((host_group) =>
          serviceGroups.map((service_group) => ({
            ...own,
            "host_group.id": host_group,
            "service_group.id": service_group,
          })),
        ),
      };
    })
    .sort(byFields(["host.name", "host.id", "service.display_name", "service.id"]));
}

function hostItems({ inventory, snapshot }: LoadedTable, visibility: Visibility): Item[] {
  return inventory.hosts
    .filter(({ hostId, hostName }) => visibility.seesHost(hostId) && !hostName.startsWith("_Module_BAM"))
    .map((host) => {
      const own = {
        "host.id": host.hostId,
        "host.name": host.hostName,
        "host.state": snapshot.states.get(host.key)!.check.state,
      };
      const hostGroups = orNull(
        inventory.hostGroups.filter(({ hostIds }) => hostIds.includes(host.hostId)).map(({ id }) => id),
      );
      const ownServices = inventory.services.filter(
        ({ hostId, key }) => hostId === host.hostId && visibility.seesService(key),
      );
      const displayNames = orNull(ownServices.map(({ displayName }) => displayName));
      return {
        id: String(host.hostId),
        joined: hostGroups.flatMap((host_group) =>
          displayNames.map((display_name) => ({
            ...own,
            "host_group.id": host_group,
            "service.display_name": display_name,
          })),
        ),
      };
    })
    .sort(byFields(["host.name", "host.id"]));
}

function plainPage(
  items: readonly Item[],
  search: Search | null,
  order: Readonly<Record<string, string>>,
  page: number,
  limit: number,
) {
  const matches = items.filter(({ joined }) => search === null || joined.some((row) => isMatch(search, row) !== false));
  const sorted = matches.toSorted((left, right) => {
    for (const [field, direction] of Object.entries(order)) {
      if (!(field in left.joined[0]!)) continue;
      const by = compare(extreme(left, field, direction), extreme(right, field, direction));
      if (by !== 0) return direction === "DESC" ? -by : by;
    }
    return 0;
  });
  return { rows: sorted.slice((page - 1) * limit, page * limit).map(({ id }) => id), total: matches.length };
}

/** Undefined without any condition. */
function isMatch(search: Search, row: Joined): boolean | undefined {
  const [[key, body]] = Object.entries(search) as [[string, Search[] | Record<string, PlainValue | PlainValue[]>]];
  if (key === "$and" || key === "$or") {
    const parts = (body as Search[]).map((part) => isMatch(part, row)).filter((part) => part !== undefined);
    if (parts.length === 0) return undefined;
    return key === "$and" ? parts.every(Boolean) : parts.some(Boolean);
  }
  const [[operator, operand]] = Object.entries(body) as [[string, PlainValue | PlainValue[]]];
  const value = plain(row[key]!);
  if (operand === null) return (value === null) === (operator === "$eq");
  if (value === null) return false;
  if (operator === "$in") return (operand as PlainValue[]).includes(value);
  if (operator === "$lk")
    return new RegExp(
      `^${plain(operand as string)!
        .toString()
        .replaceAll("%", ".*")}$`,
      "s",
    ).test(String(value));
  const order = compare(value, plain(operand as PlainValue));
  return operator === "$eq" ? order === 0 : operator === "$neq" ? order !== 0 : order > 0;
}

function plain(value: PlainValue): PlainValue {
  return typeof value === "string" ? value.normalize("NFD").replace(/\p{M}/gu, "").toUpperCase() : value;
}

function compare(left: PlainValue, right: PlainValue): number {
  if (left === right) return 0;
  if (left === null || right === null) return left === null ? -1 : 1;
  return left < right ? -1 : 1;
}

function extreme({ joined }: Item, field: string, direction: string): PlainValue {
  const values = joined
    .map((row) => plain(row[field]!))
    .filter((value) => value !== null)
    .sort(compare);
  return (direction === "DESC" ? values.at(-1) : values[0]) ?? null;
}

function byFields(fields: readonly string[]) {
  return (left: Item, right: Item): number =>
    fields
      .map((field) => compare(plain(left.joined[0]![field]!), plain(right.joined[0]![field]!)))
      .find((order) => order !== 0) ?? 0;
}

function orNull<Row>(rows: readonly Row[]): readonly (Row | null)[] {
  return rows.length === 0 ? [null] : rows;
}
