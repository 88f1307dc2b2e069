import type { UnixSeconds } from "../../../lib/clock.ts";

/** One program to run. Nothing in `argv` is interpreted by a shell; no element holds a NUL. */
export interface PluginCall {
  /** The program, with or without a path (then looked up in PATH), and its arguments. */
  readonly argv: readonly [string, ...string[]];
  /** Counted from the start of the program, not from its turn in the queue. */
  readonly timeoutSeconds: number;
}

export interface PluginOutcome {
  readonly ending: PluginEnding;
  /** Beginning of what it wrote, at most the pool's `keptBytes` each. */
  readonly stdout: string;
  readonly stderr: string;
  readonly startedAt: UnixSeconds;
  /** By a clock that does not jump. */
  readonly durationSeconds: number;
}

export type PluginEnding =
  /** `code` as a shell tells it: 126 not executable, 127 missing, 128 + n killed by signal n. */
  | { readonly kind: "exited"; readonly code: number }
  | { readonly kind: "timed-out" }
  /** It wrote more than the pool's `floodBytes` and was killed. */
  | { readonly kind: "flooded"; readonly limitBytes: number }
  /** The helper that ran it went away, for instance because the plugin killed its whole process group. */
  | { readonly kind: "lost" }
  | { readonly kind: "not-started"; readonly reason: string };
