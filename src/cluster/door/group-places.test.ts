import { beforeEach, expect, test } from "vitest";
import { createFakeClock, type FakeClock } from "../../../test/support/fake-clock.ts";
import { sampleHost, sampleInventory } from "../../engine/check/sample-inventory.fixture.ts";
import { silentLog } from "../../lib/log.ts";
import type { Inventory } from "../../model/objects.ts";
import { MEMBER_LEASE_SECONDS } from "../../model/poller-group.ts";
import { createGroupPlaces, type GroupPlaces } from "./group-places.ts";

const START = 1_800_000_000;
const GROUP = 9;
const [PARIS, LYON, ROME] = [2, 3, 4];
const NAMES = new Map([
  [PARIS, "paris"],
  [LYON, "lyon"],
  [ROME, "rome"],
]);
const hosts = Array.from({ length: 60 }, (_, index) => sampleHost(index + 1, `h${index}`, { pollerId: GROUP }));

let clock: FakeClock;
let inventory: Inventory;
let lost: Map<number, number | null>;
let admitted: Set<number>;
let isStoreFailing: boolean;
let changed: number;
let reasons: string[];
let places: GroupPlaces;

const withMembers = (...members: readonly (readonly [pollerId: number, weight: number])[]): Inventory => ({
  ...sampleInventory({ hosts: [...hosts] }),
  pollers: NAMES,
  pollerGroups: new Map([
    [
      GROUP,
      {
        id: GROUP,
        name: "europe",
        members: members.map(([pollerId, weight]) => ({ pollerId, weight })),
        takeoverDelaySeconds: 60,
      },
    ],
  ]),
});

const create = (): GroupPlaces =>
  createGroupPlaces({
    inventory: () => inventory,
    clock,
    log: silentLog,
    memberById: (id) => (admitted.has(id) ? { name: NAMES.get(id)!, lostHostsAt: lost.get(id) ?? null } : undefined),
    async saveLost(id, at) {
      if (isStoreFailing) throw new Error("the store takes nothing");
      lost.set(id, at);
    },
    commit: async (changes) => {
      for (const change of changes) if (change.kind === "event") reasons.push(change.event.reason);
    },
    onChanged: () => void changed++,
    onMoved: () => {},
  });

/** As a poller does that has its present part of the configuration. */
const accept = (...ids: readonly number[]): void => {
  for (const id of ids) places.accepted(id, places.revision);
};
const countAt = (id: number): number => places.shareOf(id).size;
const holders = (): readonly number[] => hosts.map((host) => places.placeOf(host));

beforeEach(async () => {
  clock = createFakeClock(START);
  inventory = withMembers([PARIS, 1], [LYON, 1], [ROME, 1]);
  [lost, admitted] = [new Map(), new Set(NAMES.keys())];
  [isStoreFailing, changed, reasons] = [false, 0, []];
  places = create();
  for (const id of NAMES.keys()) places.note(id, false);
  places.start();
  for (const id of NAMES.keys()) places.note(id, true);
  accept(...NAMES.keys());
  await clock.advanceBy(MEMBER_LEASE_SECONDS);
});

test("a member that is away for the delay loses its hosts to all others, and no other host moves", async () => {
  const before = holders();
  places.note(PARIS, false);
  await clock.advanceBy(59);
  expect(holders()).toEqual(before);
  await clock.advanceBy(1);
  expect(holders().filter((id, index) => before[index] !== PARIS && id !== before[index])).toEqual([]);
  expect(countAt(PARIS)).toBe(0);
  expect(countAt(LYON) + countAt(ROME)).toBe(hosts.length);
  expect(lost.get(PARIS)).toBe(START + MEMBER_LEASE_SECONDS + 60);
  expect(reasons).toEqual([
    expect.stringMatching(
      /^poller paris has been away for 60 s: others check \d+ hosts of group europe \(generation \d+\)$/,
    ),
  ]);
});

test("it has them back after ten minutes without a cut, each once the one that has it has let it go", async () => {
  const before = holders();
  places.note(PARIS, false);
  await clock.advanceBy(100);
  accept(LYON, ROME);
  places.note(PARIS, true);
  await clock.advanceBy(500);
  places.note(PARIS, false);
  places.note(PARIS, true);
  await clock.advanceBy(599);
  expect(countAt(PARIS)).toBe(0);
  await clock.advanceBy(1);
  // Nobody is to check them, and results still come from those that have them.
  expect(countAt(PARIS)).toBe(0);
  expect(holders()).not.toEqual(before);
  const moving = hosts.filter((_, index) => before[index] === PARIS);
  expect(countAt(LYON) + countAt(ROME)).toBe(hosts.length - moving.length);
  accept(LYON);
  expect(countAt(PARIS)).toBeGreaterThan(0);
  accept(ROME);
  expect(holders()).toEqual(before);
  expect(moving.some(({ hostId }) => places.isKnownThere(hostId))).toBe(false);
  accept(PARIS);
  expect(moving.every(({ hostId }) => places.isKnownThere(hostId))).toBe(true);
});

test("a configuration that was made before does not count as one without the host", async () => {
  const revision = places.revision;
  const before = holders();
  inventory = withMembers([PARIS, 1], [LYON, 1]);
  places.configured();
  places.accepted(ROME, revision);
  expect(holders()).toEqual(before);
  accept(ROME);
  expect(holders().includes(ROME)).toBe(false);
  expect(reasons).toEqual([expect.stringMatching(/^group europe has changed: other members check \d+ hosts /)]);
});

test("one that is to lose hosts and is cut off has lost them after the delay", async () => {
  places.note(ROME, false);
  inventory = withMembers([PARIS, 1], [LYON, 1]);
  places.configured();
  await clock.advanceBy(59);
  expect(holders().includes(ROME)).toBe(true);
  await clock.advanceBy(1);
  expect(holders().includes(ROME)).toBe(false);
});

test("without another member that is there nothing moves, until one comes", async () => {
  const before = holders();
  for (const id of NAMES.keys()) places.note(id, false);
  await clock.advanceBy(3_600);
  expect(holders()).toEqual(before);
  places.note(LYON, true);
  await clock.advanceBy(1);
  expect(new Set(holders())).toEqual(new Set([LYON]));
  // All others have lost theirs: whoever comes when it goes has them at once.
  places.note(LYON, false);
  await clock.advanceBy(90);
  places.note(PARIS, true);
  await clock.advanceBy(1);
  expect(new Set(holders())).toEqual(new Set([PARIS]));
});

test("a member that was revoked loses its hosts after the delay; without members nobody has them", async () => {
  admitted.delete(PARIS);
  places.note(PARIS, false);
  places.configured();
  await clock.advanceBy(59);
  expect(holders().includes(PARIS)).toBe(true);
  await clock.advanceBy(1);
  expect(holders().includes(PARIS)).toBe(false);
  admitted.clear();
  for (const id of [LYON, ROME]) places.note(id, false);
  places.configured();
  await clock.advanceBy(60);
  expect(new Set(holders())).toEqual(new Set([GROUP]));
});

test("after a restart of the centre each has what it had, and the delay to come back", async () => {
  places.note(PARIS, false);
  await clock.advanceBy(60);
  const before = holders();
  places.stop();
  places = create();
  for (const id of NAMES.keys()) places.note(id, false);
  places.start();
  expect(holders()).toEqual(before);
  await clock.advanceBy(30);
  places.note(LYON, true);
  await clock.advanceBy(29);
  expect(holders()).toEqual(before);
  await clock.advanceBy(1);
  expect(new Set(holders())).toEqual(new Set([LYON]));
});

test("what cannot be stored is not done, and tried again", async () => {
  const before = holders();
  isStoreFailing = true;
  places.note(PARIS, false);
  await clock.advanceBy(62);
  expect(holders()).toEqual(before);
  isStoreFailing = false;
  await clock.advanceBy(5);
  expect(holders().includes(PARIS)).toBe(false);
});

test("more weight takes hosts from others alone", async () => {
  const before = holders();
  inventory = withMembers([PARIS, 3], [LYON, 1], [ROME, 1]);
  places.configured();
  accept(LYON, ROME);
  const after = holders();
  expect(after.filter((id) => id === PARIS).length).toBeGreaterThan(before.filter((id) => id === PARIS).length);
  for (const [index, id] of after.entries()) if (id !== before[index]) expect(id).toBe(PARIS);
  expect(changed).toBeGreaterThan(0);
});

test("after a start a member has its share at once if it had the same before, all others when 45 s have passed", async () => {
  places.stop();
  places = create();
  places.start();
  places.hasWholeShare(LYON);
  expect([countAt(PARIS), countAt(ROME)]).toEqual([0, 0]);
  expect(countAt(LYON)).toBe(places.wholeShareOf(LYON).size);
  const before = changed;
  await clock.advanceBy(MEMBER_LEASE_SECONDS - 1);
  expect([countAt(PARIS), changed]).toEqual([0, before]);
  await clock.advanceBy(1);
  expect(countAt(PARIS) + countAt(LYON) + countAt(ROME)).toBe(hosts.length);
  expect(changed).toBe(before + 1);
});

test.each([
  ["back by an hour", -3_600],
  ["forward by a minute", 60],
])("a clock that is set %s after a member has gone does not change when others take over", async (_how, seconds) => {
  places.note(PARIS, false);
  await clock.advanceBy(5);
  await clock.jumpTo(clock.now() + seconds);
  await clock.advanceBy(54);
  expect(countAt(PARIS)).toBeGreaterThan(0);
  await clock.advanceBy(1);
  expect(countAt(PARIS)).toBe(0);
});
