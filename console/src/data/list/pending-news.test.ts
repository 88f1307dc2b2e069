import { expect, test } from "vitest";
import { PendingNews } from "./pending-news.ts";
import type { RowNews } from "./row-cell.ts";
import { rowOf } from "./rows.fixture.ts";

const change = (id: number): RowNews => ({ kind: "row", row: rowOf(1), id });
const result = (output: string): RowNews => ({ kind: "result", row: rowOf(1, { output }), asOf: 0 });
const GONE: RowNews = { kind: "gone" };

test.each<readonly [string, readonly RowNews[], readonly RowNews[]]>([
  ["the newest change", [change(1), change(2)], [change(2)]],
  ["the newest result after it", [change(1), result("a"), result("b")], [change(1), result("b")]],
  ["a change for the results before", [result("a"), change(1)], [change(1)]],
  ["the end", [change(1), result("a"), GONE], [GONE]],
])("keeps %s", (_name, told, kept) => {
  const pending = new PendingNews();

  for (const news of told) pending.add("s1.1", news);

  expect(pending.take()).toEqual([["s1.1", kept]]);
  expect(pending.isEmpty).toBe(true);
});
