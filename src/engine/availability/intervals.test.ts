import fc from "fast-check";
import "../../../test/support/property-seed.ts";
import { expect, test } from "vitest";
import { atOnce } from "../../lib/cooperative.ts";
import { difference, intersection, lengthMs, setOf, union, type IntervalSet } from "./intervals.ts";

const END = 40;
const sets = fc
  .array(fc.tuple(fc.nat(END), fc.nat(END)), { maxLength: 8 })
  .map((pairs) => atOnce(setOf(pairs.map(([from, to]) => ({ from, to })))));

const has = (set: IntervalSet, at: number): boolean => set.some(({ from, to }) => at >= from && at < to);

test("sets are those of their instants: in order, without empty or touching intervals", () => {
  fc.assert(
    fc.property(sets, sets, sets, (one, other, third) => {
      const results: readonly (readonly [IntervalSet, (at: number) => boolean])[] = [
        [atOnce(union(one, other, third)), (at) => has(one, at) || has(other, at) || has(third, at)],
        [atOnce(intersection(one, other)), (at) => has(one, at) && has(other, at)],
        [atOnce(difference(one, other)), (at) => has(one, at) && !has(other, at)],
      ];
      for (const [set, holds] of results) {
        const instants = Array.from({ length: END }, (_, at) => at).filter(holds);
        expect(Array.from({ length: END }, (_, at) => at).filter((at) => has(set, at))).toEqual(instants);
        expect(lengthMs(set)).toBe(instants.length);
        set.forEach(({ from, to }, index) => {
          expect(from).toBeLessThan(to);
          expect(set[index + 1]?.from ?? Infinity).toBeGreaterThan(to);
        });
      }
    }),
    { numRuns: 500 },
  );
});
