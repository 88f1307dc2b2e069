import { createRealtime } from "../src/data/realtime/create-realtime.ts";
import { parseListQuery, type ListQuery, type QueryParameters } from "../src/data/realtime/search/list-query.ts";
import type { StateCode } from "../src/model/resource-state.ts";
import { seesAll, seesOnly, tableOf } from "../test/support/table-of.ts";
import { machine, table } from "./support/report.ts";

// The realtime table alone, without HTTP: milliseconds of one listing, from query text to rows, at 10,000 hosts and
// 100,000 services. Hosts are not configured in the order of their names; 2 % of the services are in a problem state.
const HOSTS = 10_000;
const SERVICES = ["Ping", "Cpu", "Memory", "Disk-/", "Load", "Swap", "Uptime", "Http", "Ssh", "Ntp"];
const WARM_UP = 10;
const ROUNDS = Number(process.argv[2] ?? 200);

const { inventory, snapshot } = tableOf({
  hosts: Array.from({ length: HOSTS }, (_, host) => ({
    name: `srv-${String((host * 7_919) % HOSTS).padStart(5, "0")}`,
    alias: `Serveur de données ${host}`,
    address: `10.0.${host >> 8}.${host & 255}`,
    groups: [`group-${host % 200}`],
    state: host % 40 === 0 ? 1 : 0,
    services: SERVICES.map((description, service) => ({
      description,
      state: (((host * 10 + service) * 31) % 50 === 0 ? (service % 3) + 1 : 0) as StateCode,
      output: `OK - ${description} ${host * service} units\n`,
      groups: service === 0 ? [`service-group-${host % 20}`] : [],
    })),
  })),
});
const limited = seesOnlyEverySecondHost();

const realtime = createRealtime({ accountByAlias: () => undefined });
const before = memoryInUse();
const started = performance.now();
realtime.load(inventory, snapshot, []);
const loadMs = performance.now() - started;
const bytesPerRow = (memoryInUse() - before) / (HOSTS * (SERVICES.length + 1));

const services = (query: ListQuery) => realtime.listServices(query, seesAll);
const problems = { "service.state": { $in: [1, 2, 3] } };
const threeLevels = {
  $and: [
    { $or: [problems, { $and: [{ "service.description": { $lk: "swap%" } }, { "host.state": { $neq: 0 } }] }] },
    {
      $or: [
        { "host.name": { $lk: "srv-01%" } },
        { $and: [{ "host.alias": { $lk: "%77%" } }, { "service.output": { $lk: "%units%" } }] },
      ],
    },
  ],
};

console.log(`${machine()}; ${HOSTS} hosts, ${HOSTS * SERVICES.length} services; ${ROUNDS} rounds each, ms`);
console.log(
  `load: ${loadMs.toFixed(0)} ms, ${bytesPerRow.toFixed(0)} bytes a row beside the configuration and the ` +
    `states${globalThis.gc ? "" : " (start node with --expose-gc to know)"}`,
);
console.log(
  table(
    ["listing", "total", "p50", "p99"],
    [
      measured("services, default page", services, {}),
      measured("services, page 5,000", services, { page: "5000" }),
      measured("problems by host name, 50", services, {
        limit: "50",
        ...searching(problems),
        ...sorting({ "host.name": "ASC" }),
      }),
      measured("problems by host name downwards, 50", services, {
        limit: "50",
        ...searching(problems),
        ...sorting({ "host.name": "DESC" }),
      }),
      measured("problems by state, host name, 50", services, {
        limit: "50",
        ...searching(problems),
        ...sorting({ "service.state": "DESC", "host.name": "ASC" }),
      }),
      measured("services by host-name prefix", services, searching({ "host.name": { $lk: "srv-0123%" } })),
      measured("services by host-name part", services, searching({ "host.name": { $lk: "%123%" } })),
      measured("services by host-name regex", services, searching({ "host.name": { $rg: "0.23" } })),
      measured("services by description part", services, searching({ "service.description": { $lk: "%em%" } })),
      measured("services by output part", services, searching({ "service.output": { $lk: "%1123%" } })),
      measured("services of a host group", services, searching({ "host_group.id": 7 })),
      measured("all services by description downwards", services, sorting({ "service.description": "DESC" })),
      measured("all services by output", services, sorting({ "service.output": "ASC" })),
      measured("all services by host alias", services, sorting({ "host.alias": "ASC" })),
      measured("problems by output", services, { ...searching(problems), ...sorting({ "service.output": "ASC" }) }),
      measured("a three-level search", services, searching(threeLevels)),
      measured("problems a limited contact sees, 50", (query) => realtime.listServices(query, limited), {
        limit: "50",
        ...searching(problems),
      }),
      measured("hosts, default page", (query) => realtime.listHosts(query, seesAll), {}),
      measured(
        "hosts by name part",
        (query) => realtime.listHosts(query, seesAll),
        searching({ "host.name": { $lk: "%123%" } }),
      ),
      measured(
        "hosts by service",
        (query) => realtime.listHosts(query, seesAll),
        searching({ "service.display_name": { $lk: "%disk%" } }),
      ),
      measured(
        "host groups by host name",
        (query) => realtime.listHostGroups(query, seesAll),
        searching({ "host.name": { $lk: "%123%" } }),
      ),
    ],
  ),
);

const changes = inventory.services.map(({ key }) => ({
  kind: "state" as const,
  key,
  state: snapshot.states.get(key)!,
}));
const applied = performance.now();
realtime.apply(changes);
console.log(
  `apply: ${Math.round((changes.length / (performance.now() - applied)) * 1_000).toLocaleString("en")} states/s`,
);

function measured(
  name: string,
  list: (query: ListQuery) => { readonly total: number },
  parameters: QueryParameters,
): string[] {
  for (let round = 0; round < WARM_UP; round++) list(parseListQuery(parameters));
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    list(parseListQuery(parameters));
    return performance.now() - start;
  }).sort((left, right) => left - right);
  const { total } = list(parseListQuery({ ...parameters, limit: "0" }));
  return [name, String(total), times[ROUNDS / 2]!.toFixed(3), times[Math.floor(ROUNDS * 0.99)]!.toFixed(3)];
}

function searching(search: object): QueryParameters {
  return { search: JSON.stringify(search) };
}

function sorting(sort: object): QueryParameters {
  return { sort_by: JSON.stringify(sort) };
}

function seesOnlyEverySecondHost() {
  const hosts = new Set(inventory.hosts.map(({ hostId }) => hostId).filter((id) => id % 2 === 0));
  const keys = new Set(inventory.services.filter(({ hostId }) => hosts.has(hostId)).map(({ key }) => key));
  return { ...seesOnly({}), seesHost: (id: number) => hosts.has(id), seesService: (key: number) => keys.has(key) };
}

function memoryInUse(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
