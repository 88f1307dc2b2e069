import type { Command, CommanderError } from "commander";
import { printableLines } from "../lib/printable.ts";

/**
 * Makes wrong usage of a command print one message, in which words of the command line cannot drive the terminal, and
 * exit with 2; help and version exit with 0. 1 is for a command that was understood but failed.
 */
export const withUsageErrors = (command: Command): Command =>
  command
    .exitOverride((error: CommanderError) => process.exit(error.exitCode === 0 ? 0 : 2))
    .configureOutput({ outputError: (message, write) => write(printableLines(message)) });
