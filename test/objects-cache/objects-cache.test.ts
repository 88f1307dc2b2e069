import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { NAGIOS } from "../support/installed-nagios.ts";
import { cacheText, parseCache, type CachedObject } from "./cached-object.ts";
import { compareObjects } from "./compare.ts";
import { compareConfiguration } from "./configuration.ts";
import { randomConfiguration } from "./generate/random-configuration.ts";
import { KNOWN_DIFFERENCES } from "./known-differences.ts";
import { compareOpenings, FAKETIME } from "./next-openings.ts";
import { cornerSample, documentedSample, installedSample, patternSample } from "./samples.ts";

// For the full comparison: npm run compare-objects.
describe.skipIf(NAGIOS === undefined)(
  "the same files in Nagios 4 and in Vigie (skipped if Nagios 4 is not installed)",
  () => {
    it.each([
      ["as Debian installs them", installedSample],
      ["as Debian documents them", documentedSample],
      ["of every corner case", cornerSample],
      ["with names that are patterns", patternSample],
    ])("give the same objects: %s", (_, sample) => {
      const configuration = sample();
      expect(configuration === null ? [] : compareConfiguration(configuration).differences).toEqual([]);
    });

    it.each([1, 2])(
      "give the same objects: 600 generated ones, seed %i",
      (seed) => {
        const { differences, directiveCount } = compareConfiguration(randomConfiguration(seed, 600));

        expect(differences).toEqual([]);
        expect(directiveCount).toBeGreaterThan(50_000);
      },
      60_000,
    );
  },
);

describe.skipIf(NAGIOS === undefined || FAKETIME === undefined)(
  "a time period (skipped without Nagios 4 and faketime)",
  () => {
    it("opens next when Nagios opens it next, in the time zone", () => {
      const openings = compareOpenings(3, 60);

      expect(openings.filter(({ nagios, vigie }) => nagios !== vigie)).toEqual([]);
      expect(new Set(openings.map(({ zone }) => zone)).size).toBeGreaterThan(3);
    }, 180_000);
  },
);

describe("the comparison", () => {
  const host = (more: Readonly<Record<string, string>>): CachedObject => ({
    type: "host",
    directives: Object.entries({ host_name: "a", ...more }),
  });

  it.each([
    ["a value", host({ notes: "x" }), host({ notes: "y" }), ["host a:\n  notes: Nagios x, Vigie y"]],
    [
      "a directive that only Nagios has",
      host({ notes: "x" }),
      host({}),
      ["host a:\n  notes: Nagios x, Vigie (nothing)"],
    ],
    [
      "an object of another name",
      host({}),
      host({ host_name: "b" }),
      ["host a: only in Nagios\n  host_name: a", "host b: only in Vigie\n  host_name: b"],
    ],
    [
      "letters",
      host({ notification_options: "a" }),
      host({ notification_options: "d,u,r,f" }),
      ["host a:\n  notification_options: Nagios d,f,r,s,u, Vigie d,f,r,u"],
    ],
  ])("reports %s that differs", (_, nagios, vigie, differences) => {
    expect(compareObjects([nagios], [vigie]).differences).toEqual(differences);
  });

  it("ignores the order, and counts accepted differences", () => {
    const { differences, known } = compareObjects(
      [host({ contacts: "ann,bob", check_interval: "5.000000", initial_state: "o" })],
      [host({ check_interval: "5", contacts: "bob,ann", initial_state: "d" })],
    );

    expect(differences).toEqual([]);
    expect([...known]).toEqual([["initial state", 1]]);
  });

  it("gives the reason of each accepted difference in docs/configuration.md", () => {
    const page = readFileSync(join(import.meta.dirname, "../../docs/configuration.md"), "utf8");

    expect(KNOWN_DIFFERENCES.filter((name) => !page.includes(`\n| ${name}`))).toEqual([]);
  });

  it("parses its own objects.cache output", () => {
    const objects = [
      host({ notes: "a ; b" }),
      {
        type: "timeperiod",
        directives: [
          ["timeperiod_name", "p"],
          ["day 1 - 15 / 5", "00:00-24:00"],
        ] as const,
      },
    ];

    expect(parseCache(cacheText(objects))).toEqual(objects);
  });
});
