import { closeSync, constants, openSync, writeSync } from "node:fs";
import { parseExternalCommand } from "../interfaces/external-commands/external-command.ts";
import { isRead } from "../interfaces/external-commands/fifo.ts";
import { systemClock, type Clock } from "../lib/clock.ts";
import { Refusal } from "../model/refusal.ts";

/**
 * Writes external commands to the command file. Returns why lines were not written: those that are malformed. Refuses
 * with `no-command-file`, `no-server`.
 */
export async function writeCommands(
  path: string | null,
  lines: Iterable<string> | AsyncIterable<string>,
  clock: Pick<Clock, "now"> = systemClock,
): Promise<readonly string[]> {
  const fd = openForWriting(path);
  const refused: string[] = [];
  try {
    for await (const line of lines) {
      if (line.trim() === "") continue;
      const commandLine = line.trimStart().startsWith("[")
        ? line.trim()
        : `[${Math.floor(clock.now())}] ${line.trim()}`;
      const command = parseExternalCommand(commandLine);
      if ("error" in command) refused.push(command.reason);
      else write(fd, commandLine);
    }
  } finally {
    closeSync(fd);
  }
  return refused;
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

function write(fd: number, line: string): void {
  const bytes = Buffer.from(`${line}\n`);
  try {
    for (let written = 0; written < bytes.length;) written += writeSync(fd, bytes, written);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EPIPE")
      throw new Refusal("no-server", "The server stopped before it read every command.");
    throw error;
  }
}
