import { Command } from "commander";
import { commandCommand } from "./cli/command.ts";
import { checkConfigCommand } from "./cli/check-config.ts";
import { explainCommand } from "./cli/explain.ts";
import { importCommand } from "./cli/import.ts";
import { reloadCommand } from "./cli/reload.ts";
import { notifyTestCommand } from "./cli/notify-test.ts";
import { processContext } from "./cli/process-context.ts";
import { serveCommand } from "./cli/serve.ts";
import { tokenCommand } from "./cli/token.ts";
import { userCommand } from "./cli/user.ts";
import { printableLines } from "./lib/printable.ts";
import { Refusal } from "./model/refusal.ts";
import { VERSION } from "./lib/version.ts";

// The command line: every command reads the same settings and prints a refusal as one plain message.
const program = new Command("vigie")
  .description("A monitoring server: runs checks, keeps states, answers the Centreon Web REST API v2.")
  .version(VERSION)
  .option("--config <folder>", "configuration folder (VIGIE_CONFIG)")
  .option("--data <folder>", "data folder (VIGIE_DATA)");

const context = processContext(() => program.opts());
program.addCommand(serveCommand(context));
program.addCommand(checkConfigCommand(context));
program.addCommand(reloadCommand(context));
program.addCommand(commandCommand(context));
program.addCommand(explainCommand(context));
program.addCommand(notifyTestCommand(context));
program.addCommand(userCommand(context.openStore));
program.addCommand(tokenCommand(context.openStore));
program.addCommand(importCommand(context));

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  process.stderr.write(`vigie: ${printableLines(error.message)}\n`);
  process.exitCode = 1;
}
