import { Command } from "commander";
import { printableLines } from "../lib/printable.ts";
import { backUp } from "../data/back-up.ts";
import type { WrittenFolder } from "../data/whole-folder.ts";
import type { ProcessContext } from "./process-context.ts";
import { processStreams, type CommandStreams } from "./streams.ts";
import { needStoreInFolder } from "./store-in-folder.ts";
import { quoted } from "./typed-command.ts";

interface Flags {
  readonly withoutMetrics?: boolean;
}

/**
 * `vigie backup FILE`: store, history and performance data are all that the data folder needs; its other files are made
 * by the server.
 */
export function backupCommand(
  context: Pick<ProcessContext, "settings" | "typed">,
  { stdout }: Pick<CommandStreams, "stdout"> = processStreams,
): Command {
  return new Command("backup")
    .description(
      "write a consistent copy of the store to a new file, and of history and performance data to folders beside it, " +
        "also while the server runs",
    )
    .argument("<file>", "the new file; it contains password hashes and is made readable by its owner only")
    .option("--without-metrics", "leave out performance data, which is most of the data folder")
    .action((file: string, { withoutMetrics = false }: Flags) => {
      const settings = context.settings();
      needStoreInFolder(settings, "back it up with pg_dump (docs/postgresql.md), and the data folder as files.");
      const { dataFolder, configFolder } = settings;
      const { storeBytes, history, metrics } = backUp(dataFolder, file, { withMetrics: !withoutMetrics });
      stdout.write(
        printableLines(
          `The store of ${dataFolder} is in ${file} (${mebibytes(storeBytes)}).\n` +
            folderLine("history", history) +
            folderLine("performance data", metrics) +
            (withoutMetrics ? "Its performance data was left out.\n" : "") +
            `Back up the configuration folder ${configFolder} as well.\n` +
            `To restore it, with the server stopped: ${context.typed("restore")} ${quoted(file)}\n`,
        ),
      );
    });
}

const folderLine = (what: string, written: WrittenFolder | null): string =>
  written === null
    ? ""
    : `Its ${what} is in the folder ${written.folder} (${mebibytes(written.bytes)}); keep it beside the file.\n`;

const mebibytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MiB`;
