import type { UnixSeconds } from "../../../lib/clock.ts";

/** Program to run. No shell interprets `argv`; no element contains a NUL. */
export interface PluginCall {
  /** Program, with or without a path (then looked up in PATH), and its arguments. */
  readonly argv: readonly [string, ...string[]];
  /** Environment variables in addition to the pool's. Names may have any character but `=`. */
  readonly variables?: readonly (readonly [name: string, value: string])[];
  /** Counted from the start of the program, without its time in the queue. */
  readonly timeoutSeconds: number;
  /** Value of TZ (`use_timezone`); default: that of the pool's environment. */
  readonly timeZone?: string | null;
  /** Ends it. */
  readonly signal?: AbortSignal;
  /** Asked right before the start, after the time in the queue: throws if it may not be started any more. */
  readonly beforeStart?: () => void;
}

export interface PluginOutcome {
  readonly ending: PluginEnding;
  /** Beginning of the output, at most the pool's `keptBytes` each. */
  readonly stdout: string;
  readonly stderr: string;
  readonly startedAt: UnixSeconds;
  /** By a monotonic clock. */
  readonly durationSeconds: number;
}

export type PluginEnding =
  /** `code` as in a shell: 126 not executable, 127 missing, 128 + n killed by signal n. */
  | { readonly kind: "exited"; readonly code: number }
  | { readonly kind: "timed-out" }
  /** Output exceeded the pool's `floodBytes`; the plugin was killed. */
  | { readonly kind: "flooded"; readonly limitBytes: number }
  /** The helper that ran it ended, for instance because the plugin killed its whole process group. */
  | { readonly kind: "lost" }
  | { readonly kind: "not-started"; readonly reason: string };
