import { describe, expect, it, test } from "vitest";
import { parseListQuery } from "./list-query.ts";

const refusal = (code: string, message: string) => expect.objectContaining({ code, message });
const REPOSITORY = "An error has occurred in a repository";

describe("page and limit", () => {
  it("default to the first ten", () => {
    expect(parseListQuery({})).toEqual({ page: 1, limit: 10, search: {}, sortBy: [] });
  });

  test.each([
    ["25", 25],
    ["0", 0],
    ["abc", 0],
    ["", 0],
    ["1.5", 1],
    ["2.9", 2],
    [" 7", 7],
    ["12abc", 12],
    ["1000000", 1_000_000],
    ["99999999999999999999", Number.MAX_SAFE_INTEGER],
    ["-0.5", 0],
  ])("reads limit=%s as %d", (text, limit) => {
    expect(parseListQuery({ limit: text }).limit).toBe(limit);
  });

  it("refuses a negative limit", () => {
    expect(() => parseListQuery({ limit: "-1" })).toThrow(refusal("list-limit", REPOSITORY));
  });

  test.each(["0", "-3", "abc", "", "0.9"])("refuses page=%s", (page) => {
    expect(() => parseListQuery({ page })).toThrow(refusal("list-page", REPOSITORY));
  });

  it("uses the last of a repeated parameter", () => {
    const query = parseListQuery({
      limit: ["1", "2"],
      page: ["9", "3"],
      search: ['{"a":1}', '{"b":2}'],
      sort_by: ["a", "b"],
    });

    expect(query).toEqual({ page: 3, limit: 2, search: { $and: { b: 2 } }, sortBy: [{ field: "b", order: "ASC" }] });
  });
});

describe("search", () => {
  test.each([
    ["{}", {}],
    ["[]", {}],
    ["null", {}],
    ["", {}],
    ['{"host.name":', {}],
    ['{"host.name":"web"}', { $and: { "host.name": "web" } }],
    ['{"host.name":"web","host.state":1}', { $and: { "host.name": "web", "host.state": 1 } }],
    ['{"$or":[{"host.id":1},{"host.id":2}]}', { $or: [{ "host.id": 1 }, { "host.id": 2 }] }],
    ['{"$or":[{"host.id":1}],"host.state":1}', { $and: { $or: [{ "host.id": 1 }], "host.state": 1 } }],
    ['[{"host.name":"web"}]', { $and: [{ "host.name": "web" }] }],
    ["12", { $and: [12] }],
    ['"abc"', { $and: ["abc"] }],
    ["true", { $and: [true] }],
    ['{"$and":{}}', { $and: [] }],
    ['{"$or":[{}]}', { $or: [[]] }],
    ['{"host.id":{"$gt":1,"$lt":5}}', { $and: { "host.id": { $gt: 1, $lt: 5 } } }],
    ['{"$and":[{"a":1,"0":{"b":2}}]}', { $and: [{ a: 1, 0: { b: 2 } }] }],
    ['{"0":{"a":1},"1":{"b":2}}', { $and: [{ a: 1 }, { b: 2 }] }],
  ])("echoes %s in the normalised form", (search, echo) => {
    expect(JSON.stringify(parseListQuery({ search }).search)).toBe(JSON.stringify(echo));
  });

  it("keeps a field named like a member of Object.prototype", () => {
    expect(Object.keys((parseListQuery({ search: '{"__proto__":1}' }).search as { $and: object }).$and)).toEqual([
      "__proto__",
    ]);
  });

  it("refuses more than 65,536 characters", () => {
    expect(parseListQuery({ search: "[".repeat(65_536) }).search).toEqual({});
    expect(() => parseListQuery({ search: " ".repeat(65_537) })).toThrow(
      refusal("search-too-long", "The search is longer than 65536 characters"),
    );
  });

  it("refuses more than 64 levels of objects and lists", () => {
    const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels);

    expect(() => parseListQuery({ search: nested(64) })).not.toThrow();
    expect(() => parseListQuery({ search: nested(65) })).toThrow(
      refusal("search-too-deep", "The search is nested deeper than 64 levels"),
    );
    expect(() => parseListQuery({ search: nested(30_000) })).toThrow(
      expect.objectContaining({ code: "search-too-deep" }),
    );
  });
});

describe("filter[…]", () => {
  test.each([
    [{ "filter[host.name]": "web" }, { $and: { "host.name": "web" } }],
    [{ "filter[host.name]": "a|b" }, { $or: [{ "host.name": "a" }, { "host.name": "b" }] }],
    [
      { "filter[host.name]": "a|b", "filter[host.id]": "13" },
      { $and: { $or: [{ "host.name": "a" }, { "host.name": "b" }], $and: { "host.id": "13" } } },
    ],
    [{ "filter[host.name]": "a", "filter[host.id]": "13" }, { $and: { "host.name": "a", "host.id": "13" } }],
    [{ "filter[host.name]": "a%20b+c" }, { $and: { "host.name": "a b c" } }],
    [{ "filter[host.name]": "100%" }, { $and: { "host.name": "100%" } }],
    [{ filter: "abc" }, {}],
    [{ "filter[host.name]": "web", search: '{"host.id":1}' }, { $and: { "host.id": 1 } }],
    [{ "filter[host.name]": "web", search: "" }, {}],
  ])("reads %j", (parameters, echo) => {
    expect(parseListQuery(parameters).search).toEqual(echo);
  });

  it("refuses filters longer than the limit of a search", () => {
    expect(() => parseListQuery({ "filter[host.name]": "a".repeat(65_536) })).toThrow(
      expect.objectContaining({ code: "search-too-long" }),
    );
  });
});

describe("sort_by", () => {
  test.each([
    ['{"host.name":"ASC"}', { "host.name": "ASC" }],
    ['{"host.name":"desc","host.id":"Asc"}', { "host.name": "DESC", "host.id": "ASC" }],
    ["host.name", { "host.name": "ASC" }],
    ["", { "": "ASC" }],
    ['{"host.unknown":"ASC"}', { "host.unknown": "ASC" }],
    ['{"host.name":"SIDEWAYS"}', {}],
    ['{"host name":"ASC","host.id":"ASC"}', { "host.id": "ASC" }],
    ['{"host.name":1,"host.id":null}', {}],
    ["{}", {}],
    ["[]", {}],
    ['["host.name"]', {}],
    ["host name", {}],
  ])("accepts %s", (sort, echo) => {
    expect(
      Object.fromEntries(parseListQuery({ sort_by: sort }).sortBy.map(({ field, order }) => [field, order])),
    ).toEqual(echo);
  });

  test.each(["{bad", "{", `{"a":"ASC"}${" ".repeat(65_536)}`])("refuses %.10s", (sort) => {
    expect(() => parseListQuery({ sort_by: sort })).toThrow(
      refusal("sort-format", "Bad format for the sort request parameter"),
    );
  });
});
