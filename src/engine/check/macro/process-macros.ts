import type { UnixSeconds } from "../../../lib/clock.ts";

export interface ProcessFacts {
  /** Path of the main object file; null if there is none. */
  readonly mainFile: string | null;
  /** Null if there is none. */
  readonly commandFile: string | null;
  readonly startedAt: UnixSeconds;
}

/** Macros of the running program, by name without dollar signs. Those that begin with `VIGIE` exist only in Vigie. */
export interface ProcessMacros {
  readonly values: ReadonlyMap<string, string>;
  /** Sets the address at which the API listens, such as `http://127.0.0.1:8080`; empty before. */
  setAddress(url: string): void;
}

export function createProcessMacros({ mainFile, commandFile, startedAt }: ProcessFacts): ProcessMacros {
  const started = `${Math.floor(startedAt)}`;
  const values = new Map([
    ["VIGIEADDRESS", ""],
    ["VIGIEPORT", ""],
    ["VIGIESSLOPTION", ""],
    ["MAINCONFIGFILE", mainFile ?? ""],
    ["COMMANDFILE", commandFile ?? ""],
    ["PROCESSSTARTTIME", started],
    ["EVENTSTARTTIME", started],
  ]);
  return {
    values,
    setAddress(url) {
      const { protocol, hostname, port } = new URL(url);
      const isHttps = protocol === "https:";
      values.set("VIGIEADDRESS", hostname.replace(/^\[|\]$/g, ""));
      values.set("VIGIEPORT", port || (isHttps ? "443" : "80"));
      values.set("VIGIESSLOPTION", isHttps ? "-S" : "");
    },
  };
}
