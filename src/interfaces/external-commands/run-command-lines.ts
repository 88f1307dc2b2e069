import type { Clock } from "../../lib/clock.ts";
import { didYouMean, similarNames, withSuggestion } from "../../lib/similar-names.ts";
import { Refusal } from "../../model/refusal.ts";
import { COMMANDS } from "./all-commands.ts";
import { UnknownTarget } from "./command-targets.ts";
import type { ActorOf } from "./command-runs.ts";
import { parseExternalCommand, type ExternalCommand } from "./external-command.ts";
import { processFile } from "./process-file.ts";
import type { ExternalCommands } from "./run-external-command.ts";

/** Line that had no effect. `line` counts from 0. */
export interface RefusedLine {
  readonly line: number;
  readonly reason: string;
}

export interface CommandLineParts {
  readonly commands: ExternalCommands;
  readonly clock: Pick<Clock, "now">;
  readonly by: ActorOf;
}

// Of a file with many wrong lines (`PROCESS_FILE`), only the first reasons are kept.
const MAX_REFUSED = 1000;
// Each compares a name with all others.
const MAX_SUGGESTIONS = 10;

/**
 * Executes lines of a sender who waits for the outcome. The time in brackets may be absent: it is then now. Resolves
 * when every effect is durable and visible. Rejects with an error of the store. Results do not wait for each other, as
 * in the command file (command-reader.ts).
 */
export async function runCommandLines(
  lines: readonly string[],
  { commands, clock, by }: CommandLineParts,
): Promise<readonly RefusedLine[]> {
  const refused: RefusedLine[] = [];
  const refuse = (line: number, reason: string): void => {
    if (refused.length < MAX_REFUSED) refused.push({ line, reason });
  };

  const similarTo = (names: () => readonly string[]): readonly string[] =>
    refused.length < MAX_SUGGESTIONS ? names() : [];

  const run = async (line: number, command: ExternalCommand): Promise<void> => {
    try {
      if (command.name === "PROCESS_FILE") await runFile(line, command.args as unknown as FileArguments);
      else await commands.run(command, by);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code.startsWith("store-")) throw error;
      const similar = error instanceof UnknownTarget ? similarTo(error.similar) : [];
      refuse(line, `${command.name}: ${error.message}${didYouMean(similar)}`);
    }
  };

  const runFile = (line: number, args: FileArguments): Promise<void> =>
    processFile(args, async (text) => {
      const command = parseExternalCommand(text);
      if ("error" in command) {
        refuse(line, `${args.file}: ${command.reason}`);
        return command.error === "not-supported";
      }
      if (command.name === "PROCESS_FILE") {
        refuse(line, `${args.file}: a file of commands cannot name another one`);
        return false;
      }
      await run(line, command);
      return true;
    });

  let running: Promise<void>[] = [];
  const settle = async (): Promise<void> => {
    await Promise.all(running);
    running = [];
  };
  for (const [line, text] of lines.entries()) {
    const command = parseExternalCommand(withTime(text, clock));
    if ("error" in command) {
      const { name } = command;
      const similar = name === undefined ? [] : similarTo(() => similarNames(name, COMMANDS.keys()));
      refuse(line, withSuggestion(command.reason, similar));
      continue;
    }
    if (!isResult(command)) await settle();
    running.push(run(line, command));
    if (!isResult(command)) await settle();
  }
  await settle();
  return refused.toSorted((one, other) => one.line - other.line);
}

interface FileArguments {
  readonly file: string;
  readonly delete: boolean;
}

const isResult = ({ name }: ExternalCommand): boolean =>
  name === "PROCESS_SERVICE_CHECK_RESULT" || name === "PROCESS_HOST_CHECK_RESULT";

const withTime = (text: string, clock: Pick<Clock, "now">): string =>
  text.trimStart().startsWith("[") ? text : `[${Math.floor(clock.now())}] ${text.trim()}`;
