import type { Clock } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import { Refusal } from "../../model/refusal.ts";
import { commandFileActor } from "../../operations/audit/actor.ts";
import { createRateLimitedLog } from "../../lib/rate-limited-log.ts";
import { createRejectedCommandLog } from "./rejected-command-log.ts";
import { createCommandLines, MAX_LINE_BYTES } from "./command-lines.ts";
import { parseExternalCommand, type ExternalCommand } from "./external-command.ts";
import { processFile } from "./process-file.ts";
import type { ExternalCommands } from "./run-external-command.ts";

/** Executes the lines it reads, in order. */
export interface CommandReader {
  /** Reads to the end and resolves when all commands are done. Rejects if the input cannot be read. */
  readAll(chunks: AsyncIterable<Buffer>): Promise<void>;
  /** Executes the lines of a file, which stays. Failures are logged. */
  takeFile(file: string): Promise<void>;
  /** Stops reading. */
  stop(): void;
}

export interface CommandReaderOptions {
  readonly commands: ExternalCommands;
  readonly clock: Clock;
  readonly log: Log;
}

// Maximum results in flight to the store. When it is reached, the oldest half must be durable before more is read
// from the pipe.
const RESULTS_AHEAD = 4_000;

/**
 * Executes lines one by one. The next line is read before a passive result is durable, since a result takes effect
 * immediately, but only after any other command is. An invalid line is logged with its reason and skipped.
 */
export function createCommandReader({ commands, clock, log }: CommandReaderOptions): CommandReader {
  const rejectedLines = createRejectedCommandLog(log, clock);
  const failures = createRateLimitedLog(log, clock, "an external command failed");
  let halfAgo: Promise<unknown> = Promise.resolve();
  let latest: Promise<unknown> = Promise.resolve();
  let sinceHalf = 0;

  const run = async (line: string, command: ExternalCommand): Promise<void> => {
    try {
      if (command.name === "PROCESS_FILE") await processFile(command.args as unknown as FileArguments, takeOfFile);
      else await commands.run(command, commandFileActor);
    } catch (error) {
      reportFailure(error, line, command.name);
    }
  };

  const reportFailure = (error: unknown, line: string, what: string): void => {
    if (error instanceof Refusal && !error.code.startsWith("store-"))
      rejectedLines.report(line, `${what}: ${error.message}`);
    else failures.error(error);
  };

  /** Handles one line. Resolves with true if it is a command of Nagios. */
  const take = async (line: string, isOfFile = false): Promise<boolean> => {
    const command = parseExternalCommand(line);
    if ("error" in command) {
      rejectedLines.report(line, command.reason);
      return command.error === "not-supported";
    }
    if (isOfFile && command.name === "PROCESS_FILE") {
      rejectedLines.report(line, "PROCESS_FILE: a file of commands cannot name another one");
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
          if (tooLong > 0) rejectedLines.report("", `a line is longer than ${MAX_LINE_BYTES} bytes`, tooLong);
          for (const line of whole) if (line.trim() !== "") await take(line);
        }
      } finally {
        await Promise.all([halfAgo, latest]);
      }
    },
    takeFile: (file) =>
      processFile({ file, delete: false }, take).catch((error) => reportFailure(error, "", "moved aside")),
    stop() {
      rejectedLines.stop();
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
