import type { Log } from "../../lib/log.ts";
import type { CheckKind, KindContext, KindOutcome } from "../built-in-checks/kind.ts";
import type { BuiltInRunEnding } from "./run-counts.ts";
import { plain, printedOutput, timedOut } from "./plugin/plugin-result.ts";
import type { CheckRun, ResultRules, CheckOutcome } from "./plugin/plugin-result.ts";

export interface BuiltInRunner {
  /** Never rejects. */
  run(
    kind: CheckKind,
    args: readonly string[],
    timeoutSeconds: number,
    rules: ResultRules,
    signal?: AbortSignal,
  ): Promise<CheckRun>;
  readonly endings: Readonly<Record<BuiltInRunEnding, number>>;
  /** Aborts all running checks. */
  stop(): void;
}

// A fixed reason: otherwise each check would create an exception with a stack.
const CHECK_ENDED = "the check has ended";

type Ending = KindOutcome | "timed-out" | "stopped" | "failed";

export interface BuiltInRunnerOptions extends Pick<KindContext, "clock" | "pollerNamed"> {
  readonly log: Log;
}

/** Runs built-in checks; timeouts and results are those of plugins. */
export function createBuiltInRunner({ clock, log, pollerNamed }: BuiltInRunnerOptions): BuiltInRunner {
  const running = new Set<() => void>();
  const endings = { done: 0, "timed-out": 0, stopped: 0, failed: 0 };
  return {
    endings,
    async run(kind, args, timeoutSeconds, rules, signal) {
      const startedAt = clock.now();
      const started = performance.now();
      const abort = new AbortController();
      const ending = await new Promise<Ending>((resolve) => {
        const end = (how: Ending): void => {
          clearTimeout(timer);
          running.delete(stop);
          signal?.removeEventListener("abort", stop);
          resolve(how);
        };
        const stop = (): void => end("stopped");
        const timer = setTimeout(() => end("timed-out"), timeoutSeconds * 1000);
        running.add(stop);
        signal?.addEventListener("abort", stop);
        kind.run(args, { timeoutSeconds, signal: abort.signal, clock, pollerNamed }).then(end, (error: unknown) => {
          log.error(
            { kind: kind.name, stack: error instanceof Error ? error.stack : String(error) },
            "a built-in check failed",
          );
          end("failed");
        });
      });
      abort.abort(CHECK_ENDED);
      endings[typeof ending === "string" ? ending : "done"]++;
      const seconds = (performance.now() - started) / 1000;
      return { ...checkOutcomeOf(ending, kind, seconds, rules), startedAt, finishedAt: startedAt + seconds };
    },
    stop() {
      for (const stop of running) stop();
    },
  };
}

function checkOutcomeOf(ending: Ending, kind: CheckKind, seconds: number, rules: ResultRules): CheckOutcome {
  switch (ending) {
    case "timed-out":
      return timedOut(seconds, rules);
    case "stopped":
      return { returnCode: 3, output: plain("(Check was stopped with the server)") };
    case "failed":
      return { returnCode: 3, output: plain(`(${kind.name} failed inside the server, see its log)`) };
    default:
      return { returnCode: ending.returnCode, output: printedOutput(ending.stdout, rules) };
  }
}
