import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { Refusal } from "./refusal.ts";
import { REFUSALS, type RefusalRule } from "./refusal-codes.ts";

const source = resolve(import.meta.dirname, "..");
const documented = new Map(
  [
    ...readFileSync(join(source, "../docs/errors.md"), "utf8").matchAll(
      /^\| `([a-z-]+)` \| (.+?) \| (.+) \| (.+) \|$/gm,
    ),
  ].map(([, code, where, happened, remedy]) => [code!, { where, happened, remedy }] as const),
);

/** Column "where" of docs/errors.md. */
function whereOf({ status, isMistake, isBadToken, places = [] }: RefusalRule): string {
  const differs = isMistake ? " (400 below `/api`)" : isBadToken ? " (401 from `v22.04`)" : "";
  return [...(status === null ? [] : [`API ${status}${differs}`]), ...places].join(", ");
}

test("docs/errors.md has every code, and no other", () => {
  expect([...documented.keys()].toSorted()).toEqual(Object.keys(REFUSALS).toSorted());
});

test.each(Object.entries(REFUSALS))("docs/errors.md says where %s appears", (code, rule) => {
  expect(documented.get(code)?.where).toBe(whereOf(rule));
});

test("every code appears somewhere", () => {
  expect(Object.entries(REFUSALS).filter(([, rule]) => whereOf(rule) === "")).toEqual([]);
});

test("every code is used by the program", () => {
  const text = globSync("**/*.ts", { cwd: source })
    .filter((file) => !/\.test\.ts$|refusal-codes\.ts$|api\/errors\.ts$/.test(file))
    .map((file) => readFileSync(join(source, file), "utf8"))
    .join("\n");
  // Composed from the name of an option in account-checks.ts, and codes of the HTTP library's own errors.
  const composed = ["bad-name", "bad-email", "bad-label"];
  const ofHttp = ["no-route", "method-not-allowed", "body-too-large"];

  expect(
    Object.keys(REFUSALS).filter((code) => ![...composed, ...ofHttp].includes(code) && !text.includes(`"${code}"`)),
  ).toEqual([]);
});

test("an unlisted code is a type error", () => {
  // @ts-expect-error
  expect(new Refusal("no-such-code", "").code).toBe("no-such-code");
});
