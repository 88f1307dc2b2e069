import { expect, test } from "vitest";
import { definition, isWritableName } from "./object-definition.ts";

test("writes one directive per line, flags as 1 and 0, null as the word, nothing for undefined", () => {
  expect(
    definition("host", {
      host_name: "srv",
      alias: null,
      check_interval: 2.5,
      active_checks_enabled: false,
      notes: undefined,
    }),
  ).toBe(
    [
      "define host {",
      "  host_name                      srv",
      "  alias                          null",
      "  check_interval                 2.5",
      "  active_checks_enabled          0",
      "}",
      "",
    ].join("\n"),
  );
});

test.each([
  ["a; b", "a\\; b"],
  ["ends with \\", "ends with \\\\"],
  ["two\nlines", "two lines"],
  ['"quoted" & <b> 100%', '"quoted" & <b> 100%'],
])("writes the value %j as %j", (value, expected) => {
  expect(definition("host", { alias: value })).toContain(`  alias                          ${expected}\n`);
});

test.each([
  ["srv-web-01", true],
  ["Service \"quoté\" & 'co' 100%_x", true],
  ["a;b", true],
  ["a,b", false],
  ["!a", false],
  ["*", false],
  ["null", false],
  [" a", false],
  ["", false],
  ["a\nb", false],
])("decides whether the name %j can be written", (name, isWritable) => {
  expect(isWritableName(name)).toBe(isWritable);
});
