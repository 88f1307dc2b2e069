import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seesAll, seesOnly, tableOf, type HostSketch } from "../../../test/support/table-of.ts";
import { stateWith } from "../../../test/support/state-with.ts";
import type { Change } from "../../model/change.ts";
import { hostKey, serviceKey, type ResourceKey } from "../../model/resource-key.ts";
import { isAcknowledged } from "../../model/resource-state.ts";
import { STATUSES } from "../../model/resource-status.ts";
import { newState } from "../../model/initial-state.ts";
import { createRealtime } from "./create-realtime.ts";
import type { HostRow, ServiceRow } from "./realtime.ts";
import { STATE_FILTERS, type ResourceFilter } from "./resource-filter.ts";
import { parseListQuery, type QueryParameters } from "./search/list-query.ts";

const HOSTS: readonly HostSketch[] = [
  { name: "web", groups: ["front"], services: ["Disk", "HTTP", "Load"].map((description) => ({ description })) },
  { name: "db", groups: ["back"], pollerId: 2, services: [{ description: "Disk", groups: ["disks"] }] },
  { name: "Étoile", groups: ["front", "back"], services: [{ description: "étoile" }, { description: "HTTP" }] },
  { name: "_Module_Meta", services: [{ description: "meta_1" }] },
];

const isService = (row: HostRow | ServiceRow): row is ServiceRow => "service" in row;
const nameOf = (row: HostRow | ServiceRow): string =>
  isService(row) ? `${row.host.host.hostName}/${row.service.description}` : row.host.hostName;
const statusOf = (row: HostRow | ServiceRow) => STATUSES[isService(row) ? "service" : "host"][row.state.check.state]!;

const table = tableOf({ hosts: HOSTS });
const KEYS: readonly ResourceKey[] = [...table.inventory.hosts, ...table.inventory.services].map(({ key }) => key);

function open(changes: readonly Change[] = []) {
  const realtime = createRealtime({ accountByAlias: () => undefined });
  realtime.load(table.inventory, table.snapshot, []);
  realtime.apply(changes);
  const list = (filter: ResourceFilter = {}, query: QueryParameters = {}, visibility = seesAll) =>
    realtime.listResources(filter, parseListQuery({ limit: "100", ...query }), visibility);
  const names = (...args: Parameters<typeof list>): readonly string[] => list(...args).rows.map(nameOf);
  return { list, names };
}

const change = (key: ResourceKey, fields: Parameters<typeof stateWith>[1]): Change => ({
  kind: "state",
  key,
  state: stateWith(newState(4), fields),
});

/** Each resource in a state of its own; some changed twice. */
const states = fc
  .array(
    fc.record({
      key: fc.constantFrom(...KEYS),
      state: fc.constantFrom(0 as const, 1 as const, 2 as const, 4 as const),
      stateType: fc.constantFrom(0 as const, 1 as const),
      acknowledgement: fc.constantFrom("none" as const, "normal" as const, "sticky" as const),
      scheduledDowntimeDepth: fc.nat({ max: 2 }),
      isFlapping: fc.boolean(),
      lastStateChange: fc.nat({ max: 5 }),
    }),
    { maxLength: 30 },
  )
  .map((drawn) => drawn.map(({ key, ...fields }) => change(key, fields)));

const some = <T>(...values: readonly T[]) => fc.option(fc.subarray([...values]), { nil: undefined });
const filters = fc
  .record({
    types: some("host" as const, "service" as const),
    states: some(...STATE_FILTERS),
    statuses: some("UP", "DOWN", "OK", "WARNING", "CRITICAL", "PENDING", "UNREACHABLE"),
    statusTypes: some("hard" as const, "soft" as const),
    hostGroupNames: some("front", "back", "none").map((names) => names && new Set(names)),
  })
  .map(
    (filter) => Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as ResourceFilter,
  );

function isWanted(filter: ResourceFilter, row: HostRow | ServiceRow): boolean {
  const { check, handling } = row.state;
  const isProblem = check.state !== 0 && check.state !== 4;
  const has = {
    resources_problems: isProblem,
    unhandled_problems:
      isProblem && check.stateType === 1 && !isAcknowledged(row.state) && handling.scheduledDowntimeDepth === 0,
    acknowledged: isAcknowledged(row.state),
    in_downtime: handling.scheduledDowntimeDepth > 0,
    in_flapping: check.isFlapping,
    all: true,
  };
  const groups = (isService(row) ? row.host : row).groups;
  return (
    (filter.types?.includes(isService(row) ? "service" : "host") ?? true) &&
    (filter.states === undefined || filter.states.length === 0 || filter.states.some((state) => has[state])) &&
    (filter.statuses?.includes(statusOf(row).name) ?? true) &&
    (filter.statusTypes?.includes(check.stateType === 1 ? "hard" : "soft") ?? true) &&
    (filter.hostGroupNames === undefined || groups.some(({ name }) => filter.hostGroupNames!.has(name)))
  );
}

describe("hosts and services as one list (later versions §5)", () => {
  test("the worst first, then by name, without technical hosts", () => {
    const { names } = open([change(hostKey(2), { state: 1 }), change(serviceKey(1, 1), { state: 2 })]);

    expect(names().slice(0, 3)).toEqual(["db", "web/Disk", "db/Disk"]);
    expect(names()).not.toContain("_Module_Meta");
    expect(names()).not.toContain("_Module_Meta/meta_1");
  });

  test("any filters, after any changes of state, have the result of a scan", () => {
    fc.assert(
      fc.property(states, filters, (changes, filter) => {
        const { list } = open(changes);
        const all = list().rows;

        expect(all.map((row) => statusOf(row).severityCode)).toEqual(
          all.map((row) => statusOf(row).severityCode).toSorted((left, right) => left - right),
        );
        const wanted = all.filter((row) => isWanted(filter, row)).map(nameOf);
        const { rows, total } = list(filter);
        expect([rows.map(nameOf), total]).toEqual([wanted, wanted.length]);
      }),
    );
  });

  test("pages of any size are the list, in each order", () => {
    const orders = [
      undefined,
      { status_severity_code: "DESC" },
      { status_severity_code: "ASC", name: "DESC" },
      { name: "ASC" },
      { last_status_change: "DESC" },
      { status_severity_code: "DESC", last_status_change: "ASC" },
    ];
    fc.assert(
      fc.property(states, fc.constantFrom(...orders), fc.integer({ min: 1, max: 5 }), (changes, order, limit) => {
        const { names, list } = open(changes);
        const sort = order === undefined ? {} : { sort_by: JSON.stringify(order) };
        const pages = Array.from({ length: 12 }, (_, at) =>
          names({}, { ...sort, limit: String(limit), page: String(at + 1) }),
        );

        expect(pages.flat()).toEqual(names({}, sort).slice(0, 12 * limit));
        expect(list({}, { limit: "0" })).toEqual({ rows: [], total: KEYS.length - 2 });
      }),
    );
  });

  test.each([
    [{ "h.name": "web" }, ["web/Disk", "web/HTTP", "web/Load", "web"]],
    [{ "h.name": { $rg: "^(db|web)$" }, name: "disk" }, ["db/Disk", "web/Disk"]],
    [{ name: "etoile" }, ["Étoile", "Étoile/étoile"]],
    [{ "s.description": "HTTP" }, ["Étoile/HTTP", "web/HTTP"]],
    [{ parent_name: "db" }, ["db/Disk"]],
    [{ type: "host", "h.name": { $neq: "db" } }, ["Étoile", "web"]],
    [{ $or: [{ name: "Load" }, { monitoring_server_name: "Poller 2" }] }, ["db", "db/Disk", "web/Load"]],
    [{ unknown: 1, "h.name": "db" }, ["db", "db/Disk"]],
    [{ "0": { $or: { name: "Load", type: "nothing" } } }, ["web/Load"]],
  ])("a search for %j", (search, expected) => {
    const found = open(KEYS.map((key) => change(key, { state: 0 }))).names({}, { search: JSON.stringify(search) });
    expect(found.toSorted()).toEqual(expected.toSorted());
  });

  test("a caller sees its own resources only", () => {
    const sight = seesOnly({ hosts: [2], services: [serviceKey(2, 1), serviceKey(1, 2)] });
    expect(open().names({}, {}, sight).toSorted()).toEqual(["db", "db/Disk", "web/HTTP"]);
    expect(open().list({ statuses: ["UP", "OK"] }, { limit: "1" }, sight).total).toBe(3);
    expect(open().names({}, {}, seesOnly({}))).toEqual([]);
  });

  test.each([
    [{ serviceGroupNames: new Set(["disks"]) }, ["db/Disk"]],
    [
      { hostGroupIds: new Set([1]) },
      ["web", "web/Disk", "web/HTTP", "web/Load", "Étoile", "Étoile/HTTP", "Étoile/étoile"],
    ],
    [{ serverNames: new Set(["Poller 2"]) }, ["db", "db/Disk"]],
    [{ hasPerformanceData: true }, []],
    [{ hasCategoryOrSeverity: true }, []],
  ] satisfies [ResourceFilter, string[]][])("filter %j", (filter, expected) => {
    expect(open().names(filter).toSorted()).toEqual(expected.toSorted());
  });
});

test("the same filter again sees what changed meanwhile", () => {
  const { inventory, snapshot } = tableOf({ hosts: [{ name: "web", services: [{ description: "Ping" }] }] });
  const realtime = createRealtime({ accountByAlias: () => undefined });
  realtime.load(inventory, snapshot, []);
  const count = (): number => realtime.countResources({ states: ["unhandled_problems"] }, { search: {} }, seesAll);
  const { service, state } = realtime.listServices({ page: 1, limit: 1, search: {}, sortBy: [] }, seesAll).rows[0]!;
  const changes = { state: 2, stateType: 1 } as const;

  expect(count()).toBe(0);
  realtime.show({ kind: "state", key: service.key, state: stateWith(state, changes) });
  expect(count()).toBe(1);
  realtime.show({
    kind: "state",
    key: service.key,
    state: stateWith(state, { ...changes, acknowledgement: "sticky" }),
  });
  expect(count()).toBe(0);
});
