import { isDeepStrictEqual } from "node:util";
import type { Settings } from "../../config/settings/settings.ts";

/** Settings that take effect with a reload. */
const RELOADED = [
  "retentionDays",
  "history",
  "metrics",
  "pollerGroups",
  "remoteWrite",
  "logLevel",
  "channels",
  "reports",
  "rootCause",
  "notifiesLateContacts",
  "commandInDoubt",
] as const satisfies readonly (keyof Settings)[];

export interface ComparedSettings {
  /** Settings after the reload. */
  readonly inEffect: Settings;
  /** Names, as in vigie.yaml, of changed settings that take effect with the next start only. */
  readonly needsRestart: readonly string[];
}

export function compareSettings(before: Settings, after: Settings): ComparedSettings {
  const reloaded = [...RELOADED, ...(staysHttps(before, after) ? (["tls"] as const) : [])];
  const inEffect = { ...before, ...Object.fromEntries(reloaded.map((name) => [name, after[name]])) };
  const names = Object.keys(after) as (keyof Settings)[];
  return {
    inEffect,
    needsRestart: names.filter((name) => !isDeepStrictEqual(inEffect[name], after[name])).map(nameInFile),
  };
}

/** A server changes its certificate while it runs, but not between HTTP and HTTPS. */
export const staysHttps = (before: Settings, after: Settings): boolean => before.tls !== null && after.tls !== null;

const nameInFile = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
