import { resolve } from "node:path";
import { Command } from "commander";
import { printableLines } from "../lib/printable.ts";
import { importCentreon } from "../import/import-centreon.ts";
import { importSummary } from "../import/import-summary.ts";
import { silentLog } from "../lib/log.ts";
import { openStore } from "../data/store/open-store.ts";
import { needStoreInFolder } from "./store-in-folder.ts";
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
      needStoreInFolder(
        settings,
        "import without the setting store, and move the store afterwards (vigie store move).",
      );
      const { configFolder, dataFolder } = settings;
      const report = await importCentreon({
        file: resolve(file),
        configFolder,
        dataFolder,
        runsChecks: flags.checks,
        typed: context.typed,
        engineFiles: flags.engineFiles === undefined ? undefined : resolve(flags.engineFiles),
        openStore: (folder) => openStore({ folder, log: silentLog, exclusive: true }),
      });
      const next = context.typed("--config", configFolder, "serve");
      process.stdout.write(printableLines(importSummary(report, { configFolder, dataFolder }, next)));
    });
  return new Command("import").description("import another installation").addCommand(centreon);
}
