import { Command } from "commander";
import { printableLines } from "../lib/printable.ts";
import { backUp } from "../data/back-up.ts";
import type { ProcessContext } from "./process-context.ts";
import { processStreams, type CommandStreams } from "./streams.ts";
import { quoted } from "./typed-command.ts";

/**
 * `vigie backup FILE`: store and history are all that the data folder needs; its other files are made by the server.
 */
export function backupCommand(
  context: Pick<ProcessContext, "settings" | "typed">,
  { stdout }: Pick<CommandStreams, "stdout"> = processStreams,
): Command {
  return new Command("backup")
    .description(
      "write a consistent copy of the store to a new file, and of the history beside it, also while the server runs",
    )
    .argument("<file>", "the new file; it contains password hashes and is made readable by its owner only")
    .action((file: string) => {
      const { dataFolder, configFolder } = context.settings();
      const { storeBytes, history } = backUp(dataFolder, file);
      stdout.write(
        printableLines(
          `The store of ${dataFolder} is in ${file} (${mebibytes(storeBytes)}).\n` +
            (history === null
              ? ""
              : `Its history is in the folder ${history.folder} (${mebibytes(history.bytes)}); keep both together.\n`) +
            `Back up the configuration folder ${configFolder} as well.\n` +
            `To restore it, with the server stopped: ${context.typed("restore")} ${quoted(file)}\n`,
        ),
      );
    });
}

const mebibytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MiB`;
