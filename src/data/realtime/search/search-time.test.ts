import { expect, test } from "vitest";
import { conjunction, compileSearch } from "./compile-search.ts";
import { fieldTable, text } from "./field.ts";
import { parseListQuery } from "./list-query.ts";
import { createSearchTime } from "./search-time.ts";

test("refuses soon after the time limit", () => {
  const time = createSearchTime(0.05);
  const begun = performance.now();

  expect(() => {
    for (;;) time.spend(100);
  }).toThrow(
    expect.objectContaining({
      code: "search-takes-too-long",
      message: "The search takes longer than 0.05 seconds",
    }),
  );

  expect(performance.now() - begun).toBeLessThan(1000);
});

test("a search of 1,000 expressions ends at its limit, for any number of rows", () => {
  const fields = fieldTable<number>({ output: text("service", (row) => `${row} ${"ab".repeat(2_000)}`) });
  const search = JSON.stringify({
    $or: Array.from({ length: 1_000 }, (_, index) => ({ output: { $rg: `(a|b)+x${index}$` } })),
  });
  const matches = conjunction(compileSearch(parseListQuery({ search }).search, fields));
  const begun = performance.now();

  expect(() => {
    for (let row = 0; ; row++) matches(row);
  }).toThrow(expect.objectContaining({ code: "search-takes-too-long" }));

  expect(performance.now() - begun).toBeLessThan(4000);
});
