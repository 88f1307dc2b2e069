import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { OBJECT_RULES } from "./directives.ts";
import { MAIN_DIRECTIVES_WITHOUT_EFFECT } from "./main-directives.ts";
import { MAIN_DIRECTIVES } from "./main-settings.ts";

const page = readFileSync(join(import.meta.dirname, "../../../docs/configuration.md"), "utf8");

describe("docs/configuration.md", () => {
  it("names every directive of the main file that has an effect", () => {
    const missing = [...MAIN_DIRECTIVES.keys()].filter((name) => !page.includes(`\`${name}\``));

    expect(missing).toEqual([]);
  });

  it("gives the reason of exactly those directives of the main file that have none", () => {
    expect(page).toContain(table("directives of the main file", MAIN_DIRECTIVES_WITHOUT_EFFECT));
  });

  it("names every directive of objects that has an effect", () => {
    const missing = Object.entries(OBJECT_RULES).flatMap(([type, { directives, isOnlyKept }]) =>
      (isOnlyKept ? [] : [...directives])
        .filter(([name, { withoutEffect }]) => withoutEffect === null && !page.includes(`\`${name}\``))
        .map(([name]) => `${type} ${name}`),
    );

    expect(missing).toEqual([]);
  });

  it("gives the reason of exactly those directives of objects that have none", () => {
    const reasons = Object.entries(OBJECT_RULES).flatMap(([type, { directives }]) =>
      [...directives].flatMap(([name, { withoutEffect }]) =>
        withoutEffect === null ? [] : [[`${name} (${type})`, withoutEffect] as const],
      ),
    );

    expect(page).toContain(table("directives of objects", reasons));
  });
});

/** One row per reason, in order of first use. */
function table(what: string, reasons: Iterable<readonly [string, string]>): string {
  const byReason = Map.groupBy(reasons, ([, reason]) => reason);
  const rows = [...byReason].map(
    ([reason, directives]) => `| ${reason} | ${directives.map(([name]) => cell(name)).join(", ")} |\n`,
  );
  return `| why | ${what} |\n| --- | --- |\n${rows.join("")}`;
}

const cell = (name: string): string => name.replace(/^(\S+)/, "`$1`");
