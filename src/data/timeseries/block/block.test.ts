import fc from "fast-check";
import { expect, it } from "vitest";
import { decodeBlock, encodeBlock, type Block } from "./block.ts";
import { DamagedBytes } from "./byte-reader.ts";

const doubles = fc.oneof(
  fc.double(),
  fc.constantFrom(0, -0, 1, -1, Infinity, -Infinity, NaN, 2 ** 51, 2 ** 53, 2 ** 63, 5e-324, 0.1 + 0.2),
  fc.integer({ min: -(2 ** 53), max: 2 ** 53 }),
  fc.tuple(fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), fc.nat({ max: 9 })).map(([i, digits]) => i / 10 ** digits),
);
const series = (length: number) =>
  fc.oneof(
    fc.array(doubles, { minLength: length, maxLength: length }),
    doubles.map((value) => Array.from({ length }, () => value)),
    fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: length, maxLength: length }).map((steps) => {
      let sum = 0;
      return steps.map((step) => (sum += step / 100));
    }),
  );
const blocks: fc.Arbitrary<Block> = fc
  .record({
    start: fc.integer({ min: 1, max: 4_000_000_000 }),
    steps: fc.array(fc.oneof(fc.constant(300), fc.integer({ min: 1, max: 100_000 })), { maxLength: 60 }),
    numbers: fc.uniqueArray(fc.nat({ max: 1_023 }), { maxLength: 5 }),
  })
  .chain(({ start, steps, numbers }) => {
    let time = start;
    const times = Uint32Array.from([start, ...steps.map((step) => (time += step))]);
    return fc
      .tuple(
        fc.array(fc.nat({ max: 4 }), { minLength: times.length, maxLength: times.length }),
        fc.tuple(...numbers.map(() => series(times.length))),
      )
      .map(([states, values]) => ({
        times,
        states: Uint8Array.from(states),
        columns: numbers
          .sort((a, b) => a - b)
          .map((number, index) => ({ number, values: Float64Array.from(values[index]!) })),
      }));
  });

/** Bits of the values, of which NaN may have many. */
const bitsOf = ({ times, states, columns }: Block) => ({
  times: [...times],
  states: [...states],
  columns: columns.map(({ number, values }) => [
    number,
    ...[...values].map((value) => (Object.is(value, -0) ? "-0" : value)),
  ]),
});

it.each([true, false])("gives back any block bit for bit, compressed: %s", (isToCompress) => {
  fc.assert(
    fc.property(blocks, (block) => {
      expect(bitsOf(decodeBlock(encodeBlock(block, isToCompress)))).toEqual(bitsOf(block));
    }),
    { numRuns: 2_000 },
  );
});

it("recognizes every cut and every changed bit", () => {
  fc.assert(
    fc.property(blocks, fc.boolean(), fc.nat(), fc.nat({ max: 7 }), (block, isToCompress, place, bit) => {
      const bytes = encodeBlock(block, isToCompress);
      const changed = bytes.slice();
      changed[place % bytes.length]! ^= 1 << bit;

      expect(() => decodeBlock(changed)).toThrow(DamagedBytes);
      expect(() => decodeBlock(bytes.subarray(0, place % bytes.length))).toThrow(DamagedBytes);
    }),
    { numRuns: 1_000 },
  );
});

it("needs a byte for each small step of a value", () => {
  const count = 288;
  const times = Uint32Array.from({ length: count }, (_, index) => 1_800_000_000 + 300 * index);
  const values = Float64Array.from({ length: count }, (_, index) => 20 + ((index * 7) % 50) / 100);

  const bytes = encodeBlock({ times, states: new Uint8Array(count), columns: [{ number: 0, values }] }, false);

  expect(bytes.length).toBeLessThan(2 * count + 40);
});
