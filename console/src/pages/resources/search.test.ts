import { expect, test } from "vitest";
import { parseSearch, stringifySearch } from "../../app/address.ts";
import { addressOf, queryOf, readResourcesSearch } from "./search.ts";

test.each<readonly [string, string]>([
  ["", ""],
  ["?q=*", "?q=*"],
  [
    "?q=is:problem+group:linux&sort=-since&open=s41.7&tab=why",
    "?q=is:problem+group:linux&sort=-since&open=s41.7&tab=why",
  ],
  ["?columns=state,host:220&saved=7", "?columns=state,host:220&saved=7"],
  ["?open=41&q=", ""],
  ["?other=1", ""],
])("the address %j says %j", (address, kept) => {
  expect(stringifySearch({ ...readResourcesSearch(parseSearch(address)) })).toBe(kept);
});

test.each<readonly [string, string | undefined]>([
  ["", "*"],
  ["is:unhandled", undefined],
  ["web 50%+x", "web 50%+x"],
])("the search %j is %j in the address, and back", (q, address) => {
  expect(addressOf(q)).toBe(address);
  expect(queryOf(readResourcesSearch(parseSearch(stringifySearch({ q: address }))))).toBe(q);
});
