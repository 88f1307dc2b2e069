import { resolve } from "node:path";
import { pino } from "pino";
import { silentLog } from "../lib/log.ts";
import { printableJson } from "../lib/printable.ts";
import { readSettings } from "../config/settings/read-settings.ts";
import type { Settings } from "../config/settings/settings.ts";
import { openStore } from "../data/store/open-store.ts";
import type { Store } from "../data/store/store.ts";

/** Settings and store that the process gives to the commands. */
export interface ProcessContext {
  /** Settings; the flags of the command override those of the program. */
  readonly settings: (flags?: Readonly<Record<string, string | undefined>>) => Settings;
  /** Opens the store of the data folder, for a short change while a server may be running. */
  readonly openStore: () => Promise<Store>;
}

const ROOT = resolve(import.meta.dirname, "../..");

export function processContext(programFlags: () => Readonly<Record<string, string | undefined>>): ProcessContext {
  const settings: ProcessContext["settings"] = (flags = {}) =>
    readSettings({ flags: { ...programFlags(), ...flags }, env: process.env, root: ROOT });
  return {
    settings,
    openStore: () => openStore({ folder: settings().dataFolder, log: silentLog, exclusive: false }),
  };
}

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
