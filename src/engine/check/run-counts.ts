/** Runs of checks since the start, by how they ended. */
export interface RunCounts {
  readonly plugin: Readonly<Record<PluginRunEnding, number>>;
  readonly builtIn: Readonly<Record<BuiltInRunEnding, number>>;
  /** Commands that were refused before anything was started. */
  readonly refused: number;
}

/** `flooded`: stopped since it wrote too much; `lost`: its helper ended. */
export type PluginRunEnding = "exited" | "timed-out" | "flooded" | "lost" | "not-started";
/** `failed`: a mistake in the check itself. */
export type BuiltInRunEnding = "done" | "timed-out" | "stopped" | "failed";
