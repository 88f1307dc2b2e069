import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { OBJECT_RULES } from "./directives.ts";
import { BASE, loadFiles, type Loaded } from "./configuration-folder.fixture.ts";

const NAMES = [
  "a",
  "b",
  "H",
  "S",
  "c",
  "g",
  "24x7",
  "ann",
  "team",
  "null",
  "+a",
  "!b",
  "*",
  "",
  "0",
  "1",
  "7",
  "constructor",
  "__proto__",
  "a,b",
  "a,a,b,a",
  "d,u",
  "00:00-24:00",
  "\\",
  ";",
  "\\;",
  "é",
];
const DIRECTIVES = [
  ...new Set(
    Object.values(OBJECT_RULES).flatMap(({ directives, aliases }) => [...directives.keys(), ...Object.keys(aliases)]),
  ),
  "monday",
  "day 1",
  "january -1 - march 5 / 2",
  "_HOST_ID",
  "_X",
  "constructor",
  "__proto__",
  "#",
  ";",
  "define",
  "}",
  "{",
];

const line = fc
  .tuple(fc.constantFrom(...DIRECTIVES), fc.constantFrom(...NAMES))
  .map(([name, value]) => `  ${name} ${value}`);
const definition = fc
  .tuple(
    fc.constantFrom(...Object.keys(OBJECT_RULES), "constructor", ""),
    fc.array(line, { maxLength: 8 }),
    fc.constantFrom("}", "", "}}"),
  )
  .map(([type, lines, end]) => `define ${type} {\n${lines.join("\n")}\n${end}`);
const noise = fc.string({ unit: "binary", maxLength: 40 });
const objectFile = fc
  .array(fc.oneof({ weight: 6, arbitrary: definition }, { weight: 1, arbitrary: noise }), { maxLength: 12 })
  .map((parts) => parts.join("\n"));

describe("any object file", () => {
  it("is either loaded or refused with errors that name its lines", () => {
    fc.assert(
      fc.property(objectFile, (text) => {
        const lineCount = `${BASE}${text}`.split("\n").length;
        const loaded = load(text);

        for (const error of loaded.errors) {
          const number = Number(/^o\.cfg:(\d+): /.exec(error)?.[1]);
          expect(number).toBeGreaterThan(0);
          expect(number).toBeLessThanOrEqual(lineCount);
        }
      }),
      { numRuns: 300 },
    );
  });
});

const HOSTS = ["a", "b", "c", "d"];
const GROUPS = ["g", "h"];
const someOf = (names: readonly string[]): fc.Arbitrary<string[]> => fc.subarray([...names]);
const services = fc.array(
  fc.record({ named: someOf(HOSTS), groups: someOf(GROUPS), notNamed: someOf(HOSTS), notGroups: someOf(GROUPS) }),
  { maxLength: 6 },
);
const members = fc.record({ g: someOf(HOSTS), h: someOf(HOSTS) });
const ids = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 4, maxLength: 4 });

describe("any selection of hosts and groups", () => {
  it("puts a service on the chosen hosts without the excluded ones, with distinct keys in order", () => {
    fc.assert(
      fc.property(services, members, ids, (chosen, groups, hostIds) => {
        const expected = chosen.flatMap(({ named, groups: byGroup, notNamed, notGroups }, index) => {
          const excluded = [...notNamed, ...notGroups.flatMap((name) => groups[name as "g" | "h"])];
          return [...new Set([...named, ...byGroup.flatMap((name) => groups[name as "g" | "h"])])]
            .filter((name) => !excluded.includes(name))
            .map((name) => `${name} s${index}`);
        });

        const loaded = load(
          [
            ...HOSTS.map((name, index) => `define host {\n use H\n host_name ${name}\n host_id ${hostIds[index]}\n}`),
            ...GROUPS.map(
              (name) =>
                `define hostgroup {\n hostgroup_name ${name}\n members ${groups[name as "g" | "h"].join(",")}\n}`,
            ),
            ...chosen.map(
              ({ named, groups: byGroup, notNamed, notGroups }, index) =>
                `define service {\n use S\n service_description s${index}\n` +
                ` host_name ${[...named, ...notNamed.map((name) => `!${name}`)].join(",")}\n` +
                ` hostgroup_name ${[...notGroups.map((name) => `!${name}`), ...byGroup].join(",")}\n}`,
            ),
          ].join("\n"),
        );

        expect(
          loaded.inventory.services.map(({ hostName, description }) => `${hostName} ${description}`).sort(),
        ).toEqual(expected.sort());
        expectSound(loaded);
      }),
      { numRuns: 200 },
    );
  });
});

const load = (text: string): Loaded => loadFiles({ "vigie.cfg": "cfg_file=o.cfg\n", "o.cfg": `${BASE}${text}` });

function expectSound({ inventory, newIds }: Loaded): void {
  const keys = [...inventory.hosts, ...inventory.services].map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(inventory.services.map(({ key }) => key)).toEqual(
    inventory.services.map(({ key }) => key).toSorted((a, b) => a - b),
  );
  const { hostGroups, serviceGroups, objectIds } = inventory;
  expect(newIds).toHaveLength(keys.length + hostGroups.length + serviceGroups.length + objectIds.size);
}
