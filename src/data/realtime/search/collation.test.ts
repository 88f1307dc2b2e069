import { describe, expect, it, test } from "vitest";
import { folded, withoutPadding } from "./collation.ts";

describe("folded text", () => {
  test.each([
    ["SRV-Web-01", "srv-web-01"],
    ["imprimante-3e-étage", "IMPRIMANTE-3E-ETAGE"],
    ["Base de données", "base de donnees"],
    ["Straße", "strase"],
    ["Ελλάδα", "ΕΛΛΑΔΑ"],
    ["Ёлка", "елка"],
  ])("treats %s and %s as equal", (left, right) => {
    expect(folded(left)).toBe(folded(right));
  });

  test.each([
    ["Ø", "O"],
    ["日本", "日本語"],
    ["か", "が"],
    ["각", "가"],
    ["✓", "x"],
    ["🔥", "💧"],
  ])("distinguishes %s from %s", (left, right) => {
    expect(folded(left)).not.toBe(folded(right));
  });

  it("keeps the number of characters", () => {
    for (const text of ["ŉ ǰ ﬁ İ", "e\u0301", "ß", "🔥é"]) expect(folded(text)).toHaveLength(text.length);
  });

  it("orders digits, letters, then the underscore", () => {
    const names = ["_Module_Meta", "vm", "Étage", "Empty", "9", "ap", "-x"];

    expect(names.sort((left, right) => (folded(left) < folded(right) ? -1 : 1))).toEqual([
      "-x",
      "9",
      "ap",
      "Empty",
      "Étage",
      "vm",
      "_Module_Meta",
    ]);
  });
});

describe("padding", () => {
  it("drops trailing spaces only", () => {
    expect(["A  ", " A", "A\n", "  ", ""].map(withoutPadding)).toEqual(["A", " A", "A\n", "", ""]);
  });
});
