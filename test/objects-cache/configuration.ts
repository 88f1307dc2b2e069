import { chmodSync } from "node:fs";
import { inFolder } from "../../src/config/objects/configuration-folder.fixture.ts";
import { loadInventory } from "../../src/config/objects/load-inventory.ts";
import { problemText } from "../../src/config/objects/summary.ts";
import { compareObjects, type Comparison } from "./compare.ts";
import { nagiosObjects } from "./nagios-objects.ts";
import { cachedObjectsOf } from "./write-cache.ts";

/** Configuration to compare: a main file, and object files with paths relative to it. */
export interface Configuration {
  readonly name: string;
  readonly main: string;
  readonly files: Readonly<Record<string, string>>;
}

/** Loads the same files in Nagios and in Vigie. Throws if one of them refuses the configuration. */
export function compareConfiguration(configuration: Configuration): Comparison {
  return inNagiosFolder(configuration, (folder) => {
    const { inventory, errors } = loadInventory(folder, { known: [] });
    if (inventory === null) throw new Error(`Vigie refuses the configuration:\n${errors.map(problemText).join("\n")}`);
    return compareObjects(nagiosObjects(folder), [...cachedObjectsOf(inventory)]);
  });
}

/** Writes the files into their own folder and removes it afterwards. */
export function inNagiosFolder<T>({ main, files }: Configuration, use: (folder: string) => T): T {
  return inFolder({ "nagios.cfg": main, ...files }, (folder) => {
    // Nagios drops root privileges before it writes.
    chmodSync(folder, 0o777);
    return use(folder);
  });
}
