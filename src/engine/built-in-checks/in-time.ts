import type { KindContext, KindOutcome } from "./kind.ts";
import { outcome, stoppedOutcome } from "./outcome.ts";

/**
 * Resolves with the outcome of `work`, with the plugins' CRITICAL line after `seconds` (0: no limit of its own), or
 * with an ignored outcome when the context's signal is aborted. For work without a socket: a call that cannot be
 * stopped (on a hung mount) continues, and its result is ignored.
 */
export function withTimeout(
  program: string,
  work: Promise<KindOutcome>,
  seconds: number,
  { signal }: KindContext,
): Promise<KindOutcome> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
    };
    const finish = (answer: KindOutcome): void => {
      end();
      resolve(answer);
    };
    const onAbort = (): void => finish(stoppedOutcome(program));
    const onTimeout = (): void => finish(outcome(2, `CRITICAL - Plugin timed out after ${seconds} seconds\n`));
    const timer = seconds > 0 ? setTimeout(onTimeout, Math.min(seconds * 1000, maxTimerMs)) : undefined;
    signal.addEventListener("abort", onAbort);
    if (signal.aborted) onAbort();
    work.then(finish, (error: unknown) => {
      end();
      reject(error instanceof Error ? error : new Error(String(error)));
    });
  });
}

const maxTimerMs = 2_147_483_647;
