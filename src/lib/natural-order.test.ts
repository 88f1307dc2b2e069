import fc from "fast-check";
import { expect, test } from "vitest";
import { atOnce } from "./cooperative.ts";
import { compareNaturally, inNaturalOrder, naturalOrder } from "./natural-order.ts";

test.each([
  [
    ["web10", "web2", "web1"],
    ["web1", "web2", "web10"],
  ],
  [
    ["10.0.0.10", "10.0.0.9", "9.0.0.1"],
    ["9.0.0.1", "10.0.0.9", "10.0.0.10"],
  ],
  [
    ["disk 2b", "disk 2a", "disk", "disk 10"],
    ["disk", "disk 2a", "disk 2b", "disk 10"],
  ],
  [
    ["web1", "web01", "web001", "web2"],
    ["web001", "web01", "web1", "web2"],
  ],
  [
    ["a0", "a00", "a1", "a"],
    ["a", "a0", "a00", "a1"],
  ],
  [
    ["id 1234567890", "id 999999999", "id 99999999"],
    ["id 99999999", "id 999999999", "id 1234567890"],
  ],
  [
    ["b", "a", ""],
    ["", "a", "b"],
  ],
])("%j", (texts, expected) => {
  expect(inNaturalOrder(texts)).toEqual(expected);
});

test("numbers between the same texts are in the order of their values", () => {
  const number = fc.bigInt({ min: 0n, max: 10n ** 30n });
  fc.assert(
    fc.property(number, number, (left, right) => {
      expect(compareNaturally(`web-${left}.example`, `web-${right}.example`)).toBe(
        left < right ? -1 : left > right ? 1 : 0,
      );
    }),
  );
});

test("the order is total, however the texts are", () => {
  const text = fc.string({ unit: fc.constantFrom("0", "1", "9", "a", "-") });
  fc.assert(
    fc.property(text, text, text, (a, b, c) => {
      expect(compareNaturally(a, b) + compareNaturally(b, a)).toBe(0);
      expect(compareNaturally(a, b) === 0).toBe(a === b);
      const [first, , last] = inNaturalOrder([a, b, c]);
      expect(compareNaturally(first!, last!)).toBeLessThanOrEqual(0);
    }),
  );
});

test.each([0, 1, 5, 2_048, 20_000])("%d texts that are ordered with pauses are in the same order", (count) => {
  const texts = Array.from({ length: count }, (_, at) => `web-${(at * 7_919) % Math.max(1, count >> 1)}`);
  const { order, ranks } = atOnce(naturalOrder(texts));

  const expected = texts.toSorted(compareNaturally);
  expect(Array.from(order, (place) => texts[place])).toEqual(expected);
  const distinct = [...new Set(expected)];
  expect(Array.from(ranks, (rank) => distinct[rank])).toEqual(texts);
});

test("many texts are ordered in slices", () => {
  const slices = [...naturalOrder(Array.from({ length: 100_000 }, (_, at) => `web-${(at * 7_919) % 100_000}`))];

  // 49 runs, and what is merged of them six times.
  expect(slices.length).toBeGreaterThan(100);
});
