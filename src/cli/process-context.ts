import { resolve } from "node:path";
import { pino } from "pino";
import { silentLog } from "../lib/log.ts";
import { readSettings } from "../config/settings/read-settings.ts";
import type { Settings } from "../config/settings/settings.ts";
import { openStore } from "../data/store/open-store.ts";
import type { Store } from "../data/store/store.ts";

/** What the commands get from the process. */
export interface ProcessContext {
  /** Settings with the flags of the command over those of the program. */
  readonly settings: (flags?: Readonly<Record<string, string | undefined>>) => Settings;
  /** The store of the data folder, for a short change beside a running server. */
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

/** JSON lines to standard error: standard output is for what the operator asked to see. */
export const processLog = (settings: Settings): ReturnType<typeof pino> =>
  pino({ level: settings.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
