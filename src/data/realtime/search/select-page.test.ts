import fc from "fast-check";
import { expect, it } from "vitest";
import { selectPage } from "./select-page.ts";

it("gives the same page as a full sort, near the front and far from it", () => {
  const values = fc.array(fc.option(fc.integer({ min: 0, max: 4 })), { maxLength: 60 });
  const orders = fc.tuple(fc.boolean(), fc.boolean(), fc.boolean());

  fc.assert(
    fc.property(
      values,
      values,
      orders,
      fc.nat(70),
      fc.nat(20),
      (first, second, [firstDown, secondDown, areNullsLast], offset, limit) => {
        const count = Math.min(first.length, second.length);
        const rank = (value: number | null | undefined, isDown: boolean) =>
          (value ?? (areNullsLast && !isDown ? 5 : -1)) * (isDown ? -1 : 1);
        const sorted = Array.from({ length: count }, (_, index) => index).sort(
          (left, right) =>
            rank(first[left], firstDown) - rank(first[right], firstDown) ||
            rank(second[left], secondDown) - rank(second[right], secondDown) ||
            left - right,
        );

        const page = selectPage(
          count,
          [
            { valueAt: (index) => first[index]!, isDescending: firstDown, areNullsLast },
            { valueAt: (index) => second[index]!, isDescending: secondDown, areNullsLast },
          ],
          offset,
          limit,
        );

        expect(page).toEqual(sorted.slice(offset, offset + limit));
      },
    ),
    { numRuns: 1_000 },
  );
});
