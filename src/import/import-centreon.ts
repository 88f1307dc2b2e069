import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readAccessGroups } from "../access/access-groups.ts";
import { loadInventory } from "../config/objects/load-inventory.ts";
import { MAIN_FILE_NAMES } from "../config/objects/main-file.ts";
import { summaryText } from "../config/objects/summary.ts";
import { readRegularFile, utf8Text } from "../lib/regular-file.ts";
import { UnreadableFile } from "../lib/unreadable-file.ts";
import type { Inventory } from "../model/objects.ts";
import { Refusal } from "../model/refusal.ts";
import type { PostgresAddress } from "../data/store/store-place.ts";
import type { Store } from "../data/store/store.ts";
import { ACCESS_FILE, MAIN_FILE } from "./configuration-files.ts";
import { keyOfPlace, linesOfRows } from "./dump-lines.ts";
import { planImport, type ImportPlan, type WrittenConfiguration } from "./plan-import.ts";
import { readBackDifferences } from "./read-back.ts";
import { differingCommands } from "./recorded-lines.ts";
import { openTarget } from "./import-target.ts";
import { moveIntoPlace, refuseExistingConfiguration, temporaryFolderIn } from "./target-folders.ts";
import type { Account } from "../model/account.ts";
import type { Change } from "../model/change.ts";
import { counted } from "../lib/counted.ts";

export interface ImportOptions {
  /** The JSON dump. */
  readonly file: string;
  readonly configFolder: string;
  readonly dataFolder: string;
  /** True: the imported configuration runs active checks. */
  readonly runsChecks: boolean;
  /** Folder or main file of the engine's generated configuration, for what the dump does not have. */
  readonly engineFiles?: string | undefined;
  /** Writes a command line of `vigie` for a hint. */
  readonly typed: (...words: readonly string[]) => string;
  /** Opens the store of a folder for this process alone; creates it if it does not exist. */
  readonly openStore: (folder: string) => Promise<Store>;
  /** The database that gets the store; null, the default: the store is in the data folder. */
  readonly postgres?: PostgresAddress | null;
}

export type ImportReport = Pick<ImportPlan, "counts" | "notes">;

// A JavaScript string has at most 512 Mi characters.
const MAX_DUMP_BYTES = 500 * 1024 * 1024;
const MAX_PROBLEMS_SHOWN = 200;
const CHANGES_PER_COMMIT = 5000;

/**
 * Builds a configuration and a store from the dump of a Centreon installation. Everything is written to temporary
 * folders and then moved into place, the main file last: a failed import leaves nothing. Refuses with `import-dump`
 * (every problem, one per line), `bad-configuration` for the engine's files, `import-target` and the store's codes.
 */
export async function importCentreon(options: ImportOptions): Promise<ImportReport> {
  const plan = await planOf(options);
  const configuration = plan.configuration(new Set());
  const fileNames = [...configuration.files.keys()];
  refuseExistingConfiguration(options.configFolder, [...MAIN_FILE_NAMES, ...fileNames]);
  const target = await openTarget(options);
  const folders: string[] = [];
  try {
    const configFolder = temporaryFolderIn(options.configFolder);
    folders.push(configFolder);
    const dataFolder = temporaryFolderIn(options.dataFolder);
    folders.push(dataFolder);
    const differences = writeConfiguration(configFolder, plan, configuration);
    await writeStore(options, dataFolder, plan.accounts, plan.changes);

    const objectFiles = fileNames.filter((name) => name !== MAIN_FILE);
    await moveIntoPlace([
      ...objectFiles.map((name) => ({ from: join(configFolder, name), folder: options.configFolder })),
      ...(await target.take(dataFolder)),
      { from: join(configFolder, MAIN_FILE), folder: options.configFolder },
    ]);
    return { counts: plan.counts, notes: [...differences, ...plan.notes] };
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    await target.close();
  }
}

async function planOf({ file, runsChecks, engineFiles, typed }: ImportOptions): Promise<ImportPlan> {
  const text = readText(file);
  const engine = engineFiles === undefined ? null : engineConfiguration(engineFiles);
  const plan = await planImport(parsedDump(file, text), runsChecks, engine, typed);
  if (!("problems" in plan)) return plan;
  const shown = plan.problems.slice(0, MAX_PROBLEMS_SHOWN);
  const lines = linesOfRows(
    text,
    shown.flatMap(({ place }) => place ?? []),
  );
  const more = plan.problems.length - shown.length;
  const count = counted(plan.problems.length, "problem");
  throw new Refusal(
    "import-dump",
    [
      `${file} cannot be imported; ${count}:`,
      ...shown.map(({ message, place }) => {
        const line = place === null ? undefined : lines.get(keyOfPlace(place));
        return `  ${line === undefined ? "" : `${file}:${line}: `}${message}`;
      }),
      ...(more > 0 ? [`  and ${more} more`] : []),
    ].join("\n"),
  );
}

function engineConfiguration(folder: string): Inventory {
  const read = loadInventory(folder, { known: [] });
  if (read.inventory === null) throw new Refusal("bad-configuration", summaryText(read, folder).trimEnd());
  return read.inventory;
}

function parsedDump(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // V8 gives the line of a mistake, but not where a text that ends too early ends.
    const line = /\(line (\d+) column \d+\)/.exec(message)?.[1] ?? text.trimEnd().split("\n").length;
    throw new Refusal("import-dump", `${file}:${line}: not valid JSON: ${message}`);
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

/**
 * Writes the configuration and reads it as the server will. A check command that would not run what Centreon Engine ran
 * for some host or service is written again with the recorded lines. Returns the differences to the dump, one sentence
 * each.
 */
function writeConfiguration(folder: string, plan: ImportPlan, first: WrittenConfiguration): readonly string[] {
  const inventory = writeAndReadBack(folder, first.files);
  const differing = differingCommands(plan.active, inventory, plan.commands);
  if (differing.length === 0) return [...readBackDifferences(plan.active, inventory), ...first.notes];
  const { files, notes } = plan.configuration(new Set(differing.map(({ name }) => name)));
  return [
    ...readBackDifferences(plan.active, writeAndReadBack(folder, files)),
    ...notes,
    ...differing.map(
      ({ name, count, example }) =>
        `the definition of the command ${name} gives another command line than the recorded one for ` +
        `${counted(count, "host or service", "hosts or services")} (${example}): all that use it run their recorded lines (commands.cfg)`,
    ),
  ];
}

/** An error in the configuration comes from a value of the dump that the checks of the rows did not catch. */
function writeAndReadBack(folder: string, files: ReadonlyMap<string, string>): Inventory {
  for (const [name, text] of files) writeFileSync(join(folder, name), text, { mode: 0o640 });
  const result = loadInventory(folder, { known: [] });
  if (result.inventory === null) throw unreadable(summaryText(result, folder).trimEnd());
  const access = readAccessGroups(join(folder, ACCESS_FILE), result.inventory);
  if (access.errors.length > 0)
    throw unreadable(access.errors.map(({ line, message }) => `${ACCESS_FILE}:${line}: ${message}`).join("\n"));
  return result.inventory;
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
