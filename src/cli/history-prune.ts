import { Command } from "commander";
import { countExpired, type Expired } from "../data/history/months/prune-months.ts";
import { historyFolderOf } from "../data/history/months/month.ts";
import { pruneOffline } from "../data/history/months/prune-offline.ts";
import { expiryOf } from "../data/history/retention-classes.ts";
import { systemClock } from "../lib/clock.ts";
import { outputOf } from "./monitoring/output.ts";
import type { ProcessContext } from "./process-context.ts";
import { needStoreInFolder } from "./store-in-folder.ts";
import { processStreams, type CommandStreams } from "./streams.ts";
import { counted } from "../lib/counted.ts";

interface Flags {
  readonly dryRun?: true;
  readonly json?: true;
}

/** `vigie history prune`: deletes expired events, as the server does once a day. */
export function historyPruneCommand(
  context: Pick<ProcessContext, "settings">,
  streams: CommandStreams = processStreams,
): Command {
  return new Command("prune")
    .description("delete expired events, as the server does once a day; the server must be stopped")
    .option("-n, --dry-run", "only show what would go, by month and kind; also while the server runs")
    .option("--json", "as JSON")
    .action((_flags: Flags, command: Command) => {
      // `vigie history` has --json as well, and takes it.
      const flags = command.optsWithGlobals<Flags>();
      const output = outputOf({ streams });
      const settings = context.settings();
      needStoreInFolder(settings, "the server deletes expired events there by itself, once a day.");
      const { dataFolder, history } = settings;
      const expiry = expiryOf(history.days, systemClock.now());
      if (flags.dryRun) {
        const expired = countExpired(historyFolderOf(dataFolder), expiry);
        if (flags.json) return output.json(expired.map(itemOf));
        if (expired.length === 0) return output.text("Nothing has expired.\n");
        return output.table(["MONTH", "KIND", "EVENTS", ""], expired.map(rowOf));
      }
      const { events, months } = pruneOffline(dataFolder, expiry);
      if (flags.json) return output.json({ events, files: months });
      output.text(
        `Deleted: ${counted(events, "event")}, and ${counted(months, "file")} of which all events had expired.\n`,
      );
    });
}

const rowOf = ({ month, kind, count, isWholeFile }: Expired): readonly string[] => [
  month,
  kind,
  String(count),
  isWholeFile ? "with its file" : "",
];

const itemOf = ({ month, kind, count, isWholeFile }: Expired) => ({
  month,
  kind,
  events: count,
  whole_file: isWholeFile,
});
