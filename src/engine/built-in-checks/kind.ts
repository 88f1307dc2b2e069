import type { Clock } from "../../lib/clock.ts";
import type { PollerCondition } from "../../model/poller-condition.ts";

/** Check that runs in this process instead of as a plugin. Its output matches the plugin of the same name. */
export interface CheckKind {
  /** First word of the command, without a path (`check_tcp`). */
  readonly name: string;
  /**
   * Runs one check. A wrong argument is an UNKNOWN outcome with the usage text. A rejection is a bug: the runner turns
   * it into an UNKNOWN result and logs it.
   */
  run(args: readonly string[], context: KindContext): Promise<KindOutcome>;
}

export interface KindContext {
  /** Check timeout, enforced by the runner; a kind may use it to choose a shorter default. */
  readonly timeoutSeconds: number;
  /** Aborted at the timeout and at stop: close sockets and timers. The outcome is ignored afterwards. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** How a poller of this server is; undefined if there is none of this name. */
  readonly pollerNamed: (name: string) => PollerCondition | undefined;
}

export interface KindOutcome {
  readonly returnCode: 0 | 1 | 2 | 3;
  /** Output as the plugin would print it: text, `|`, perfdata, long output. Parsed by `parsePluginOutput`. */
  readonly stdout: string;
}
