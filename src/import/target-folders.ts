import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { giveToOwnerOf, makePrivateFolder } from "../lib/owner.ts";
import { Refusal } from "../model/refusal.ts";

const TEMPORARY_PREFIX = ".vigie-import-";

/** True for the name of a folder left by an interrupted import. */
export const isLeftover = (name: string): boolean => name.startsWith(TEMPORARY_PREFIX);

/**
 * Creates a folder inside `folder`, so that a rename into it never crosses a file system. Removes leftovers of
 * interrupted imports.
 */
export function temporaryFolderIn(folder: string): string {
  makePrivateFolder(folder);
  for (const name of readdirSync(folder))
    if (isLeftover(name)) rmSync(join(folder, name), { recursive: true, force: true });
  return mkdtempSync(join(folder, TEMPORARY_PREFIX));
}

/** Refuses with `import-target` if the configuration folder has one of these files, or a main file of any name. */
export function refuseExistingConfiguration(folder: string, fileNames: readonly string[]): void {
  const taken = fileNames.find((name) => existsSync(join(folder, name)));
  if (taken !== undefined) {
    throw new Refusal(
      "import-target",
      `The configuration folder ${folder} already has a configuration (${taken}); the import does not overwrite it. ` +
        "Choose another folder with --config or VIGIE_CONFIG, or move the existing one away.",
    );
  }
}

export interface FileMove {
  readonly from: string;
  readonly folder: string;
}

/**
 * Moves files into folders where they are new, and does what else is to be done, in this order. If a step fails, the
 * files moved before are removed again.
 */
export async function moveIntoPlace(steps: readonly (FileMove | (() => Promise<void>))[]): Promise<void> {
  const moved: string[] = [];
  try {
    for (const step of steps) {
      if (typeof step === "function") {
        await step();
        continue;
      }
      const to = join(step.folder, basename(step.from));
      renameSync(step.from, to);
      giveToOwnerOf(step.folder, to);
      moved.push(to);
    }
  } catch (error) {
    for (const path of moved) rmSync(path, { force: true });
    throw error;
  }
}
