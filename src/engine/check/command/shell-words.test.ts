import fc from "fast-check";
import { expect, test } from "vitest";
import type { Piece } from "./pieces.ts";
import { splitPieces, splitWords } from "./shell-words.ts";

const signs = fc.constantFrom(
  ..." \t\n'\"\\$`|&;<>()*?[]{}#~=+-_./:!%azAZ09\0é".split(""),
  " ",
  " ",
  "if",
  "exec",
  "PATH=",
);
const text = fc
  .array(signs, { minLength: 1, maxLength: 12 })
  .map((characters) => ({ kind: "text" as const, text: characters.join("") }));
const value = fc
  .array(signs, { maxLength: 6 })
  .map((characters) => ({ kind: "value" as const, value: characters.join("").replaceAll("\0", "") }));

/** As macros produce them: never two adjacent texts. */
const line = fc
  .array(fc.oneof(text, value), { maxLength: 8 })
  .map((pieces): readonly Piece[] =>
    pieces.filter((piece, at) => piece.kind === "value" || pieces[at - 1]?.kind !== "text"),
  );

test("a cached line is split like a new one, for any values", () => {
  fc.assert(
    fc.property(line, fc.array(fc.string(), { maxLength: 8 }), (pieces, others) => {
      const again = pieces.map((piece, at) =>
        piece.kind === "text" ? piece : { kind: "value" as const, value: (others[at] ?? "").replaceAll("\0", "") },
      );

      expect(splitWords(pieces)).toEqual(splitPieces(pieces));
      expect(splitWords(again)).toEqual(splitPieces(again));
    }),
    { numRuns: 2_000 },
  );
});
