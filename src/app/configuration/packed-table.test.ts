import { describe, expect, test } from "vitest";
import { atOnce } from "../../lib/cooperative.ts";
import { packTable, unpackTable } from "./packed-table.ts";

interface Thing {
  readonly key: number;
  readonly name: string;
  readonly tags: readonly string[];
  readonly extra: ReadonlyMap<string, string> | null;
  readonly source: { readonly line: number };
}

const tags = ["a", "b"];
const thing = (key: number, more: Partial<Thing> = {}): Thing => ({
  key,
  name: "same",
  tags,
  extra: null,
  source: { line: 1 },
  ...more,
});

/** Table as another process sends it. */
const sent = (things: readonly Thing[]): ReturnType<typeof packTable> => structuredClone(packTable(things));
const unpack = (things: readonly Thing[], before: readonly Thing[] = []) =>
  atOnce(unpackTable<Thing>(sent(things), (key) => before.find((each) => each.key === key)));

describe("a packed table", () => {
  test("returns the same objects, frozen", () => {
    const things = [thing(1), thing(2, { name: "other", extra: new Map([["x", "y"]]) }), thing(3, { tags: [] })];

    const { rows, added } = unpack(things);

    expect(rows).toEqual(things);
    expect(added).toEqual(things);
    expect(rows.every((row) => Object.isFrozen(row))).toBe(true);
  });

  test("stores each value once, however many objects have it", () => {
    expect(
      packTable([thing(1), thing(2), thing(3, { name: "other" })]).columns.find(({ name }) => name === "name"),
    ).toMatchObject({ values: ["same", "other"] });
    const { rows } = unpack([thing(1), thing(2), thing(3, { tags: [] })]);

    expect(rows[0]!.tags).toBe(rows[1]!.tags);
  });

  test("returns the previous object if nothing changed, and shares its values otherwise", () => {
    const before = [thing(1), thing(2, { extra: new Map([["x", "y"]]) })];

    const { rows, added, changed } = unpack(
      [thing(1), thing(2, { name: "new", extra: new Map([["x", "y"]]) }), thing(3)],
      before,
    );

    expect(rows[0]).toBe(before[0]);
    expect(rows[1]!.extra).toBe(before[1]!.extra);
    expect(changed.map(({ key }) => key)).toEqual([2]);
    expect(added.map(({ key }) => key)).toEqual([3]);
  });

  test("an object that only moved in its file is new but unchanged", () => {
    const { rows, changed } = unpack([thing(1, { source: { line: 9 } })], [thing(1)]);

    expect(rows[0]!.source.line).toBe(9);
    expect(changed).toEqual([]);
  });

  test("may be empty", () => {
    expect(unpack([])).toEqual({ rows: [], added: [], changed: [] });
  });
});
