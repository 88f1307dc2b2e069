import type { PerfdataOutput } from "../../model/objects.ts";
import { shortened } from "./shortened.ts";
import { type WarningText, warningOf } from "../../model/configuration-warnings.ts";

const DEFAULTS = {
  command: null,
  file: null,
  mode: "append",
  processingIntervalSeconds: 0,
  processingCommand: null,
  takesEmptyResults: true,
} as const;

/** Nagios's defaults. */
export const DEFAULT_HOST_PERFDATA: PerfdataOutput = {
  ...DEFAULTS,
  template: "[HOSTPERFDATA]\t$TIMET$\t$HOSTNAME$\t$HOSTEXECUTIONTIME$\t$HOSTOUTPUT$\t$HOSTPERFDATA$",
};
export const DEFAULT_SERVICE_PERFDATA: PerfdataOutput = {
  ...DEFAULTS,
  template:
    "[SERVICEPERFDATA]\t$TIMET$\t$HOSTNAME$\t$SERVICEDESC$\t$SERVICEEXECUTIONTIME$\t$SERVICELATENCY$\t" +
    "$SERVICEOUTPUT$\t$SERVICEPERFDATA$",
};

const ESCAPES: Readonly<Record<string, string>> = { "\\t": "\t", "\\r": "\r", "\\n": "\n" };

/** Text of a template, with `\\t`, `\\r` and `\\n` replaced; other backslashes stay, as in Nagios. */
export const perfdataTemplate = (written: string): string =>
  written.replaceAll(/\\[trn]/g, (escape) => ESCAPES[escape]!);

/** As Nagios reads it: a `p` anywhere means a pipe, else a `w` means to write anew, and all else to append. */
export function perfdataFileMode(written: string, warn: (warning: WarningText) => void): PerfdataOutput["mode"] {
  const mode = written.includes("p") ? "pipe" : written.includes("w") ? "write" : "append";
  if (!/^[awp]$/.test(written))
    warn(warningOf("choice-read", { value: shortened(written), counts: mode, choices: ["a", "w", "p"] }));
  return mode;
}
