import type { UnixSeconds } from "../../../lib/clock.ts";

export interface ProcessFacts {
  /** URL of the API. */
  readonly url: string;
  /** Path of the main object file; null if there is none. */
  readonly mainFile: string | null;
  /** Null if there is none. */
  readonly commandFile: string | null;
  readonly startedAt: UnixSeconds;
}

/**
 * Macros of the running program, by name without dollar signs. `$VIGIEADDRESS$` and `$VIGIEPORT$` exist only in Vigie.
 */
export function processMacrosOf({ url, mainFile, commandFile, startedAt }: ProcessFacts): ReadonlyMap<string, string> {
  const { hostname, port } = new URL(url);
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
