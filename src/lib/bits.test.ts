import fc from "fast-check";
import { expect, test } from "vitest";
import { countBits, createBits, hasBit, pageOfCommon, putCommon, setBit, type Bits } from "./bits.ts";

const SIZE = 200;
const members = fc.uniqueArray(fc.integer({ min: 0, max: SIZE - 1 }));

function bitsOf(numbers: readonly number[]): Bits {
  const bits = createBits(SIZE);
  for (const number of numbers) setBit(bits, number, true);
  return bits;
}
const numbersIn = (bits: Bits): readonly number[] =>
  Array.from({ length: SIZE }, (_, at) => at).filter((at) => hasBit(bits, at));

test("bits are a set of numbers", () => {
  fc.assert(
    fc.property(members, members, (left, right) => {
      const bits = bitsOf(left);
      expect(numbersIn(bits)).toEqual(left.toSorted((a, b) => a - b));
      expect(countBits(bits)).toBe(left.length);
      for (const number of right) setBit(bits, number, false);
      expect(numbersIn(bits)).toEqual(left.filter((number) => !right.includes(number)).toSorted((a, b) => a - b));
    }),
  );
});

test("what a set has in common with any of others", () => {
  fc.assert(
    fc.property(members, fc.array(members, { maxLength: 4 }), (left, others) => {
      const set = bitsOf(left);
      const expected = left
        .filter((number) => others.some((other) => other.includes(number)))
        .toSorted((a, b) => a - b);
      const into = bitsOf([1, 99]);
      putCommon(into, set, others.map(bitsOf));
      expect(numbersIn(into)).toEqual(expected);
      expect(numbersIn(set)).toEqual(left.toSorted((a, b) => a - b));
      putCommon(set, set, others.map(bitsOf));
      expect(numbersIn(set)).toEqual(expected);
    }),
  );
});

test("a page of what sets have in common", () => {
  fc.assert(
    fc.property(members, members, fc.nat({ max: 220 }), fc.integer({ min: 0, max: 50 }), (left, right, skip, limit) => {
      const common = numbersIn(bitsOf(left)).filter((number) => right.includes(number));
      const { found, passed } = pageOfCommon(bitsOf(left), [bitsOf(right)], skip, limit);

      expect(found).toEqual(common.slice(skip, skip + limit));
      if (limit > 0) expect(passed).toBe(Math.min(skip, common.length));
    }),
  );
});
