import type { Clock } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import { Refusal } from "../../model/refusal.ts";
import { createRateLimitedLog } from "../../lib/rate-limited-log.ts";
import { createBadLineLog } from "./rejected-command-log.ts";
import { createCommandLines, LONGEST_LINE_BYTES } from "./command-lines.ts";
import { parseExternalCommand, type ExternalCommand } from "./external-command.ts";
import { processFile } from "./process-file.ts";
import type { ExternalCommands } from "./run-external-command.ts";

/** Executes what is read, line after line. */
export interface CommandReader {
  /** Reads to the end, and resolves when everything has been done. Rejects when it cannot be read. */
  readAll(chunks: AsyncIterable<Buffer>): Promise<void>;
  /** No more is read. */
  stop(): void;
}

export interface CommandReaderOptions {
  readonly commands: ExternalCommands;
  readonly clock: Clock;
  readonly log: Log;
}

// So many results are handed to the store before the oldest half of them must be on disk: what comes meanwhile waits in the pipe.
const RESULTS_AHEAD = 4_000;

/**
 * Executes lines one after the other. A passive result need not be on disk before the next line is read, since it counts at
 * once; any other command must. A line that is wrong is logged with its reason, and the next one is read.
 */
export function createCommandReader({ commands, clock, log }: CommandReaderOptions): CommandReader {
  const badLines = createBadLineLog(log, clock);
  const failures = createRateLimitedLog(log, clock, "an external command failed");
  let halfAgo: Promise<unknown> = Promise.resolve();
  let latest: Promise<unknown> = Promise.resolve();
  let sinceHalf = 0;

  const run = async (line: string, command: ExternalCommand): Promise<void> => {
    try {
      if (command.name === "PROCESS_FILE") await processFile(command.args as unknown as FileArguments, takeOfFile);
      else await commands.run(command);
    } catch (error) {
      if (error instanceof Refusal && !error.code.startsWith("store-"))
        badLines.tell(line, `${command.name}: ${error.message}`);
      else failures.error(error);
    }
  };

  /** Returns whether the line is a command of Nagios. */
  const take = async (line: string, isOfFile = false): Promise<boolean> => {
    const command = parseExternalCommand(line);
    if ("error" in command) {
      badLines.tell(line, command.reason);
      return command.error === "not-supported";
    }
    if (isOfFile && command.name === "PROCESS_FILE") {
      badLines.tell(line, "PROCESS_FILE: a file of commands cannot name another one");
      return false;
    }
    latest = run(line, command);
    if (!isResult(command)) await latest;
    else if (++sinceHalf >= RESULTS_AHEAD / 2) {
      await halfAgo;
      halfAgo = latest;
      sinceHalf = 0;
    }
    return true;
  };

  const takeOfFile = (line: string): Promise<boolean> => take(line, true);

  return {
    async readAll(chunks) {
      const lines = createCommandLines();
      try {
        for await (const chunk of chunks) {
          const { lines: whole, tooLong } = lines.push(chunk);
          if (tooLong > 0) badLines.tell("", `a line is longer than ${LONGEST_LINE_BYTES} bytes`, tooLong);
          for (const line of whole) if (line.trim() !== "") await take(line);
        }
      } finally {
        await Promise.all([halfAgo, latest]);
      }
    },
    stop() {
      badLines.stop();
      failures.stop();
    },
  };
}

interface FileArguments {
  readonly file: string;
  readonly delete: boolean;
}

const isResult = ({ name }: ExternalCommand): boolean =>
  name === "PROCESS_SERVICE_CHECK_RESULT" || name === "PROCESS_HOST_CHECK_RESULT";
