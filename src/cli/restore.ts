import { Command } from "commander";
import { printableLines } from "../lib/printable.ts";
import { restore } from "../data/back-up.ts";
import type { ProcessContext } from "./process-context.ts";
import { needStoreInFolder } from "./store-in-folder.ts";
import { processStreams, type CommandStreams } from "./streams.ts";

/** `vigie restore FILE`: refuses with `store-in-use` while a server runs, and keeps the replaced store. */
export function restoreCommand(
  context: Pick<ProcessContext, "settings">,
  { stdout }: Pick<CommandStreams, "stdout"> = processStreams,
): Command {
  return new Command("restore")
    .description("put a backup in the place of store, history and performance data; the server must be stopped")
    .argument("<file>", "a file made by vigie backup")
    .action((file: string) => {
      const settings = context.settings();
      needStoreInFolder(settings, "restore a dump with pg_restore (docs/postgresql.md).");
      const { dataFolder } = settings;
      const { kept, history, metrics } = restore(dataFolder, file);
      stdout.write(
        printableLines(
          `The store of ${dataFolder} is that of ${file}${history.hasHistory ? ", with its history" : ""}.\n` +
            (metrics.hasSeries
              ? "So is its performance data.\n"
              : "The backup has no performance data; that of the data folder is as it was.\n") +
            keptLine("store", kept) +
            keptLine("history", history.kept) +
            keptLine("performance data", metrics.kept),
        ),
      );
    });
}

const keptLine = (what: string, kept: string | null): string =>
  kept === null ? "" : `The replaced ${what} is kept as ${kept}; delete it when it is not needed any more.\n`;
