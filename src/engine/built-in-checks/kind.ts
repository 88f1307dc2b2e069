import type { Clock } from "../../lib/clock.ts";

/** A check that runs in this process instead of as a plugin. It answers as the plugin of the same name does. */
export interface CheckKind {
  /** The command's first word, without a path (`check_tcp`). */
  readonly name: string;
  /**
   * Runs one check. A wrong argument is an UNKNOWN outcome with the usage text. A rejection is a bug: the runner turns it
   * into an UNKNOWN result and logs it.
   */
  run(args: readonly string[], context: KindContext): Promise<KindOutcome>;
}

export interface KindContext {
  /** The check timeout. The runner keeps it; a kind may use it to choose a shorter default of its own. */
  readonly timeoutSeconds: number;
  /** Aborted at the timeout and at stop: close sockets and timers. The outcome is ignored from then on. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

export interface KindOutcome {
  readonly returnCode: 0 | 1 | 2 | 3;
  /** What the plugin would print: text, `|`, perfdata, long output. Parsed by the plugin-output grammar. */
  readonly stdout: string;
}
