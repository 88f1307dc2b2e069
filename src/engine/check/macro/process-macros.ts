import { existsSync } from "node:fs";
import { join } from "node:path";
import { MAIN_FILE_NAMES } from "../../../config/objects/main-file.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";

export interface ProcessFacts {
  /** Where the API listens. */
  readonly url: string;
  readonly configFolder: string;
  /** Null: none. */
  readonly commandFile: string | null;
  readonly startedAt: UnixSeconds;
}

/** Macros of the running program, by name without dollar signs. `$VIGIEADDRESS$` and `$VIGIEPORT$` are our own. */
export function processMacrosOf({
  url,
  configFolder,
  commandFile,
  startedAt,
}: ProcessFacts): ReadonlyMap<string, string> {
  const { hostname, port } = new URL(url);
  const mainFile = MAIN_FILE_NAMES.map((name) => join(configFolder, name)).find((path) => existsSync(path));
  const started = `${Math.floor(startedAt)}`;
  return new Map([
    ["VIGIEADDRESS", hostname.replace(/^\[|\]$/g, "")],
    ["VIGIEPORT", port || "80"],
    ["MAINCONFIGFILE", mainFile ?? ""],
    ["COMMANDFILE", commandFile ?? ""],
    ["PROCESSSTARTTIME", started],
    ["EVENTSTARTTIME", started],
  ]);
}
