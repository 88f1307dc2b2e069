import { resolve } from "node:path";
import { Command } from "commander";
import { importCentreon } from "../import/import-centreon.ts";
import { importSummary } from "../import/import-summary.ts";
import { silentLog } from "../lib/log.ts";
import { openStore } from "../data/store/open-store.ts";
import type { ProcessContext } from "./process-context.ts";

/** `vigie import centreon FILE`: makes the configuration and the store of the settings' folders of a dump. */
export function importCommand(context: Pick<ProcessContext, "settings">): Command {
  const centreon = new Command("centreon")
    .description("make a configuration and a store of the JSON dump of a Centreon installation (docs/import.md)")
    .argument("<file>", "the dump")
    .option("--no-checks", "write a configuration that runs no active checks")
    .action(async (file: string, flags: { readonly checks: boolean }) => {
      const { configFolder, dataFolder } = context.settings();
      const report = await importCentreon({
        file: resolve(file),
        configFolder,
        dataFolder,
        runsChecks: flags.checks,
        openStore: (folder) => openStore({ folder, log: silentLog, exclusive: true }),
      });
      process.stdout.write(importSummary(report, configFolder, dataFolder));
    });
  return new Command("import").description("take over another installation").addCommand(centreon);
}
