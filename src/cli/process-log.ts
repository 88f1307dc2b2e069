import { pino } from "pino";
import { printableJson } from "../lib/printable.ts";
import type { Settings } from "../config/settings/settings.ts";

/** Logs JSON lines to standard error: standard output is for the output of the command. */
export const processLog = (settings: Settings): ReturnType<typeof pino> =>
  pino(
    {
      level: settings.logLevel,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      hooks: { streamWrite: printableJson },
    },
    pino.destination(2),
  );
