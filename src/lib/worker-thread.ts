import { Worker, type Transferable } from "node:worker_threads";

const running = new Set<{ readonly worker: Worker; readonly name: string }>();

/** Starts a thread of this server. */
export function startWorker(
  module: URL,
  name: string,
  workerData: unknown,
  transferList: readonly Transferable[] = [],
): Worker {
  const worker = new Worker(module, { workerData, execArgv: [], name, transferList: [...transferList] });
  const thread = { worker, name };
  running.add(thread);
  worker.once("exit", () => running.delete(thread));
  return worker;
}

const POLL_MS = 20;

/**
 * Waits until no thread and no request to a file system is left, at most so long. Returns what is left, in words: the
 * process would wait for it at its exit, also in `process.exit`.
 */
export async function stillRunning(limitMs: number): Promise<readonly string[]> {
  const end = performance.now() + limitMs;
  for (;;) {
    const left = [
      ...[...running].map(({ name }) => `thread ${name}`),
      ...(hasFileRequest() ? ["access to a file"] : []),
    ];
    if (left.length === 0 || performance.now() >= end) return left;
    // A timer that keeps the process alive.
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Ends every thread, except for one that waits in a system call. */
export function terminateThreads(): void {
  for (const { worker } of running) void worker.terminate();
}

const hasFileRequest = (): boolean => process.getActiveResourcesInfo().some((kind) => kind.startsWith("FSReq"));
