import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadInventory } from "../../src/config/objects/load-inventory.ts";
import { findMainFile } from "../../src/config/objects/main-file.ts";
import { problemText, warningLines } from "../../src/config/objects/summary.ts";
import { inNagiosFolder } from "../objects-cache/configuration.ts";
import { compareObjects } from "../objects-cache/compare.ts";
import { nagiosObjects } from "../objects-cache/nagios-objects.ts";
import { cachedObjectsOf } from "../objects-cache/write-cache.ts";
import { NAGIOS } from "../support/installed-nagios.ts";
import { KINDS } from "./kinds.ts";

describe("configurations of the family", () => {
  it("are all in the list", () => {
    const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());

    expect(folders.map(({ name }) => name).sort()).toEqual(KINDS.map(({ folder }) => folder).sort());
  });

  it.each(KINDS)("are accepted: $folder", ({ folder, counts, warnings }) => {
    const result = loadInventory(join(import.meta.dirname, folder), { known: [] });
    const { inventory } = result;

    expect(result.errors.map(problemText)).toEqual([]);
    expect([
      inventory?.hosts.length,
      inventory?.services.length,
      inventory?.hostGroups.length,
      inventory?.contacts.length,
      inventory?.dependencies.length,
      inventory?.escalations.length,
    ]).toEqual(counts);
    expect(warningLines(result.warnings).map((line) => line.replace(`${import.meta.dirname}/`, ""))).toEqual(
      warnings.map((warning): unknown => expect.stringContaining(warning)),
    );
  });

  it.skipIf(NAGIOS === undefined).each(KINDS)(
    "are the same objects for Nagios 4: $folder (skipped if it is not installed)",
    ({ folder, unknownToNagios = [], linesUnknownToNagios }) => {
      inNagiosFolder({ name: folder, main: "", files: {} }, (copy) => {
        cpSync(join(import.meta.dirname, folder), copy, { recursive: true });
        writeFileSync(join(copy, "nagios.cfg"), nagiosMainFile(join(import.meta.dirname, folder)));
        for (const file of unknownToNagios) writeFileSync(join(copy, file), "");
        if (linesUnknownToNagios !== undefined) removeLines(copy, linesUnknownToNagios);
        const { inventory } = loadInventory(copy, { known: [] });

        const { differences, objectCounts } = compareObjects(nagiosObjects(copy), [...cachedObjectsOf(inventory!)]);

        expect(differences).toEqual([]);
        expect(objectCounts.get("host")).toBe(inventory!.hosts.length);
      });
    },
  );
});

function removeLines(folder: string, pattern: RegExp): void {
  for (const name of readdirSync(folder).filter((each) => each.endsWith(".cfg"))) {
    const lines = readFileSync(join(folder, name), "utf8").split("\n");
    writeFileSync(join(folder, name), lines.filter((line) => !pattern.test(line)).join("\n"));
  }
}

/** Lines about objects only: Nagios 4 refuses the directives of the others. */
function nagiosMainFile(folder: string): string {
  const lines = readFileSync(findMainFile(folder)!, "utf8").split("\n");
  return lines.filter((line) => OF_OBJECTS.test(line)).join("\n");
}

const OF_OBJECTS = /^(cfg_file|cfg_dir|resource_file|use_regexp|allow_empty|illegal_macro)/;
