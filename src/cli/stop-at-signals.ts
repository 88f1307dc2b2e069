import { endAfterStop, endAtOnce } from "./end-process.ts";
import type { ProcessLog } from "./log/process-log.ts";

const SECOND_SIGNAL_EXIT = 130;

/** Stops the program in order at SIGINT or SIGTERM; at a second one it ends at once. */
export function stopAtSignals(file: ProcessLog, stop: () => Promise<void>): void {
  const { log } = file;
  let isStopping = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (isStopping) {
      log.warn({ area: "server", event: "server-killed", signal }, `ending without a stop, at a second ${signal}`);
      return void endAtOnce(file, SECOND_SIGNAL_EXIT);
    }
    isStopping = true;
    log.info({ area: "server", event: "server-stopping", signal }, `stopping at ${signal}`);
    stop().then(() => endAfterStop(file));
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
}
