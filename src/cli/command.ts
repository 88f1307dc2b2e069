import { createInterface } from "node:readline";
import { Command } from "commander";
import { printable } from "../lib/printable.ts";
import { Refusal } from "../model/refusal.ts";
import type { ServerApi } from "./api-client.ts";
import type { ProcessContext } from "./process-context.ts";
import { runLines } from "./monitoring/run-lines.ts";
import { processStreams, type CommandStreams } from "./streams.ts";

// The server takes up to 1,000 lines and 1 MiB in a request.
const LINES_AT_ONCE = 500;
const CHARACTERS_AT_ONCE = 200_000;

/**
 * `vigie command 'NAME;arg…'…`: has the running server execute external commands, and prints why some were refused; the
 * exit code is then 1. With `--command-file`, or for a user who may not open the control socket, they are written to
 * the command file, and only the server's log has the refusals. Refuses with `no-command-file`, `no-server`.
 */
export function commandCommand(
  context: Pick<ProcessContext, "settings" | "api">,
  streams: CommandStreams = processStreams,
): Command {
  return new Command("command")
    .description("send external commands of Nagios to the running server")
    .argument(
      "[line...]",
      "NAME;argument;…, optionally after [unix seconds]; without arguments, lines are read from standard input",
    )
    .option(
      "--command-file <path>",
      "write to this FIFO (VIGIE_COMMAND_FILE, default vigie.cmd in the data folder), without an answer",
    )
    .action(async (given: string[], flags: { readonly commandFile?: string }) => {
      const lines =
        given.length > 0
          ? given.flatMap((argument) => argument.split("\n"))
          : createInterface({ input: streams.stdin, crlfDelay: Infinity });
      const refused =
        flags.commandFile === undefined
          ? await sendToServer(context, lines)
          : await sendToFile(context, flags.commandFile, lines);
      for (const reason of refused) streams.stderr.write(`vigie: ${printable(reason)}\n`);
      if (refused.length > 0) process.exitCode = 1;
    });
}

type Lines = Iterable<string> | AsyncIterable<string>;

async function sendToServer(
  context: Pick<ProcessContext, "settings" | "api">,
  lines: Lines,
): Promise<readonly string[]> {
  const api = await context.api();
  const refused: string[] = [];
  let hasAnswered = false;
  for await (const batch of batchesOf(lines)) {
    try {
      refused.push(...(await runBatch(api, batch)));
      hasAnswered = true;
    } catch (error) {
      // A member of the group of the command file may write there without being the user of the server.
      if (hasAnswered || !(error instanceof Refusal) || error.code !== "not-permitted") throw error;
      refused.push(...(await sendToFile(context, undefined, batch)));
    }
  }
  return refused;
}

const runBatch = async (api: ServerApi, batch: readonly string[]): Promise<readonly string[]> =>
  (await runLines(api, batch)).map(({ line, reason }) => (batch.length === 1 ? reason : `${batch[line]}: ${reason}`));

async function sendToFile(
  context: Pick<ProcessContext, "settings">,
  commandFile: string | undefined,
  lines: Lines,
): Promise<readonly string[]> {
  const { writeCommands } = await import("./write-commands.ts");
  return writeCommands(context.settings({ commandFile }).commandFile, lines);
}

async function* batchesOf(lines: Lines): AsyncGenerator<readonly string[]> {
  let batch: string[] = [];
  let characters = 0;
  for await (const line of lines) {
    if (line.trim() === "") continue;
    if (batch.length === LINES_AT_ONCE || (batch.length > 0 && characters + line.length > CHARACTERS_AT_ONCE)) {
      yield batch;
      batch = [];
      characters = 0;
    }
    batch.push(line);
    characters += line.length;
  }
  if (batch.length > 0) yield batch;
}
