import { endAfterStop, endAtOnce } from "./end-process.ts";
import type { ProcessLog } from "./log/process-log.ts";

const SECOND_SIGNAL_EXIT = 130;

/** Stops the program in order at SIGINT or SIGTERM; at a second one it ends at once. */
export function stopAtSignals(file: ProcessLog, area: "server" | "poller", stop: () => Promise<void>): void {
  const { log } = file;
  let isStopping = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (isStopping) {
      log.warn({ area, event: `${area}-killed`, signal }, `ending without a stop, at a second ${signal}`);
      return void endAtOnce(file, SECOND_SIGNAL_EXIT);
    }
    isStopping = true;
    log.info({ area, event: `${area}-stopping`, signal }, `stopping at ${signal}`);
    stop().then(() => endAfterStop(file, area));
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
}
