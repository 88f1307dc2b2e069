import { describe, expect, test } from "vitest";
import type { DowntimeItem, DowntimeList } from "../wire.ts";
import { groupDowntimes } from "./group-downtimes.ts";
import { namedTargets } from "./named-targets.ts";
import { noteOccurrences } from "./occurrence-notes.ts";
import { type Repeat, ruleOf, saidRule } from "./repeat.ts";

const item = (id: number, host: string, service: string | null, changes: Partial<DowntimeItem> = {}): DowntimeItem =>
  ({
    id,
    planned: false,
    key: `${host}/${service}`,
    type: service === null ? "host" : "service",
    name: service ?? host,
    host: { key: host, name: host },
    state: null,
    status: "running",
    start: "2026-11-29T20:00:00Z",
    end: "2026-11-29T22:00:00Z",
    fixed: true,
    for: null,
    author: "anna",
    comment: "kernel",
    since: "2026-11-29T20:00:00Z",
    recurring: null,
    ...changes,
  }) as DowntimeItem;

describe("downtimes made together", () => {
  const listOf = (items: readonly DowntimeItem[], total = items.length): DowntimeList => ({
    result: items,
    meta: { total, limit: items.length },
  });
  const named = (...items: readonly DowntimeItem[]) =>
    groupDowntimes(listOf(items)).map(({ ids, what }) => ({ ids, what }));

  test("are one, named by what it is on", () => {
    expect(named(item(1, "web-01", null))).toEqual([{ ids: [1], what: { name: "web-01", hosts: 0, services: 0 } }]);
    expect(named(item(1, "web-01", "disk"))).toEqual([
      { ids: [1], what: { name: "web-01 › disk", hosts: 0, services: 0 } },
    ]);
    expect(named(item(1, "web-01", null), item(2, "web-01", "disk"), item(3, "web-01", "load"))).toEqual([
      { ids: [1, 2, 3], what: { name: "web-01", hosts: 0, services: 2 } },
    ]);
    expect(named(item(1, "web-01", null), item(2, "web-02", null), item(3, "web-02", "load"))).toEqual([
      { ids: [1, 2, 3], what: { name: null, hosts: 2, services: 1 } },
    ]);
  });

  test("are whole, but for those that a longer list would go on with", () => {
    const items = [
      item(1, "a", null, { start: "2026-11-29T19:00:00Z" }),
      item(2, "b", null),
      item(3, "c", null, { comment: "disk" }),
    ];
    const areWhole = (total: number) => groupDowntimes(listOf(items, total)).map(({ isWhole }) => isWhole);

    expect(areWhole(3)).toEqual([true, true, true]);
    expect(areWhole(4)).toEqual([true, false, false]);
  });

  test("not with another end, comment, author or status", () => {
    const other = (changes: Partial<DowntimeItem>) => named(item(1, "a", null), item(2, "b", null, changes)).length;

    expect(other({})).toBe(1);
    expect(other({ end: "2026-11-29T23:00:00Z" })).toBe(2);
    expect(other({ comment: "disk" })).toBe(2);
    expect(other({ author: "bob" })).toBe(2);
    expect(other({ status: "cancelled" })).toBe(2);
  });

  test("those of a recurring one by their occurrence, whenever they were made", () => {
    const recurring = { id: 3, name: "backup", rrule: "FREQ=DAILY", zone: "UTC", targets: {}, resources: 2 };

    expect(
      named(item(1, "a", null, { recurring }), item(2, "b", null, { recurring, since: "2026-11-29T21:00:00Z" })),
    ).toEqual([{ ids: [1, 2], what: { name: "backup", hosts: 0, services: 0 } }]);
  });
});

// Tuesday, the second of its month.
const START = Temporal.PlainDateTime.from("2026-12-08T22:00");

test.each<[Repeat, string | null]>([
  [{ kind: "never" }, null],
  [{ kind: "daily", until: "" }, "FREQ=DAILY"],
  [{ kind: "daily", until: "2026-12-31" }, "FREQ=DAILY;UNTIL=20261231T235959"],
  [{ kind: "daily", until: "2026-12-01" }, null],
  [{ kind: "daily", until: "soon" }, null],
  [{ kind: "weekly", days: [7, 1], until: "" }, "FREQ=WEEKLY;BYDAY=MO,SU"],
  [{ kind: "weekly", days: [], until: "" }, "FREQ=WEEKLY;BYDAY=TU"],
  [{ kind: "monthly-weekday", until: "" }, "FREQ=MONTHLY;BYDAY=2TU"],
  [{ kind: "monthly-day", until: "" }, "FREQ=MONTHLY;BYMONTHDAY=8"],
])("rule of %j: %s", (repeat, rule) => {
  expect(ruleOf(repeat, START)).toBe(rule);
});

test("the fifth of a weekday is the last of the month", () => {
  expect(ruleOf({ kind: "monthly-weekday", until: "" }, Temporal.PlainDateTime.from("2026-12-29T22:00"))).toBe(
    "FREQ=MONTHLY;BYDAY=-1TU",
  );
});

test.each([
  ["FREQ=DAILY", { kind: "daily", days: [], place: 0, until: null }],
  ["FREQ=WEEKLY;BYDAY=MO,SU", { kind: "weekly", days: [1, 7], place: 0, until: null }],
  [
    "FREQ=MONTHLY;BYDAY=-1TU;UNTIL=20261231T235959",
    { kind: "monthly-weekday", days: [2], place: -1, until: "2026-12-31" },
  ],
  ["FREQ=MONTHLY;BYMONTHDAY=8", { kind: "monthly-day", days: [], place: 8, until: null }],
  ["FREQ=WEEKLY;INTERVAL=2", null],
  ["FREQ=HOURLY", null],
  ["FREQ=WEEKLY;BYDAY=2MO", null],
])("what %s says", (rule, said) => {
  expect(saidRule(rule)).toEqual(said);
});

test.each([
  ["host:web-01", { hosts: ["web-01"] }],
  ["host:web-*,db-01", { hosts: ["web-*", "db-01"] }],
  ['group:"data base",db', { host_groups: ["data base", "db"] }],
  ["servicegroup:shop", { service_groups: ["shop"] }],
  ['host:web-01 service:"disk /var"', { services: [{ host: "web-01", service: "disk /var" }] }],
  ["service:disk", null],
  ["host:web group:db", null],
  ["web", null],
  ["host:web is:problem", null],
  ["-host:web", null],
  ["", null],
])("what %s names", (query, targets) => {
  expect(namedTargets(query)).toEqual(targets);
});

test("a change of the clocks is noted with an occurrence", () => {
  const at = (local_start: string, local_end: string) => ({ local_start, local_end, start_time: "", end_time: "" });
  const notes = noteOccurrences(
    [
      at("2027-03-27T02:30:00+01:00[Europe/Paris]", "2027-03-27T03:30:00+01:00[Europe/Paris]"),
      at("2027-03-28T03:30:00+02:00[Europe/Paris]", "2027-03-28T04:30:00+02:00[Europe/Paris]"),
      at("2027-03-29T02:30:00+02:00[Europe/Paris]", "2027-03-29T03:30:00+02:00[Europe/Paris]"),
      at("2027-10-31T00:30:00+02:00", "2027-10-31T04:30:00+01:00"),
    ],
    "02:30:00",
  );

  expect(
    notes.map(({ isMoved, changeMinutes, sinceBeforeMinutes }) => [isMoved, changeMinutes, sinceBeforeMinutes]),
  ).toEqual([
    [false, 0, 0],
    [true, 0, 60],
    [false, 0, 0],
    [true, -60, 0],
  ]);
});
