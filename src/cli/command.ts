import { closeSync, constants, openSync, writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { Command } from "commander";
import { parseExternalCommand } from "../interfaces/external-commands/external-command.ts";
import { isRead } from "../interfaces/external-commands/fifo.ts";
import { systemClock, type Clock } from "../lib/clock.ts";
import { printable } from "../lib/printable.ts";
import { Refusal } from "../model/refusal.ts";
import type { ProcessContext } from "./process-context.ts";
import { processStreams, type CommandStreams } from "./streams.ts";

/**
 * `vigie command 'NAME;arg…'…`: sends external commands to the running server. Invalid ones are reported and skipped;
 * the exit code is then 1. Refuses with `no-command-file`, `no-server`.
 */
export function commandCommand(
  context: Pick<ProcessContext, "settings">,
  streams: CommandStreams = processStreams,
  clock: Clock = systemClock,
): Command {
  return new Command("command")
    .description("send external commands of Nagios to the running server")
    .argument(
      "[line...]",
      "NAME;argument;…, optionally after [unix seconds]; without arguments, lines are read from standard input",
    )
    .option("--command-file <path>", "FIFO of the server (VIGIE_COMMAND_FILE, default vigie.cmd in the data folder)")
    .action(async (given: string[], flags: { readonly commandFile?: string }) => {
      const fd = openForWriting(context.settings({ commandFile: flags.commandFile }).commandFile);
      try {
        const lines =
          given.length > 0
            ? given.flatMap((argument) => argument.split("\n"))
            : createInterface({ input: streams.stdin, crlfDelay: Infinity });
        for await (const line of lines) {
          if (line.trim() !== "") send(fd, line, clock, streams);
        }
      } finally {
        closeSync(fd);
      }
    });
}

function openForWriting(path: string | null): number {
  if (path === null)
    throw new Refusal("no-command-file", "command_file is none: the server accepts no external commands.");
  const noServer = new Refusal(
    "no-server",
    `No server reads the command file ${path}; is it running, and with this data folder?`,
  );
  try {
    if (!isRead(path)) throw noServer;
    // Without O_NONBLOCK: waits for a busy server.
    return openSync(path, constants.O_WRONLY);
  } catch (error) {
    if (error instanceof Refusal || (error as NodeJS.ErrnoException).code === "ENOENT") throw noServer;
    throw new Refusal("no-command-file", `The command file ${path} cannot be written to: ${(error as Error).message}`);
  }
}

function send(fd: number, line: string, clock: Clock, streams: CommandStreams): void {
  const commandLine = line.trimStart().startsWith("[") ? line.trim() : `[${Math.floor(clock.now())}] ${line.trim()}`;
  const command = parseExternalCommand(commandLine);
  if ("error" in command) {
    streams.stderr.write(`vigie: ${printable(command.reason)}\n`);
    process.exitCode = 1;
    return;
  }
  const bytes = Buffer.from(`${commandLine}\n`);
  try {
    for (let written = 0; written < bytes.length;) written += writeSync(fd, bytes, written);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EPIPE")
      throw new Refusal("no-server", "The server stopped before it read every command.");
    throw error;
  }
}
