import { resolve } from "node:path";
import { Command } from "commander";
import { printableLines } from "../lib/printable.ts";
import { importCentreon } from "../import/import-centreon.ts";
import { importSummary } from "../import/import-summary.ts";
import { silentLog } from "../lib/log.ts";
import { openStore } from "../data/store/open-store.ts";
import { nameOfDatabase } from "../data/store/store-place.ts";
import type { ProcessContext } from "./process-context.ts";

/** `vigie import centreon FILE`: builds a configuration and a store from a dump, in the folders of the settings. */
export function importCommand(context: Pick<ProcessContext, "settings" | "typed">): Command {
  const centreon = new Command("centreon")
    .description("build a configuration and a store from the JSON dump of a Centreon installation (docs/import.md)")
    .argument("<file>", "the dump")
    .option("--engine-files <folder>", "a copy of /etc/centreon-engine, for what the dump does not have")
    .option("--no-checks", "write a configuration with active checks switched off")
    .action(async (file: string, flags: { readonly checks: boolean; readonly engineFiles?: string }) => {
      const settings = context.settings();
      const { configFolder, dataFolder, store: postgres } = settings;
      const report = await importCentreon({
        file: resolve(file),
        configFolder,
        dataFolder,
        runsChecks: flags.checks,
        typed: context.typed,
        engineFiles: flags.engineFiles === undefined ? undefined : resolve(flags.engineFiles),
        openStore: (folder) => openStore({ folder, log: silentLog, exclusive: true }),
        postgres,
      });
      const storePlace = postgres === null ? dataFolder : nameOfDatabase(postgres);
      const next = context.typed("--config", configFolder, "serve");
      process.stdout.write(printableLines(importSummary(report, { configFolder, storePlace }, next)));
    });
  return new Command("import").description("import another installation").addCommand(centreon);
}
