import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { loadInventory, type IdSource } from "./load-inventory.ts";
import type { ConfigProblem, Inventory } from "../../model/objects.ts";
import { problemText } from "./summary.ts";

/** Contents of configuration files by path in the folder. */
export type Files = Readonly<Record<string, string | Buffer>>;

export interface Loaded {
  /** Throws when the configuration has errors. */
  readonly inventory: Inventory;
  readonly newIds: ReturnType<typeof loadInventory>["newIds"];
  readonly templateCount: number;
  /** As `check-config` prints them, with paths relative to the configuration folder. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

/** Writes real files, loads and removes them. */
export function loadFiles(files: Files, ids: IdSource = { known: [] }): Loaded {
  return inFolder(files, (folder) => {
    const result = loadInventory(folder, ids);
    const textOf = (problem: ConfigProblem): string =>
      problemText(problem).replaceAll(`${folder}/`, "").replaceAll(folder, ".");
    const errors = result.errors.map(textOf);
    return {
      get inventory() {
        if (result.inventory === null) throw new Error(errors.join("\n"));
        return result.inventory;
      },
      newIds: result.newIds,
      templateCount: result.templateCount,
      errors,
      warnings: result.warnings.map(textOf),
    };
  });
}

/** Loads one object file, `objects.cfg`, and a main file with these further lines. */
export function loadObjects(objects: string, mainLines = "", ids: IdSource = { known: [] }): Loaded {
  return loadFiles({ "vigie.cfg": `cfg_file=objects.cfg\n${mainLines}\n`, "objects.cfg": objects }, ids);
}

export function inFolder<T>(files: Files, use: (folder: string) => T): T {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "vigie-inventory-")));
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Objects that most samples need: command `c`, period `24x7`, contacts `ann` and `bob`, templates `H` and `S`. */
export const BASE = `
define command {
  command_name  c
  command_line  /bin/true $ARG1$
}
define timeperiod {
  timeperiod_name  24x7
  sunday     00:00-24:00
  monday     00:00-24:00
  tuesday    00:00-24:00
  wednesday  00:00-24:00
  thursday   00:00-24:00
  friday     00:00-24:00
  saturday   00:00-24:00
}
define contact {
  contact_name  ann
}
define contact {
  contact_name  bob
}
define contactgroup {
  contactgroup_name  team
  members            ann
}
define host {
  name                H
  max_check_attempts  3
  check_command       c
  register            0
}
define service {
  name                S
  max_check_attempts  3
  check_command       c
  register            0
}
`;
