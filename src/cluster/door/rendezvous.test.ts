import { expect, test } from "vitest";
import type { GroupMember } from "../../model/poller-group.ts";
import { rendezvousOf } from "./rendezvous.ts";

const HOSTS = Array.from({ length: 10_000 }, (_, index) => index + 1);
const memberOf = (hostId: number, list: readonly GroupMember[]): number | null => rendezvousOf(list)(hostId);
const members = (...weights: readonly number[]) => weights.map((weight, index) => ({ pollerId: index + 2, weight }));
const countsOf = (list: readonly GroupMember[]): readonly number[] => {
  const counts = Map.groupBy(HOSTS, (hostId) => memberOf(hostId, list));
  return list.map(({ pollerId }) => counts.get(pollerId)?.length ?? 0);
};

test("each member has an equal share", () => {
  for (const count of countsOf(members(1, 1, 1, 1, 1))) {
    expect(count).toBeGreaterThan(1_850);
    expect(count).toBeLessThan(2_150);
  }
});

test("shares are by weight", () => {
  const [light = 0, middle = 0, heavy = 0] = countsOf(members(1, 2, 7));
  expect(Math.abs(light - 1_000)).toBeLessThan(120);
  expect(Math.abs(middle - 2_000)).toBeLessThan(150);
  expect(Math.abs(heavy - 7_000)).toBeLessThan(200);
});

test("when a member goes, its hosts move and no others, to all that stay; when it comes, only they come back", () => {
  const all = members(1, 3, 1, 2);
  const without = all.filter(({ pollerId }) => pollerId !== 3);
  const newPlaces = new Set<number | null>();
  for (const hostId of HOSTS) {
    const [before, after] = [memberOf(hostId, all), memberOf(hostId, without)];
    if (before === 3) newPlaces.add(after);
    else expect(after).toBe(before);
  }
  expect(newPlaces).toEqual(new Set([2, 4, 5]));
});

test("neither the order of the members nor the size of their weights matters; without members there is none", () => {
  const all = members(1, 2, 3);
  for (const hostId of HOSTS.slice(0, 500)) {
    expect(memberOf(hostId, all.toReversed())).toBe(memberOf(hostId, all));
    expect(memberOf(hostId, members(100, 200, 300))).toBe(memberOf(hostId, all));
  }
  expect(memberOf(1, [])).toBeNull();
});

test("the same hosts go to the same members in every release", () => {
  const some = HOSTS.slice(0, 12).map((hostId) => memberOf(hostId, members(1, 1, 1)));
  expect(some).toEqual([4, 2, 2, 2, 3, 3, 2, 2, 2, 4, 2, 2]);
});
