import { Argument, Command } from "commander";
import { moveStore, type MovedStore } from "../data/move-store.ts";
import type { TableName } from "../data/store/sql/store-tables.ts";
import { counted } from "../lib/counted.ts";
import { printableLines } from "../lib/printable.ts";
import { table } from "../lib/table.ts";
import { configuredDatabase } from "./configured-database.ts";
import type { ProcessContext } from "./process-context.ts";
import { processStreams, type CommandStreams } from "./streams.ts";

/** Rows between two lines of progress. */
const PROGRESS_ROWS = 100_000;

/** `vigie store move`: from the data folder to the database of the setting `store`, and back. */
export function storeCommand(
  context: Pick<ProcessContext, "settings">,
  { stdout, stderr }: CommandStreams = processStreams,
): Command {
  const move = new Command("move")
    .description(
      "copy the store, with its history, from the data folder to the database that the setting store names, or back; " +
        "the server must be stopped, and the other place empty",
    )
    .addArgument(new Argument("<to>", "where it is to be").choices(["database", "folder"]))
    .action(async (to: "database" | "folder") => {
      const postgres = configuredDatabase(context);
      const { dataFolder } = context.settings();
      const onProgress = (name: TableName, rows: number): void => {
        if (rows % PROGRESS_ROWS === 0) stderr.write(`${name}: ${rows.toLocaleString("en")} rows\n`);
      };
      const moved = await moveStore({ dataFolder, postgres, to, onProgress });
      stdout.write(printableLines(summaryOf(moved, to)));
    });
  return new Command("store").description("move the store").addCommand(move);
}

function summaryOf({ rows, kept }: MovedStore, to: "database" | "folder"): string {
  const counts = [...rows].filter(([, count]) => count > 0).map(([name, count]) => [name, String(count)]);
  const total = [...rows.values()].reduce((sum, count) => sum + count, 0);
  const next =
    to === "database" ? "Start the server." : "Remove the setting store from vigie.yaml, and start the server.";
  return (
    `${table(["TABLE", "ROWS"], counts)}` +
    `Moved to the ${to === "database" ? "database" : "data folder"}: ${counted(total, "row")}, the same number in both places.\n` +
    `The replaced store is kept as ${kept.join(" and ")}; delete it when it is not needed any more.\n${next}\n`
  );
}
