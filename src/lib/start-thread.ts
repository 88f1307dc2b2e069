import type { Transferable, Worker } from "node:worker_threads";
import { createThreadCalls, type ThreadCalls } from "./thread-calls.ts";
import { startWorker } from "./worker-thread.ts";

/** Functions of a thread that ends when `close` is called. */
export type ClosableFunctions = { close(nothing: null): void } & Record<string, (argument: never) => unknown>;

export interface Thread<Functions extends ClosableFunctions> {
  readonly worker: Worker;
  readonly calls: ThreadCalls<Functions>;
}

export interface ThreadStart {
  readonly module: URL;
  readonly name: string;
  readonly workerData: unknown;
  /** Called with what the thread sends besides answers. */
  readonly onMessage: (message: unknown) => void;
  readonly transferList?: readonly Transferable[];
}

/** Starts a thread whose functions are called by messages. */
export function startThread<Functions extends ClosableFunctions>({
  module,
  name,
  workerData,
  onMessage,
  transferList,
}: ThreadStart): Thread<Functions> {
  const worker = startWorker(module, name, workerData, transferList);
  return { worker, calls: createThreadCalls<Functions>(worker, onMessage) };
}

/** Lets the thread finish its work; resolves when it has ended. */
export async function closeThread<Functions extends ClosableFunctions>({
  worker,
  calls,
}: Thread<Functions>): Promise<void> {
  // It has ended already.
  if (worker.threadId === -1) return;
  const exit = new Promise<void>((resolve) => {
    worker.once("exit", () => resolve());
  });
  (calls as ThreadCalls<ClosableFunctions>).send("close", null);
  await exit;
}
