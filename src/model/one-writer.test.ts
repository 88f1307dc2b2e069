import { globSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";

const SOURCES = join(import.meta.dirname, "..");
const sources = globSync(join(SOURCES, "**/*.ts"))
  .filter((file) => !/\.(test|fixture)\.ts$/.test(file))
  .map((file) => ({ name: relative(SOURCES, file), text: readFileSync(file, "utf8") }));

const filesWith = (pattern: RegExp): string[] =>
  sources
    .filter(({ name, text }) => name !== "model/state-parts.ts" && pattern.test(text))
    .map(({ name }) => name)
    .sort();

// All code that makes a state with another part in it calls one of these functions.
test.each([
  ["check", /\bwith(Check|Result)\b/, ["engine/state/check-state.ts", "engine/state/transition.ts"]],
  ["handling", /\bwithHandling\b/, ["model/handling-state.ts"]],
  ["notification", /\bwithNotification\b/, ["alerting/rules/notification-state.ts"]],
  ["plan", /\bwithPlan\b/, ["engine/schedule/plan-state.ts"]],
])("only its owner writes the part %s of a state", (_, pattern, owners) => {
  expect(filesWith(pattern)).toEqual(owners);
});

test("no part of a state is copied by a spread but by its owner", () => {
  const spread = /\.\.\.[\w.?!]*\b(check|handling|notification|plan)\b\s*,/;

  expect(filesWith(spread)).toEqual(["alerting/rules/notification-state.ts", "engine/state/check-state.ts"]);
});
