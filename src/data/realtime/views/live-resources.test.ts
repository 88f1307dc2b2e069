import fc from "fast-check";
import { expect, it } from "vitest";
import { createFakeClock } from "../../../../test/support/fake-clock.ts";
import { stateWith } from "../../../../test/support/state-with.ts";
import { seesAll, seesOnly, tableOf } from "../../../../test/support/table-of.ts";
import type { Change } from "../../../model/change.ts";
import { newState } from "../../../model/initial-state.ts";
import type { Inventory } from "../../../model/objects.ts";
import { hostIdOf, hostKey, isHostKey, serviceKey, type ResourceKey } from "../../../model/resource-key.ts";
import type { StateCode } from "../../../model/resource-state.ts";
import type { Visibility } from "../../../model/visibility.ts";
import { createRealtime } from "../create-realtime.ts";
import { parseQuery } from "../query/parse-query.ts";
import { parseSort } from "../query/sort-order.ts";
import type { ResourceEntry } from "../rows/rows.ts";
import { createLiveResources } from "./live-resources.ts";

// The sets, columns and shortcuts must give what a plain look at every resource gives.

const NOW = 1_700_000_000;
const HOSTS = ["web-01", "web-10", "db", "Mail", "web-9"];
const ME = { account: 1, owner: "me" };
const SERVICES = ["http", "disk /var", "queue"];

const state = fc.record({
  state: fc.constantFrom<StateCode>(0, 0, 1, 2, 3, 4),
  stateType: fc.constantFrom<0 | 1>(0, 1, 1),
  acknowledgement: fc.constantFrom<"none" | "sticky">("none", "none", "sticky"),
  scheduledDowntimeDepth: fc.constantFrom(0, 0, 1),
  isFlapping: fc.boolean(),
  lastStateChange: fc.constantFrom(null, NOW - 30, NOW - 3_000, NOW - 90_000),
  lastCheck: fc.constantFrom(null, NOW - 10, NOW - 600),
  output: fc.constantFrom("", "OK - fine", "DISK CRITICAL - /var 2%", "Timed out"),
  nextCheck: fc.constantFrom(null, NOW + 60, NOW - 400),
  notifiedContacts: fc.constantFrom<readonly string[]>([], ["anna"], ["anna", "bob"]),
});

const details = fc.record({
  contacts: fc.subarray(["anna", "bob"]),
  contactGroups: fc.subarray(["night"]),
  rack: fc.constantFrom(undefined, "R1", "R2"),
  isActive: fc.boolean(),
  isPassive: fc.boolean(),
  importance: fc.constantFrom(0, 3, 10),
  state,
});
const sites = fc.array(
  fc.record({
    groups: fc.subarray(["north", "core"]),
    pollerId: fc.constantFrom(1, 2),
    details,
    services: fc.array(fc.record({ groups: fc.subarray(["shop"]), details }), { maxLength: SERVICES.length }),
  }),
  { minLength: 1, maxLength: HOSTS.length },
);

type Site = typeof sites extends fc.Arbitrary<infer Value> ? Value : never;
type Details = Site[number]["details"];
/** Naive form of a resource. */
interface Plain {
  readonly key: ResourceKey;
  readonly host: string;
  readonly alias: string;
  readonly address: string;
  readonly service: string | null;
  readonly groups: readonly string[];
  readonly serviceGroups: readonly string[];
  readonly poller: number;
  readonly of: Details;
  readonly ofHost: Details;
}

function plainOf(site: Site): readonly Plain[] {
  return site.flatMap((host, at) => {
    const shared = {
      host: HOSTS[at]!,
      alias: `Alias of ${HOSTS[at]}`,
      address: `10.0.0.${at + 1}`,
      groups: host.groups,
      poller: host.pollerId,
      ofHost: host.details,
    };
    const own: Plain = { ...shared, key: hostKey(at + 1), service: null, serviceGroups: [], of: host.details };
    return [
      own,
      ...host.services.map((service, place): Plain => ({
        ...shared,
        key: serviceKey(at + 1, place + 1),
        service: SERVICES[place]!,
        serviceGroups: service.groups,
        of: service.details,
      })),
    ];
  });
}

function loaded(site: Site) {
  const table = tableOf({
    hosts: site.map(({ groups, pollerId, services }, at) => ({
      name: HOSTS[at]!,
      alias: `Alias of ${HOSTS[at]}`,
      address: `10.0.0.${at + 1}`,
      groups,
      pollerId,
      services: services.map((service, place) => ({ description: SERVICES[place]!, groups: service.groups })),
    })),
    hostGroups: ["north", "core"],
    serviceGroups: ["shop"],
  });
  const all = plainOf(site);
  const detailed = <Of extends { readonly key: ResourceKey; readonly options: Inventory["hosts"][number]["options"] }>(
    one: Of,
  ): Of => {
    const { contacts, contactGroups, rack, isActive, isPassive, importance } = all.find(
      ({ key }) => key === one.key,
    )!.of;
    return {
      ...one,
      contacts,
      contactGroups,
      customVariables: new Map(rack === undefined ? [] : [["RACK", rack]]),
      activeChecks: isActive,
      passiveChecks: isPassive,
      options: { ...one.options, importance },
    };
  };
  const inventory: Inventory = {
    ...table.inventory,
    hosts: table.inventory.hosts.map(detailed),
    services: table.inventory.services.map(detailed),
    contactGroups: [{ name: "night", alias: "", contacts: ["carl"] }],
  };
  const realtime = createRealtime({ accountByAlias: () => undefined });
  realtime.load(inventory, table.snapshot, []);
  // By changes, services before hosts, so that sets and columns have to follow them.
  realtime.apply(
    all.toReversed().map(({ key, of }): Change => ({ kind: "state", key, state: stateWith(newState(4), of.state) })),
  );
  const clock = createFakeClock(NOW);
  const live = createLiveResources({ realtime, inventory: () => inventory, clock });
  return { all, realtime, live, clock };
}

const isBad = ({ state: { state: code } }: Details): boolean => code !== 0 && code !== 4;
const wordOf = ({ service, of }: Plain): string =>
  (service === null
    ? ["UP", "DOWN", "UNREACHABLE", "UNREACHABLE", "PENDING"]
    : ["OK", "WARNING", "CRITICAL", "UNKNOWN", "PENDING"]
  )[of.state.state]!;
const isUnhandled = ({ service, of, ofHost }: Plain): boolean =>
  isBad(of) &&
  of.state.stateType === 1 &&
  of.state.acknowledgement === "none" &&
  of.state.scheduledDowntimeDepth === 0 &&
  (service === null || !isBad(ofHost));
const checksOf = ({ isActive, isPassive }: Details): string => (isActive ? "active" : isPassive ? "passive" : "off");

type Naive = (one: Plain) => boolean;
const terms: readonly (readonly [string, Naive])[] = [
  ["type:host", ({ service }) => service === null],
  ["type:service", ({ service }) => service !== null],
  ["state:DOWN,critical", (one) => ["DOWN", "CRITICAL"].includes(wordOf(one))],
  ["state:UNREACHABLE", (one) => wordOf(one) === "UNREACHABLE"],
  ["state:OK,PENDING", (one) => ["OK", "PENDING"].includes(wordOf(one))],
  ["is:problem", ({ of }) => isBad(of)],
  ["is:unhandled", isUnhandled],
  ["is:acknowledged,downtime", ({ of: { state: s } }) => s.acknowledgement !== "none" || s.scheduledDowntimeDepth > 0],
  ["is:flapping", ({ of }) => of.state.isFlapping],
  ["is:hard", ({ of }) => of.state.stateType === 1],
  ["is:soft", ({ of }) => of.state.stateType === 0],
  ["is:stale", ({ of }) => of.isActive && of.state.nextCheck !== null && of.state.nextCheck < NOW - 60],
  ["is:disabled,flapping", ({ of }) => checksOf(of) === "off" || of.state.isFlapping],
  ["hard:no", ({ of }) => of.state.stateType === 0],
  ["soft:CRITICAL,DOWN", (one) => one.of.state.stateType === 0 && ["CRITICAL", "DOWN"].includes(wordOf(one))],
  ["host:WEB-01", ({ host }) => host === "web-01"],
  ["host:web-*,mail", ({ host }) => host.startsWith("web-") || host === "Mail"],
  ["host:web", () => false],
  ["host:/0[12]$/", ({ host }) => /0[12]$/.test(host)],
  ["alias:of", () => true],
  ["address:10.0.0.2", ({ address }) => address === "10.0.0.2"],
  ["service:http", ({ service }) => service === "http"],
  ['service:"disk /var"', ({ service }) => service === "disk /var"],
  ["service:*", ({ service }) => service !== null],
  ["group:north", ({ groups }) => groups.includes("north")],
  ["servicegroup:SHOP", ({ serviceGroups }) => serviceGroups.includes("shop")],
  ["contact:anna", ({ of }) => of.contacts.includes("anna")],
  ["contact:carl", ({ of }) => of.contactGroups.includes("night")],
  ["poller:2", ({ poller }) => poller === 2],
  ["poller:central", ({ poller }) => poller === 1],
  ["importance:>=3", ({ of }) => of.importance >= 3],
  ["importance:1..5", ({ of }) => of.importance === 3],
  ["output:disk", ({ of }) => of.state.output.includes("DISK")],
  ["since:>1h", ({ of: { state: s } }) => s.lastStateChange !== null && s.lastStateChange < NOW - 3_600],
  ["since:<1m", ({ of }) => of.state.lastStateChange === NOW - 30],
  ["since:>2023-11-14", ({ of: { state: s } }) => s.lastStateChange !== null && s.lastStateChange > 1_699_920_000],
  ["checked:<=10s,>1h", ({ of }) => of.state.lastCheck === NOW - 10],
  ["var.rack:r1", ({ of, ofHost }) => (of.rack ?? ofHost.rack) === "R1"],
  ["var.RACK:*", ({ of, ofHost }) => (of.rack ?? ofHost.rack) !== undefined],
  ["web", ({ host, alias }) => host.includes("web") || alias.includes("web")],
  ["/var", ({ service, of }) => service === "disk /var" || of.state.output.includes("/var")],
  ["d*k,queue", ({ service, of }) => service === "disk /var" || service === "queue" || /d.*k/i.test(of.state.output)],
];

const queries = fc.uniqueArray(fc.record({ term: fc.constantFrom(...terms), isNegated: fc.boolean() }), {
  maxLength: 4,
  selector: ({ term }) => term[0],
});
const visibilities = fc.constantFrom(
  seesAll,
  seesOnly({
    hosts: [1, 3],
    services: [serviceKey(1, 1), serviceKey(1, 2), serviceKey(3, 1)],
    hostGroups: [1],
    serviceGroups: [1],
  }),
);

const keyOf = (row: ResourceEntry): ResourceKey => ("service" in row ? row.service.key : row.host.key);
const sees = (visibility: Visibility, key: ResourceKey): boolean =>
  isHostKey(key) ? visibility.seesHost(hostIdOf(key)) : visibility.seesService(key);

const SEVERITY = ["UP", "PENDING", "WARNING", "UNKNOWN", "UNREACHABLE", "CRITICAL", "DOWN"];
const severityOf = (one: Plain): number => Math.max(0, SEVERITY.indexOf(wordOf(one)));
const sorts: readonly (readonly [string, (left: Plain, right: Plain) => number])[] = [
  ["", () => 0],
  [
    "-severity,since",
    (left, right) =>
      severityOf(right) - severityOf(left) ||
      (left.of.state.lastStateChange ?? 0) - (right.of.state.lastStateChange ?? 0),
  ],
  ["-since", (left, right) => (right.of.state.lastStateChange ?? 0) - (left.of.state.lastStateChange ?? 0)],
  [
    "host,-name",
    (left, right) => natural.compare(left.host, right.host) || natural.compare(nameOf(right), nameOf(left)),
  ],
  [
    "output,last_check",
    (left, right) =>
      compare(left.of.state.output.toUpperCase(), right.of.state.output.toUpperCase()) ||
      (left.of.state.lastCheck ?? 0) - (right.of.state.lastCheck ?? 0),
  ],
  ["-importance,poller", (left, right) => right.of.importance - left.of.importance || left.poller - right.poller],
  [
    "-told,type,address",
    (left, right) =>
      right.of.state.notifiedContacts.length - left.of.state.notifiedContacts.length ||
      Number(left.service !== null) - Number(right.service !== null) ||
      natural.compare(left.address, right.address),
  ],
  ["next_check", (left, right) => (left.of.state.nextCheck ?? 0) - (right.of.state.nextCheck ?? 0)],
];
/** `web-9` before `web-10`, as people read them. */
const natural = new Intl.Collator("en", { numeric: true });
const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
const nameOf = ({ host, service }: Plain): string => (service ?? host).toUpperCase();

/** The naive filter: a limited caller's groups are those that it sees. */
const matches = (
  all: readonly Plain[],
  visibility: Visibility,
  wanted: readonly { readonly term: readonly [string, Naive]; readonly isNegated: boolean }[],
) =>
  all
    .filter(({ key }) => sees(visibility, key))
    .map((one) => (visibility.seesAll ? one : { ...one, groups: one.groups.filter((name) => name === "north") }))
    .filter((one) => wanted.every(({ term: [, isMatch], isNegated }) => isMatch(one) !== isNegated));
const textOf = (wanted: readonly { readonly term: readonly [string, Naive]; readonly isNegated: boolean }[]) =>
  wanted.map(({ term: [text], isNegated }) => (isNegated ? "-" : "") + text).join(" ");

it("finds, sorts and counts like the naive filter", () => {
  fc.assert(
    fc.property(sites, queries, visibilities, fc.constantFrom(...sorts), (site, wanted, visibility, [sort, order]) => {
      const { all, live, realtime } = loaded(site);
      const expected = matches(all, visibility, wanted).toSorted(
        (left, right) => order(left, right) || left.key - right.key,
      );
      const query = parseQuery(textOf(wanted));
      const view = live.openView(ME, query, parseSort(sort), visibility);
      expect(live.rowsOf(view, visibility).map(keyOf)).toEqual(expected.map(({ key }) => key));

      const counts = live.countView(view, visibility);
      expect(counts.total).toBe(expected.length);
      expect(counts.unhandled).toBe(expected.filter(isUnhandled).length);
      expect(counts.states).toEqual(
        Object.fromEntries(
          Map.groupBy(expected, wordOf)
            .entries()
            .map(([word, of]) => [word, of.length]),
        ),
      );

      const summary = live.summary(query, visibility);
      expect(summary.totalUnhandled).toBe(counts.unhandled);
      for (const kind of ["host", "service"] as const)
        for (const [word, of] of Map.groupBy(
          expected.filter(({ service }) => (service === null) === (kind === "host")),
          wordOf,
        ))
          expect(summary[kind][word as "OK"]).toEqual({
            total: of.length,
            unhandled: of.filter(isUnhandled).length,
            acknowledged: of.filter((one) => one.of.state.acknowledgement !== "none").length,
            downtime: of.filter((one) => one.of.state.scheduledDowntimeDepth > 0).length,
          });

      for (const [kind, groupsOf] of [
        ["host", "groups"],
        ["service", "serviceGroups"],
      ] as const)
        for (const { name, size, unhandled, states } of live.groups(kind, query, visibility)) {
          const members = expected.filter((one) => one[groupsOf].includes(name));
          expect([kind, name, size, unhandled]).toEqual([
            kind,
            name,
            members.length,
            members.filter(isUnhandled).length,
          ]);
          expect(Object.values(states).reduce((sum, count) => sum + count, 0)).toBe(size);
        }

      const isMatch = live.rowTest(query, visibility);
      const index = realtime.index();
      expect(
        index.rows
          .filter(isMatch)
          .map(keyOf)
          .toSorted((left, right) => left - right),
      ).toEqual(expected.map(({ key }) => key).toSorted((left, right) => left - right));
      expect(live.rowTest(parseQuery(textOf(wanted)), visibility)).toBe(isMatch);
    }),
    { numRuns: 200 },
  );
});

it("counts what changed since it counted", () => {
  fc.assert(
    fc.property(sites, queries, visibilities, fc.nat(), state, (site, wanted, visibility, at, next) => {
      const { all, live, realtime } = loaded(site);
      const query = parseQuery(textOf(wanted));
      const sorts = parseSort("");
      const counted = () => [live.summary(query, visibility).total, live.summary(query, visibility).totalUnhandled];
      const listed = () => {
        const { total, unhandled } = live.countView(live.openView(ME, query, sorts, visibility), visibility);
        return [total, unhandled];
      };
      expect(counted()).toEqual(listed());
      const { key } = all[at % all.length]!;
      realtime.apply([{ kind: "state", key, state: stateWith(newState(4), next) }]);
      expect(counted()).toEqual(listed());
    }),
    { numRuns: 200 },
  );
});
