import type { UnixSeconds } from "../lib/clock.ts";
import type { ResourceKey } from "./resource-key.ts";

/** Result of one check. A timeout, a crash or a missing plugin is also a result, never an exception. */
export interface CheckResult {
  readonly key: ResourceKey;
  readonly checkType: "active" | "passive";
  /** Plugin return code after the rules for unusual codes: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN. */
  readonly returnCode: 0 | 1 | 2 | 3;
  readonly output: PluginOutput;
  /** Time when the check was due; null for a passive result. */
  readonly dueAt: UnixSeconds | null;
  readonly startedAt: UnixSeconds;
  readonly finishedAt: UnixSeconds;
  /** Command line as shown to operators, with secrets left as macros; null for a passive result. */
  readonly commandLine: string | null;
  /** It is newer than all others of its resource, whatever their times are. */
  readonly isNewest?: true;
  /**
   * Results of one line come in the order in which they were made: an active one is newer than the last one that counted
   * if that was of the same line, whatever their times are. Undefined: times alone tell.
   */
  readonly line?: ResultLine;
}

export interface ResultLine {
  /** Of the poller whose results they are. */
  readonly id: number;
  /** When the last of them before the start of the server was taken; null if none was, or if that is not known. */
  readonly takenUntil: UnixSeconds | null;
}

/** The result, made so many seconds later. */
export const movedBy = (result: CheckResult, seconds: number): CheckResult => ({
  ...result,
  dueAt: result.dueAt === null ? null : result.dueAt + seconds,
  startedAt: result.startedAt + seconds,
  finishedAt: result.finishedAt + seconds,
});

/** The three parts of plugin output (Nagios plugin API). */
export interface PluginOutput {
  /** First line, without perfdata. */
  readonly text: string;
  /** Further lines without perfdata, joined by `\n`; '' if there are none. */
  readonly longText: string;
  /** All perfdata, joined by one space; '' if there is none. */
  readonly perfdata: string;
}
