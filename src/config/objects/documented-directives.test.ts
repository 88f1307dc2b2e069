import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { OBJECT_RULES } from "./directives.ts";
import { type InertDirective, inertReason } from "./inert-directive.ts";
import { MAIN_DIRECTIVES_WITHOUT_EFFECT } from "./main-directives.ts";
import { MAIN_DIRECTIVES } from "./main-settings.ts";

const page = readFileSync(join(import.meta.dirname, "../../../docs/configuration.md"), "utf8");

describe("docs/configuration.md", () => {
  it("names every directive of the main file that has an effect", () => {
    const missing = [...MAIN_DIRECTIVES.keys()].filter((name) => !page.includes(`\`${name}\``));

    expect(missing).toEqual([]);
  });

  it("gives the reason of exactly those directives of the main file that have none", () => {
    expect(page).toContain(tables("directives of the main file", MAIN_DIRECTIVES_WITHOUT_EFFECT));
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

    expect(page).toContain(tables("directives of objects", reasons));
  });
});

/** The directives with a warning, then those without one; one row per reason, in order of first use. */
function tables(what: string, directives: Iterable<readonly [string, InertDirective]>): string {
  const [loud, silent] = [[...directives], [...directives]].map((each, index) =>
    each.filter(([, { silent: values }]) => (values === "any") === (index === 1)),
  );
  return `${table(`${what}, with one warning`, loud ?? [])}\n${table(`${what}, silently`, silent ?? [])}`;
}

function table(what: string, directives: readonly (readonly [string, InertDirective])[]): string {
  const byReason = Map.groupBy(directives, ([, directive]) => inertReason(directive));
  const rows = [...byReason].map(
    ([reason, each]) => `| ${reason} | ${each.map(([name, inert]) => cell(name, inert)).join(", ")} |\n`,
  );
  return `| why | ${what} |\n| --- | --- |\n${rows.join("")}`;
}

/** `name` (type), and the value that needs no warning. */
function cell(name: string, { silent }: InertDirective): string {
  const code = name.replace(/^(\S+)/, "`$1`");
  return silent === "any" || silent.size === 0 ? code : `${code}, unless ${[...silent].join(" or ")}`;
}
