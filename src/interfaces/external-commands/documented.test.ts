import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { COMMANDS } from "./all-commands.ts";
import { UNSUPPORTED_COMMANDS } from "./unsupported-commands.ts";

const documented = readFileSync(resolve(import.meta.dirname, "../../../docs/external-commands.md"), "utf8");

test("the documentation shows every supported command with its arguments", () => {
  const missing = [...COMMANDS].filter(
    ([name, { args, does }]) =>
      !documented.includes(`| \`${name}\` | ${args.length === 0 ? "" : `\`${args.join(";")}\` `}| ${does} |`),
  );

  expect(missing).toEqual([]);
});

test("the documentation shows only existing commands", () => {
  const shown = [...documented.slice(documented.indexOf("## Supported")).matchAll(/^\| `([A-Z_]+)` \|/gm)].map(
    ([, name]) => name!,
  );

  expect(shown.filter((name) => !COMMANDS.has(name))).toEqual([]);
  expect(shown).toHaveLength(COMMANDS.size);
});

test("the documentation names every other command with the reason", () => {
  const lines = documented.split("\n");
  const missing = [...UNSUPPORTED_COMMANDS].filter(
    ([name, reason]) => !lines.some((line) => line.startsWith(`| ${reason} |`) && line.includes(`\`${name}\``)),
  );

  expect(missing).toEqual([]);
});
