import fc from "fast-check";
import { expect, it } from "vitest";
import { compileLike, pieceOfLike } from "./like.ts";
import { BORDER, createTextColumn } from "./text-column.ts";

const texts = fc.array(fc.option(fc.string({ unit: fc.constantFrom("a", "b", " ", BORDER, "🔥"), maxLength: 5 })), {
  maxLength: 6,
});

it("finds every text that contains a piece, once and in order", () => {
  const pieces = fc.string({ unit: fc.constantFrom("a", "b", BORDER), minLength: 1, maxLength: 3 });

  fc.assert(
    fc.property(texts, pieces, (all, piece) => {
      const found = createTextColumn(all).holding(piece);

      expect(found).toEqual([...new Set(found)].sort((left, right) => left - right));
      for (const [index, text] of all.entries())
        if (`${BORDER}${text ?? ""}${BORDER}`.includes(piece)) expect(found).toContain(index);
    }),
    { numRuns: 2_000 },
  );
});

it("finds every text that is LIKE a pattern by its piece", () => {
  const patterns = fc.string({ unit: fc.constantFrom("a", "b", "%", "%", "_", "\\", "🔥"), maxLength: 6 });

  fc.assert(
    fc.property(texts, patterns, (all, pattern) => {
      const piece = pieceOfLike(pattern);
      fc.pre(piece !== "");

      const found = createTextColumn(all).holding(piece);

      for (const [index, text] of all.entries())
        if (text !== null && compileLike(pattern)(text)) expect(found).toContain(index);
    }),
    { numRuns: 2_000 },
  );
});

it("finds only texts that contain the piece, if neither contains a border", () => {
  expect(createTextColumn(["srv-1", null, "my-srv", "srv", "", "x"]).holding(`${BORDER}srv`)).toEqual([0, 3]);
  expect(createTextColumn(["srv-1", null, "my-srv", "srv", "", "x"]).holding(`srv${BORDER}`)).toEqual([2, 3]);
  expect(createTextColumn([]).holding("srv")).toEqual([]);
});
