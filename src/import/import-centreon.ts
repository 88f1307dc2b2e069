import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readAccessGroups } from "../access/access-groups.ts";
import { loadInventory } from "../config/objects/load-inventory.ts";
import { MAIN_FILE_NAMES } from "../config/objects/main-file.ts";
import { summaryText } from "../config/objects/summary.ts";
import { makePrivateFolder } from "../lib/owner.ts";
import { readRegularFile, UnreadableFile, utf8Text } from "../lib/regular-file.ts";
import { Refusal } from "../model/refusal.ts";
import type { Store } from "../data/store/store.ts";
import { ACCESS_FILE, MAIN_FILE } from "./configuration-files.ts";
import { planImport, type ImportPlan } from "./plan-import.ts";
import { readBackDifferences } from "./read-back.ts";
import { isLeftover, moveIntoPlace, refuseExistingConfiguration, temporaryFolderIn } from "./target-folders.ts";
import type { Account } from "../model/account.ts";
import type { Change } from "../model/change.ts";

export interface ImportOptions {
  /** The JSON dump. */
  readonly file: string;
  readonly configFolder: string;
  readonly dataFolder: string;
  /** True: the imported configuration runs active checks. */
  readonly runsChecks: boolean;
  /** Opens the store of a folder for this process alone; creates it if it does not exist. */
  readonly openStore: (folder: string) => Promise<Store>;
}

export type ImportReport = Pick<ImportPlan, "counts" | "notes">;

// A JavaScript string has at most 512 Mi characters.
const MAX_DUMP_BYTES = 500 * 1024 * 1024;
const MAX_PROBLEMS_SHOWN = 200;
const CHANGES_PER_COMMIT = 5000;

/**
 * Builds a configuration and a store from the dump of a Centreon installation. Everything is written to temporary
 * folders and then moved into place, the main file last: a failed import leaves nothing. Refuses with `import-dump`
 * (every problem, one per line), `import-target` and the store's codes.
 */
export async function importCentreon(options: ImportOptions): Promise<ImportReport> {
  const plan = await planOf(options);
  refuseExistingConfiguration(options.configFolder, [...MAIN_FILE_NAMES, ...plan.files.keys()]);
  await refuseUsedStore(options);

  const configFolder = temporaryFolderIn(options.configFolder);
  const dataFolder = temporaryFolderIn(options.dataFolder);
  try {
    for (const [name, text] of plan.files) writeFileSync(join(configFolder, name), text, { mode: 0o640 });
    const differences = readBack(configFolder, plan);
    await writeStore(options, dataFolder, plan.accounts, plan.changes);

    const objectFiles = [...plan.files.keys()].filter((name) => name !== MAIN_FILE);
    moveIntoPlace([
      ...objectFiles.map((name) => ({ from: join(configFolder, name), folder: options.configFolder })),
      ...readdirSync(dataFolder).map((name) => ({ from: join(dataFolder, name), folder: options.dataFolder })),
      { from: join(configFolder, MAIN_FILE), folder: options.configFolder },
    ]);
    return { counts: plan.counts, notes: [...differences, ...plan.notes] };
  } finally {
    for (const folder of [configFolder, dataFolder]) rmSync(folder, { recursive: true, force: true });
  }
}

async function planOf({ file, runsChecks }: ImportOptions): Promise<ImportPlan> {
  const plan = await planImport(parseFile(file), runsChecks);
  if (!("problems" in plan)) return plan;
  const shown = plan.problems.slice(0, MAX_PROBLEMS_SHOWN);
  const more = plan.problems.length - shown.length;
  const count = `${plan.problems.length} ${plan.problems.length === 1 ? "problem" : "problems"}`;
  const heading = `${file} cannot be imported; ${count}:`;
  throw new Refusal(
    "import-dump",
    [heading, ...shown.map((problem) => `  ${problem}`), ...(more > 0 ? [`  and ${more} more`] : [])].join("\n"),
  );
}

function parseFile(file: string): unknown {
  const text = readText(file);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Refusal(
      "import-dump",
      `${file} is not valid JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function readText(file: string): string {
  try {
    return utf8Text(readRegularFile(file, MAX_DUMP_BYTES));
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw new Refusal("import-dump", `${file} cannot be read: ${error.message}.`);
  }
}

/** Refuses with `import-target` if the store has objects or accounts. One that was only opened may be replaced. */
async function refuseUsedStore({ dataFolder, openStore }: ImportOptions): Promise<void> {
  makePrivateFolder(dataFolder);
  if (readdirSync(dataFolder).every(isLeftover)) return;
  const store = await openStore(dataFolder);
  const isUsed = (await store.readObjectIds()).length > 0 || (await store.readAccounts()).length > 0;
  await store.close();
  if (isUsed) {
    throw new Refusal(
      "import-target",
      `The store in ${dataFolder} already has objects or accounts; the import does not overwrite it. ` +
        "Choose another folder with --data or VIGIE_DATA, or move the existing one away.",
    );
  }
}

/**
 * Reads the new configuration as the server will. An error in it comes from a value of the dump that the checks of the
 * rows did not catch.
 */
function readBack(configFolder: string, plan: ImportPlan): readonly string[] {
  const result = loadInventory(configFolder, { known: [] });
  if (result.inventory === null) throw unreadable(summaryText(result).trimEnd());
  const access = readAccessGroups(join(configFolder, ACCESS_FILE), result.inventory);
  if (access.errors.length > 0)
    throw unreadable(access.errors.map(({ line, message }) => `${ACCESS_FILE}:${line}: ${message}`).join("\n"));
  return readBackDifferences(plan.active, result.inventory);
}

const unreadable = (errors: string): Refusal =>
  new Refusal(
    "import-dump",
    `Values of the dump make a configuration that cannot be read; correct them in the dump:\n${errors}`,
  );

async function writeStore(
  { openStore }: ImportOptions,
  folder: string,
  accounts: readonly Account[],
  changes: readonly Change[],
): Promise<void> {
  const store = await openStore(folder);
  try {
    for (const account of accounts) await store.saveAccount(account);
    for (let from = 0; from < changes.length; from += CHANGES_PER_COMMIT)
      await store.commit(changes.slice(from, from + CHANGES_PER_COMMIT));
  } finally {
    await store.close();
  }
}
