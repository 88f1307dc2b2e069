import type { Transferable, Worker } from "node:worker_threads";
import { createThreadCalls, type ThreadCalls } from "../../../lib/thread-calls.ts";
import { startWorker } from "../../../lib/worker-thread.ts";

type Closable = { close(nothing: null): void } & Record<string, (argument: never) => unknown>;

export interface Thread<Functions extends Closable> {
  readonly worker: Worker;
  readonly calls: ThreadCalls<Functions>;
}

/** Starts a thread of the time series. */
export function startThread<Functions extends Closable>(
  module: URL,
  workerData: unknown,
  onMessage: (message: unknown) => void,
  transferList: readonly Transferable[] = [],
): Thread<Functions> {
  const name = `time-series-${/([a-z]+)-thread\.\w+$/.exec(module.pathname)?.[1]}`;
  const worker = startWorker(module, name, workerData, transferList);
  return { worker, calls: createThreadCalls<Functions>(worker, onMessage) };
}

/** Lets the thread finish its work; resolves when it has ended. */
export async function closeThread<Functions extends Closable>({ worker, calls }: Thread<Functions>): Promise<void> {
  // It has ended already.
  if (worker.threadId === -1) return;
  const exit = new Promise<void>((resolve) => {
    worker.once("exit", () => resolve());
  });
  (calls as ThreadCalls<Closable>).send("close", null);
  await exit;
}
