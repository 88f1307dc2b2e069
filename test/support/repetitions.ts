/**
 * Times that a slow random test repeats: `all` by `npm run test-thoroughly`, which takes twice as long, otherwise
 * `quick`. Every kind of case is within the quick ones.
 */
export const repetitions = ({ all, quick }: { readonly all: number; readonly quick: number }): number =>
  process.env["VIGIE_TEST_THOROUGHLY"] === undefined ? quick : all;

/** Seeds from 0 on, as many as the repetitions. */
export const seedsFor = (counts: { readonly all: number; readonly quick: number }): readonly number[] =>
  Array.from({ length: repetitions(counts) }, (_, seed) => seed);
