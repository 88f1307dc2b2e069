import fc from "fast-check";
import { expect, test } from "vitest";
import { parseTagged, stringifyTagged } from "./tagged-json.ts";

const values = fc.letrec((tie) => ({
  leaf: fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constantFrom(null, Infinity)),
  value: fc.oneof(
    { maxDepth: 3 },
    tie("leaf"),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.array(fc.tuple(fc.string(), tie("value")), { maxLength: 4 }).map((entries) => new Map(entries)),
    fc.array(tie("leaf"), { maxLength: 4 }).map((items) => new Set(items)),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

test("maps, sets and Infinity come back as they were", () => {
  fc.assert(
    fc.property(values, (value) => {
      expect(parseTagged(stringifyTagged(value))).toEqual(value);
    }),
  );
});
