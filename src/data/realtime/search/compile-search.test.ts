import { describe, expect, it, test } from "vitest";
import { compileSearch, conjunction } from "./compile-search.ts";
import { boolean, fieldTable, number, text, time } from "./field.ts";
import { parseListQuery } from "./list-query.ts";

interface Row {
  readonly id: number;
  readonly name: string | null;
  readonly sticky: boolean | null;
  readonly at: number | null;
}

const fields = fieldTable<Row>({
  id: number("row", (row) => row.id),
  name: text("row", (row) => row.name),
  sticky: boolean("row", (row) => row.sticky),
  at: time("row", (row) => row.at),
});

const noon = Date.UTC(2024, 4, 1, 12) / 1000;
const rows: readonly Row[] = [
  { id: 1, name: "srv-web-01", sticky: true, at: noon },
  { id: 2, name: "SRV-db", sticky: false, at: noon + 3_600 },
  { id: 3, name: "imprimante étage", sticky: false, at: null },
  { id: 14, name: "12", sticky: true, at: noon - 1 },
  { id: 15, name: null, sticky: null, at: 1_700_000_000 },
  { id: 16, name: "padded  ", sticky: null, at: null },
];

function found(search: unknown): number[] {
  const test = conjunction(compileSearch(parseListQuery({ search: JSON.stringify(search) }).search, fields));
  return rows.filter(test).map(({ id }) => id);
}

const all = [1, 2, 3, 14, 15, 16];
const refusal = (code: string, message: string) => expect.objectContaining({ code, message });

describe("operators", () => {
  test.each([
    [{ id: 14 }, [14]],
    [{ id: "14" }, [14]],
    [{ id: "14abc" }, [14]],
    [{ id: true }, [1]],
    [{ id: { $eq: 2 } }, [2]],
    [{ id: { $neq: 2 } }, [1, 3, 14, 15, 16]],
    [{ id: { $ne: 2 } }, [1, 3, 14, 15, 16]],
    [{ id: { $lt: 3 } }, [1, 2]],
    [{ id: { $le: 3 } }, [1, 2, 3]],
    [{ id: { $gt: 14 } }, [15, 16]],
    [{ id: { $ge: "14" } }, [14, 15, 16]],
    [{ id: { $in: [1, "14", 99] } }, [1, 14]],
    [{ id: { $in: 2 } }, [2]],
    [{ id: { $ni: [1, 2, 3] } }, [14, 15, 16]],
    [{ id: { $lk: "1%" } }, [1, 14, 15, 16]],
    [{ id: { $nk: "1%" } }, [2, 3]],
    [{ id: { $rg: "^.$" } }, [1, 2, 3]],
    [{ name: "SRV-WEB-01" }, [1]],
    [{ name: "imprimante etage" }, [3]],
    [{ name: 12 }, [14]],
    [{ name: { $in: [12, "srv-DB"] } }, [2, 14]],
    [{ name: { $ni: ["srv-db", "12"] } }, [1, 3, 16]],
    [{ name: { $neq: "srv-db" } }, [1, 3, 14, 16]],
    [{ name: { $lt: "padded" } }, [3, 14]],
    [{ name: "padded" }, [16]],
    [{ name: "srv-db   " }, [2]],
    [{ name: { $lk: "padded" } }, []],
    [{ name: { $lk: "%ETAGE%" } }, [3]],
    [{ name: { $nk: "srv%" } }, [3, 14, 16]],
    [{ name: { $rg: "WEB-\\d+$" } }, [1]],
    [{ name: { $rg: "^$|b" } }, [1, 2]],
    [{ name: null }, [15]],
    [{ name: { $eq: null } }, [15]],
    [{ name: { $neq: null } }, [1, 2, 3, 14, 16]],
    [{ name: { $ne: null } }, [1, 2, 3, 14, 16]],
    [{ sticky: true }, [1, 14]],
    [{ sticky: 1 }, [1, 14]],
    [{ sticky: "1" }, [1, 14]],
    [{ sticky: false }, [2, 3]],
    [{ sticky: { $neq: 1 } }, [2, 3]],
    [{ at: noon }, [1]],
    [{ at: { $ge: "2024-05-01T12:00:00Z" } }, [1, 2]],
    [{ at: { $ge: "2024-05-01T14:00:00+02:00" } }, [1, 2]],
    [{ at: { $ge: "2024-05-01T14:00:00 02:00" } }, [1, 2]],
    [{ at: { $lt: "2024-05-01T12:00:00" } }, [14, 15]],
    [{ at: { $lt: "2024-05-01" } }, [15]],
    [{ at: { $gt: "1700000000" } }, [1, 2, 14]],
  ])("%j finds %j", (search, ids) => {
    expect(found(search)).toEqual(ids);
  });

  test.each([
    ["an unknown operator", { name: { $foo: "srv-db" } }, [2]],
    ["a condition written as a list", { name: ["srv-db", "srv-web-01"] }, [2]],
    ["a list for a single value", { name: { $lk: ["srv%", "x"] } }, [1, 2]],
  ])("treats %s as equality with the first value", (_, search, ids) => {
    expect(found(search)).toEqual(ids);
  });

  it("uses only the first operator of a condition", () => {
    expect(found({ id: { $gt: 2, $lt: 15 } })).toEqual([3, 14, 15, 16]);
  });

  test.each([
    [{ name: { $lt: null } }],
    [{ name: { $lk: null } }],
    [{ name: { $in: [null] } }],
    [{ name: {} }],
    [{ name: [] }],
    [{ name: { $in: null } }],
    [{ name: [null] }],
    [{ name: { $eq: [] } }],
  ])("refuses null in %j", (search) => {
    expect(() => found(search)).toThrow(
      refusal("search-null-operator", 'The value "null" is only supported by the operators $eq and $neq'),
    );
  });

  it("refuses an empty list", () => {
    expect(() => found({ id: { $in: [] } })).toThrow(refusal("search-value", "An error has occurred in a repository"));
    expect(() => found({ id: { $ni: [] } })).toThrow(refusal("search-value", "An error has occurred in a repository"));
  });

  it("refuses an invalid regular expression", () => {
    expect(() => found({ name: { $rg: "(" } })).toThrow(refusal("search-regex", "Bad regex format '('"));
  });
});

describe("aggregates", () => {
  test.each([
    [{ id: 1, sticky: true }, [1]],
    [{ $and: { id: { $lt: 14 }, sticky: false } }, [2, 3]],
    [{ $or: { id: 1, sticky: false } }, [1, 2, 3]],
    [{ $or: [{ id: 1, sticky: false }, { id: 16 }] }, [1, 2, 3, 16]],
    [{ $or: [{ $and: [{ id: { $lt: 3 } }, { sticky: true }] }, { id: 16 }] }, [1, 16]],
    [{ $and: [{ $or: [{ id: 1 }, { id: 2 }] }, { $or: [{ sticky: true }, { id: 16 }] }] }, [1]],
    [{ $or: [{ id: 1 }], sticky: false }, []],
    [[{ id: 1 }], [1]],
    [
      [{ id: { $gt: 1 } }, { id: { $lt: 14 } }],
      [2, 3],
    ],
    [{ $and: [{ id: { $lt: 14 }, 0: { $or: [{ id: 1 }, { id: 3 }] } }] }, [1, 3]],
    [{ $or: [[{ id: 1 }, { id: 2 }], { id: 3 }] }, [1, 2, 3]],
  ])("%j finds %j", (search, ids) => {
    expect(found(search)).toEqual(ids);
  });

  test.each(["{}", "12", '"abc"', '{"$and":{}}', '{"$or":[]}', '{"$or":[{}]}', '{"$and":[1,"a",true]}', '{"$and":3}'])(
    "%s contains no condition and matches everything",
    (search) => {
      expect(found(JSON.parse(search))).toEqual(all);
    },
  );

  it("omits an empty aggregate", () => {
    expect(found({ $or: [{ id: 1 }, { $and: {} }] })).toEqual([1]);
  });
});

describe("limits", () => {
  test.each([
    ["foo", '{"foo":1}'],
    ["", '{"":1}'],
    ["$not", '{"$not":[{"id":1}]}'],
    ["constructor", '{"$or":[{"id":1},{"constructor":1}]}'],
  ])("refuses the unknown field %j", (name, search) => {
    expect(() => found(JSON.parse(search))).toThrow(
      refusal("search-field-not-allowed", `The parameter '${name}' is not allowed`),
    );
  });

  it("allows 1,000 conditions and refuses one more", () => {
    const conditions = (count: number) => ({ $or: Array.from({ length: count }, () => ({ id: 1 })) });

    expect(found(conditions(1_000))).toEqual([1]);
    expect(() => found(conditions(1_001))).toThrow(
      refusal("search-too-many-conditions", "The search has more than 1000 conditions"),
    );
  });

  it("allows 10,000 values of a list and refuses one more", () => {
    const list = (count: number) => ({ id: { $in: Array.from({ length: count }, () => 1) } });

    expect(found(list(10_000))).toEqual([1]);
    expect(() => found(list(10_001))).toThrow(
      refusal("search-list-too-long", "A list of the search has more than 10000 values"),
    );
  });

  it("allows a regular expression of 1,000 characters and refuses a longer one", () => {
    expect(found({ name: { $rg: "x".repeat(1_000) } })).toEqual([]);
    expect(() => found({ name: { $rg: "x".repeat(1_001) } })).toThrow(
      refusal("search-regex-too-long", "A regular expression of the search is longer than 1000 characters"),
    );
  });

  it("refuses regular expressions that expand to large programs, alone and together", () => {
    expect(found({ name: { $rg: ".{0,1000}" } })).toHaveLength(found({ name: { $rg: "" } }).length);
    expect(() => found({ name: { $rg: ".{0,1000}".repeat(100) } })).toThrow(
      refusal("search-regex-too-long", expect.stringContaining("repeats too much")),
    );
    const began = performance.now();
    const many = Array.from({ length: 999 }, (_, index) => ({ name: { $rg: `.{0,1000}.{0,900}${index}` } }));
    expect(() => found({ $or: many })).toThrow(refusal("search-takes-too-long", expect.stringContaining("2 seconds")));
    expect(performance.now() - began).toBeLessThan(4_000);
  });

  it("answers a regular expression that would hang a backtracking engine", () => {
    const test = conjunction(compileSearch<Row>({ $and: { name: { $rg: "(a+)+$" } } }, fields));

    expect(test({ id: 1, name: `${"a".repeat(2_000)}!`, sticky: null, at: null })).toBe(false);
  });
});
