import { closeThread, startThread, type ClosableFunctions, type Thread, type ThreadStart } from "./start-thread.ts";
import type { ThreadCalls } from "./thread-calls.ts";

/**
 * Thread that is started by the first call and ends when it was not called for some time: what is not used has none.
 */
export class OnDemandThread<Functions extends ClosableFunctions> {
  readonly #start: ThreadStart;
  readonly #idleMs: number;
  #thread: Thread<Functions> | undefined;
  #idle: NodeJS.Timeout | undefined;
  #open = new Set<Promise<unknown>>();
  #ending: Promise<void> = Promise.resolve();

  constructor(start: ThreadStart, idleMs: number) {
    this.#start = start;
    this.#idleMs = idleMs;
  }

  get isRunning(): boolean {
    return this.#thread !== undefined;
  }

  /** Rejects as `ThreadCalls` does. */
  readonly call: ThreadCalls<Functions>["call"] = (name, argument) => {
    clearTimeout(this.#idle);
    const thread = (this.#thread ??= this.#started());
    const open = this.#open;
    const answer = thread.calls.call(name, argument);
    const settled = (): void => {
      open.delete(answer);
      if (open.size === 0 && this.#thread === thread)
        this.#idle = setTimeout(() => void this.close(), this.#idleMs).unref();
    };
    open.add(answer);
    answer.then(settled, settled);
    return answer;
  };

  /** Ends the thread when it has answered what it was asked. */
  close(): Promise<void> {
    clearTimeout(this.#idle);
    const [thread, open] = [this.#thread, this.#open];
    if (thread === undefined) return this.#ending;
    this.#thread = undefined;
    this.#ending = Promise.allSettled(open).then(() => closeThread(thread));
    return this.#ending;
  }

  /** Ends the thread now; what it was asked is rejected. */
  async terminate(): Promise<void> {
    clearTimeout(this.#idle);
    await this.#thread?.worker.terminate();
    await this.#ending;
  }

  #started(): Thread<Functions> {
    const thread = startThread<Functions>(this.#start);
    this.#open = new Set();
    const end = (reason: Error): void => {
      thread.calls.end(reason);
      if (this.#thread === thread) this.#thread = undefined;
    };
    thread.worker.on("error", end);
    thread.worker.on("exit", () => end(new Error("the thread has ended")));
    return thread;
  }
}
