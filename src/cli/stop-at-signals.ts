import { endAfterStop, endAtOnce } from "./end-process.ts";
import type { ProcessLog } from "./log/process-log.ts";

const SECOND_SIGNAL_EXIT = 130;

/**
 * Stops the program in order at SIGINT or SIGTERM; at a second one it ends at once. Returns what asks it to stop from
 * within, however often.
 */
export function stopAtSignals(file: ProcessLog, area: "server" | "poller", stop: () => Promise<void>): () => void {
  const { log } = file;
  let isStopping = false;
  const begin = (facts: object, why: string): void => {
    isStopping = true;
    log.info({ area, event: `${area}-stopping`, ...facts }, `stopping ${why}`);
    stop().then(() => endAfterStop(file, area));
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    if (!isStopping) return begin({ signal }, `at ${signal}`);
    log.warn({ area, event: `${area}-killed`, signal }, `ending without a stop, at a second ${signal}`);
    void endAtOnce(file, SECOND_SIGNAL_EXIT);
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return () => {
    if (!isStopping) begin({}, "as requested");
  };
}
