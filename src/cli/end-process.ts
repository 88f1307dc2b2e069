import { stillRunning, terminateThreads } from "../lib/worker-thread.ts";
import type { Log } from "../lib/log.ts";
import type { ProcessLog } from "./log/process-log.ts";

/** Log of the process: what has to be written before the process ends. */
interface LogFile {
  readonly log: Log;
  close(): Promise<void>;
}

/** For threads that end by themselves. */
const GRACE_MS = 3000;
/** For threads that are ended in the middle of their work. */
const AT_ONCE_MS = 500;

/**
 * Lets the process end by itself after a stop. A thread that waits for a file system that does not answer would keep it
 * for ever, and is named in the log before the process is killed.
 */
export async function endAfterStop(file: LogFile, area: "server" | "poller"): Promise<void> {
  const left = await stillRunning(GRACE_MS);
  if (left.length > 0) return killProcess(file, left);
  file.log.info({ area, event: `${area}-stopped` }, "stopped");
  await file.close();
  killIfHung();
}

/** Kills the process unless it ends by itself: to be called when nothing is left to do. */
export function killIfHung(): void {
  setTimeout(() => process.kill(process.pid, "SIGKILL"), GRACE_MS).unref();
}

/**
 * Ends a running program at an error that nothing caught, with its stack in the log, since it cannot be repeated at
 * will. `what`: "the server".
 */
export function endAtUnexpectedError(file: ProcessLog, what: string): void {
  // That of the command line, which prints a message without a stack.
  process.removeAllListeners("uncaughtException");
  process.on("uncaughtException", (error) => {
    file.log.fatal({ err: error }, `${what} ends because of an unexpected error`);
    void endAtOnce(file, 1);
  });
}

/** Exit code of a server that another one replaced: started again, it stands by. */
export const REPLACED = 4;

/** Ends a server when another one leads. Nothing is stopped in order: it may write no more. */
export function endWhenReplaced(file: ProcessLog): (reason: string) => void {
  return (reason) => {
    file.log.fatal({ area: "cluster", event: "leadership-lost" }, `the server ends at once: ${reason}`);
    void endAtOnce(file, REPLACED);
  };
}

/** Ends the process now. `process.exit` alone would wait for a thread that waits in a system call. */
export async function endAtOnce(file: LogFile, exitCode: number): Promise<void> {
  terminateThreads();
  const left = await stillRunning(AT_ONCE_MS);
  if (left.length > 0) return killProcess(file, left);
  process.exit(exitCode);
}

async function killProcess({ log, close }: LogFile, left: readonly string[]): Promise<void> {
  log.error(
    { area: "server", event: "server-killed", left },
    `the process is killed, since this waits for a file system that does not answer: ${left.join(", ")}`,
  );
  await close();
  process.kill(process.pid, "SIGKILL");
}
