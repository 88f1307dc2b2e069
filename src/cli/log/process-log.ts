import { styleText } from "node:util";
import { pino, type Logger } from "pino";
import { printable, printableJson } from "../../lib/printable.ts";
import { LineWriter } from "../../lib/line-writer.ts";
import { openForAppending } from "../../lib/regular-file.ts";
import type { Settings } from "../../config/settings/settings.ts";
import { Refusal } from "../../model/refusal.ts";
import { textLine, type Paint } from "./text-line.ts";

/** Log of the server process. */
export interface ProcessLog {
  readonly log: Logger;
  /** Goes on in a new file of the same name, after the rotation; does nothing for a log on standard error. */
  reopen(): void;
  /** Resolves when everything is written; a reader that takes nothing is waited for two seconds. */
  close(): Promise<void>;
}

const STANDARD_ERROR = 2;

/**
 * Opens the log: on standard error, since standard output is for the output of the command, or in a file. Refuses with
 * `bad-setting` a file that cannot be written.
 */
export function openProcessLog({ logFile, logFormat, logLevel }: Settings): ProcessLog {
  const { stderr } = process;
  // Reading `stderr` also makes a pipe non-blocking, so that one which nobody reads holds no thread.
  const isTerminal = logFile === null && stderr.isTTY === true;
  const writer = new LineWriter({
    fd: logFile === null ? STANDARD_ERROR : openLogFile(logFile),
    onTrouble(error) {
      if (logFile !== null)
        stderr.write(`vigie: ${printable(`the log ${logFile} cannot be written: ${error.message}`)}\n`);
    },
    onDropped(lines) {
      log.warn({ lines }, "lines of the log were dropped, because it could not be written fast enough");
    },
  });
  process.once("exit", () => writer.flushSync());
  const isText = logFormat === "text" || (logFormat === "auto" && isTerminal);
  const log = pino(
    {
      level: logLevel,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      hooks: { streamWrite: isText ? textWriter(isTerminal && stderr.hasColors()) : printableJson },
    },
    writer,
  );
  return {
    log,
    reopen() {
      if (logFile === null) return;
      try {
        writer.replace(openLogFile(logFile));
        log.info({ path: logFile }, "the file of the log was opened again");
      } catch (error) {
        log.error({ reason: (error as Error).message }, "the file of the log stays the previous one");
      }
    },
    close: () => writer.close(),
  };
}

function textWriter(hasColours: boolean): (json: string) => string {
  const paint: Paint = hasColours
    ? (style, text) => styleText(style, text, { validateStream: false })
    : (_style, text) => text;
  return (json) => textLine(json, paint);
}

function openLogFile(path: string): number {
  try {
    return openForAppending(path);
  } catch (error) {
    throw new Refusal("bad-setting", `log_file: ${path} cannot be written: ${(error as Error).message}`);
  }
}
