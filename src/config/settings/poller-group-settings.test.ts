import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readSettings } from "./read-settings.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "vigie-poller-groups-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const read = (lines: string) => {
  writeFileSync(join(root, "vigie.yaml"), `poller_groups:\n${lines}`);
  return readSettings({ flags: { config: root }, env: {}, root }).pollerGroups;
};
const mistakesIn = (lines: string): string => {
  try {
    read(lines);
    return "none";
  } catch (error) {
    return (error as Error).message.replaceAll(`${root}/`, "");
  }
};

test("reads members, by name or with their weight, and the delay", () => {
  expect(
    read(
      "  europe: { members: [paris, { poller: lyon, weight: 2 }], takeover_delay: 90 }\n  asia:\n    members: [tokyo]\n",
    ),
  ).toEqual([
    {
      name: "europe",
      members: [
        { name: "paris", weight: 1 },
        { name: "lyon", weight: 2 },
      ],
      takeoverDelaySeconds: 90,
      place: { file: join(root, "vigie.yaml"), line: 2 },
    },
    {
      name: "asia",
      members: [{ name: "tokyo", weight: 1 }],
      takeoverDelaySeconds: 60,
      place: { file: join(root, "vigie.yaml"), line: 4 },
    },
  ]);
});

test.each([
  ["  europe: {}\n", "'members' is missing"],
  ["  europe: { members: paris }\n", "expected a list of pollers, each a name or the keys poller and weight"],
  ["  europe: { members: [[paris]] }\n", "expected a list of pollers, each a name or the keys poller and weight"],
  ["  europe: { members: [paris, paris] }\n", "poller 'paris' is a member twice"],
  ["  europe: { members: [{ weight: 2 }] }\n", "'poller' is missing"],
  ["  europe: { members: [{ poller: paris, weight: 0 }] }\n", "expected a whole number from 1 to 1000, found '0'"],
  ["  europe: { members: [{ poller: paris, wait: 1 }] }\n", "unknown setting; known settings are poller, weight"],
  ["  europe: { members: [paris], takeover_delay: 45 }\n", "expected a whole number from 46 to 86400, found '45'"],
  ["  europe: { members: [paris], delay: 60 }\n", "unknown setting; known settings are members, takeover_delay"],
  ["  eu rope: { members: [paris] }\n", "expected 1 to 63 letters, digits, ., _ and -"],
  [
    `  europe: { members: [${Array.from({ length: 201 }, (_, index) => `p${index}`).join(", ")}] }\n`,
    "at most 200 items",
  ],
  ["  europe: paris\n", 'expected "key: value" lines'],
])("%j is refused where it is: %s", (lines, words) => {
  expect(mistakesIn(lines)).toMatch(/^vigie\.yaml:\d+: poller_groups/);
  expect(mistakesIn(lines)).toContain(words);
});
