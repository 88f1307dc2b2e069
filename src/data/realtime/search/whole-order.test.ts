import fc from "fast-check";
import { expect, it } from "vitest";
import { selectPage } from "./select-page.ts";
import { fullOrder } from "./whole-order.ts";

const values = fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 3 }), fc.constant(-0.5));
const texts = fc.oneof(fc.constant(null), fc.constantFrom("", "A", "B", "_"));
const rows = fc.array(fc.tuple(values, texts), { maxLength: 40 });

it("equals the order of a page of all rows", () => {
  fc.assert(
    fc.property(rows, fc.boolean(), fc.boolean(), fc.boolean(), (table, first, second, areNullsLast) => {
      const columns = [
        { valueAt: (index: number) => table[index]![0], isDescending: first, areNullsLast },
        { valueAt: (index: number) => table[index]![1], isDescending: second, areNullsLast },
      ];

      const order = fullOrder(table.length, columns);

      expect([...order]).toEqual(selectPage(table.length, columns, 0, table.length));
    }),
    { numRuns: 500 },
  );
});
