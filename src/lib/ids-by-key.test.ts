import { expect, test } from "vitest";
import { IdsByKey } from "./ids-by-key.ts";

test("ids are kept once for each key, in the order in which they were added", () => {
  const ids = new IdsByKey();
  ids.add(7, 3);
  ids.add(7, 1);
  ids.add(7, 3);
  ids.add(8, 9);
  ids.remove(7, 4);
  ids.remove(6, 1);

  expect([ids.of(7), ids.of(8), ids.of(6)]).toEqual([[3, 1], [9], []]);
  ids.remove(7, 3);
  ids.remove(8, 9);
  expect([ids.of(7), ids.of(8)]).toEqual([[1], []]);
});
