import { afterEach, expect, test, vi } from "vitest";
import { rowOf } from "./list/rows.fixture.ts";
import { isInShownSearch, shownSearch } from "./shown-search.ts";

afterEach(() => {
  shownSearch.set(null);
  vi.unstubAllGlobals();
});

test.each([[null], [""], [" is:unhandled "]])("%j has every unhandled problem, without a question", async (q) => {
  vi.stubGlobal("fetch", () => Promise.reject(new Error("asked")));
  shownSearch.set(q);
  expect(await isInShownSearch(rowOf(1))).toBe(true);
});

test.each([
  [rowOf(1, { name: "disk /var" }), 1, true, 'state:DOWN,CRITICAL host:web-1 service:"disk /var"'],
  [rowOf(1, { type: "host", name: "web-1" }), 0, false, "state:DOWN,CRITICAL type:host host:web-1"],
])("asks the server whether the search has the row", async (row, total, expected, q) => {
  const asked: string[] = [];
  vi.stubGlobal("fetch", (url: string) => {
    asked.push(new URL(url, "http://x").searchParams.get("q")!);
    return Promise.resolve(Response.json({ total }));
  });
  shownSearch.set("state:DOWN,CRITICAL");
  expect(await isInShownSearch(row)).toBe(expected);
  expect(asked).toEqual([q]);
});
