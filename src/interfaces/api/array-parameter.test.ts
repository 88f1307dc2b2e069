import type { FastifyRequest } from "fastify";
import { parse } from "node:querystring";
import { describe, expect, test } from "vitest";
import { arrayParameter } from "./array-parameter.ts";

const valuesIn = (query: string, name = "types") =>
  arrayParameter({ query: parse(query) } as unknown as FastifyRequest, name);

describe("an array of the query string", () => {
  test.each([
    ['types=["host","service"]', ["host", "service"]],
    ["types[]=host&types[]=service", ["host", "service"]],
    ["types[0]=host&types[1]=service", ["host", "service"]],
    ["types%5B%5D=host", ["host"]],
    ['types=["3",4,true]', ["3", "4", "true"]],
    ["types=[]", []],
    ["types[]=h%C3%B4te", ["hôte"]],
    ["typesetting[]=host", undefined],
    ["", undefined],
  ])("%s", (query, values) => {
    expect(valuesIn(query)).toEqual(values);
  });

  test.each(["types=host", "types=", "types={}", 'types="host"', "types=[[1]]", "types=[null]", 'types=["host"'])(
    "%s is refused",
    (query) => {
      expect(() => valuesIn(query)).toThrow("Value provided for types is not correctly formatted. Array expected.");
    },
  );

  test("has at most 10,000 values", () => {
    expect(() => valuesIn(`types=${JSON.stringify(Array.from({ length: 10_001 }, () => 1))}`)).toThrow(
      "The parameter types has more than 10000 values",
    );
  });
});
