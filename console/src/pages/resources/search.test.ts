import { expect, test } from "vitest";
import { addressOf, queryOf, readResourcesSearch } from "./search.ts";

const parse = (address: string): Record<string, string> => Object.fromEntries(new URLSearchParams(address));

test.each<readonly [string, object]>([
  ["", {}],
  ["?q=*", { q: "*" }],
  [
    "?q=is:problem+group:linux&sort=-since&open=s41.7&tab=why",
    { q: "is:problem group:linux", sort: "-since", open: "s41.7", tab: "why" },
  ],
  ["?columns=state,host:220&saved=7", { columns: "state,host:220", saved: "7" }],
  ["?open=41&q=", {}],
  ["?other=1", {}],
])("the address %j says %j", (address, said) => {
  expect(readResourcesSearch(parse(address))).toEqual(said);
});

test.each<readonly [string, string | undefined]>([
  ["", "*"],
  ["is:unhandled", undefined],
  ["web 50%+x", "web 50%+x"],
])("the search %j is %j in the address, and back", (q, address) => {
  expect(addressOf(q)).toBe(address);
  expect(queryOf(address === undefined ? {} : { q: address })).toBe(q);
});
