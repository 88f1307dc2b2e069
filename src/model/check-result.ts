import type { UnixSeconds } from "../lib/clock.ts";
import type { ResourceKey } from "./resource-key.ts";

/** What one check said. A timeout, a crash or a missing plugin is a result too, never an exception. */
export interface CheckResult {
  readonly key: ResourceKey;
  readonly checkType: "active" | "passive";
  /** Plugin return code after the rules for odd codes: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN. */
  readonly returnCode: 0 | 1 | 2 | 3;
  readonly output: PluginOutput;
  /** When the check was due; null for a passive one. */
  readonly dueAt: UnixSeconds | null;
  readonly startedAt: UnixSeconds;
  readonly finishedAt: UnixSeconds;
  /** As shown to operators: secrets left as macros. Null for a passive result. */
  readonly commandLine: string | null;
}

/** The three parts of what a plugin prints (Nagios plugin API). */
export interface PluginOutput {
  /** First line, without perfdata. */
  readonly text: string;
  /** The lines after it, without perfdata, joined by `\n`; '' when none. */
  readonly longText: string;
  /** All perfdata, joined by one space; '' when none. */
  readonly perfdata: string;
}
