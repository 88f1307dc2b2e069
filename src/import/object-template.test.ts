import { expect, test } from "vitest";
import { definitionsWithTemplate } from "./object-template.ts";

const linesOf = (definition: string | undefined): readonly string[] =>
  (definition ?? "")
    .split("\n")
    .filter((line) => line.startsWith("  "))
    .map((line) => line.trim().replace(/\s+/, " "));

test("puts common values of most objects into one template", () => {
  const definitions = definitionsWithTemplate("host", "imported-host", [
    { host_name: "a", check_interval: 5, check_period: "24x7" },
    { host_name: "b", check_interval: 5, check_period: null },
    { host_name: "c", check_interval: 1, check_period: "24x7" },
  ]);

  expect(definitions.map(linesOf)).toEqual([
    ["name imported-host", "register 0", "check_interval 5", "check_period 24x7"],
    ["use imported-host", "host_name a"],
    ["use imported-host", "host_name b", "check_period null"],
    ["use imported-host", "host_name c", "check_interval 1"],
  ]);
});

test("leaves names, and directives that an object lacks, out of the template", () => {
  const definitions = definitionsWithTemplate("host", "imported-host", [
    { host_name: "a", address: "x", timezone: ":Europe/Paris" },
    { host_name: "b", address: "x", timezone: undefined },
  ]);

  expect(definitions.map(linesOf)).toEqual([
    ["name imported-host", "register 0"],
    ["use imported-host", "host_name a", "address x", "timezone :Europe/Paris"],
    ["use imported-host", "host_name b", "address x"],
  ]);
});

test("writes no template without objects", () => {
  expect(definitionsWithTemplate("host", "imported-host", [])).toEqual([]);
});
