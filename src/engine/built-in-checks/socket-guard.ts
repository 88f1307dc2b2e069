import type { Socket } from "node:net";
import type { KindContext, KindOutcome } from "./kind.ts";
import { outcome, stoppedOutcome } from "./outcome.ts";

/** Holds the socket that a check has open, so that it is closed at every end of the check. */
export interface SocketGuard {
  /** Makes `socket` the one to close; returns false (and destroys it) if the check has already ended. */
  own(socket: Socket): boolean;
}

/**
 * Runs `work` for at most `timeoutSeconds` (real time, since the other side is real; 0: no limit of its own) and until
 * the context's signal is aborted. At the timeout, the outcome is the plugins' CRITICAL line. The last owned socket is
 * always closed.
 */
export function guarded(
  program: string,
  timeoutSeconds: number,
  { signal }: KindContext,
  work: (guard: SocketGuard) => Promise<KindOutcome>,
): Promise<KindOutcome> {
  if (signal.aborted) return Promise.resolve(stoppedOutcome(program));
  return new Promise((resolve, reject) => {
    let owned: Socket | null = null;
    let hasEnded = false;
    const own = (socket: Socket): boolean => {
      owned = socket;
      // Errors after the check has finished reading are ignored.
      socket.on("error", ignore);
      if (hasEnded) socket.destroy();
      return !hasEnded;
    };
    const end = (): void => {
      hasEnded = true;
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
    };
    const abort = (answer: KindOutcome): void => {
      end();
      owned?.destroy();
      resolve(answer);
    };
    const onAbort = (): void => abort(stoppedOutcome(program));
    const onTimeout = (): void => abort(outcome(2, `CRITICAL - Socket timeout after ${timeoutSeconds} seconds\n`));
    const timer = timeoutSeconds > 0 ? setTimeout(onTimeout, Math.min(timeoutSeconds * 1000, maxTimerMs)) : undefined;
    signal.addEventListener("abort", onAbort);
    work({ own }).then(
      (answer) => {
        if (hasEnded) return;
        end();
        if (owned !== null) closeGracefully(owned);
        resolve(answer);
      },
      (error: unknown) => {
        end();
        owned?.destroy();
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}

// TLS needs its closing message, and the last data written must be sent; otherwise the socket is closed immediately.
function closeGracefully(socket: Socket): void {
  if (socket.writableLength === 0 && !("encrypted" in socket)) socket.destroy();
  else {
    socket.setTimeout(closeTimeoutMs, () => socket.destroy());
    socket.resume();
    socket.destroySoon();
  }
}

const maxTimerMs = 2_147_483_647;
const closeTimeoutMs = 2_000;
const ignore = (): void => {};
