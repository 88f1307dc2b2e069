import type { Worker } from "node:worker_threads";
import { moduleBeside } from "../../../lib/module-beside.ts";
import { startWorker } from "../../../lib/worker-thread.ts";
import type { ArchiveRequest } from "./archive-thread.ts";
import type { ReadRequest } from "./read-thread.ts";
import { engineErrorOf, type EngineError } from "../../store/sqlite/errors.ts";
import type { Damaged } from "./month-connections.ts";
import type { Asked, FromThread, ThreadOptions } from "./thread-messages.ts";

/** Failure in a thread: an error of SQLite, or another one with `errcode` 0. */
export class ThreadFailure extends Error {
  readonly error: EngineError;
  readonly month: string | null;

  constructor(error: EngineError, month: string | null) {
    super(error.message);
    this.error = error;
    this.month = month;
  }
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: Error) => void;
}

const THREAD_ENDED: EngineError = { errcode: 0, message: "the thread has ended" };

/**
 * Thread that is started by the first request and ends when it was not asked for some time: a small installation that
 * nobody asks about the past has none.
 */
export class Thread<Request> {
  readonly #start: () => Worker;
  readonly #idleMs: number;
  readonly #onDamage: (damaged: Damaged) => void;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #number = 0;
  #ending: Promise<void> = Promise.resolve();

  constructor(start: () => Worker, idleMs: number, onDamage: (damaged: Damaged) => void) {
    this.#start = start;
    this.#idleMs = idleMs;
    this.#onDamage = onDamage;
  }

  get isRunning(): boolean {
    return this.#worker !== undefined;
  }

  /** Rejects with a `ThreadFailure`. */
  ask<Answer>(request: Request): Promise<Answer> {
    clearTimeout(this.#idle);
    return new Promise<unknown>((resolve, reject) => {
      const number = this.#number++;
      this.#waiting.set(number, { resolve, reject });
      this.#worker ??= this.#listenTo(this.#start());
      this.#worker.postMessage({ number, request } satisfies Asked<Request>);
    }) as Promise<Answer>;
  }

  /** Ends the thread when it has answered what it was asked. */
  close(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    if (worker === undefined) return this.#ending;
    this.#worker = undefined;
    this.#ending = new Promise((resolve) => {
      worker.once("exit", () => resolve());
    });
    worker.postMessage("close");
    return this.#ending;
  }

  /** Ends the thread now; what it was asked is rejected. */
  async terminate(): Promise<void> {
    clearTimeout(this.#idle);
    await this.#worker?.terminate();
    await this.#ending;
  }

  #listenTo(worker: Worker): Worker {
    worker.on("message", (message: FromThread) => {
      if (message.kind === "damaged") return this.#onDamage(message.damaged);
      const { resolve, reject } = this.#waiting.get(message.number)!;
      this.#waiting.delete(message.number);
      if (message.kind === "answer") resolve(message.value);
      else reject(new ThreadFailure(message.error, message.month));
      if (this.#waiting.size === 0 && this.#worker === worker)
        this.#idle = setTimeout(() => void this.close(), this.#idleMs).unref();
    });
    const end = (reason: EngineError): void => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      const waiting = [...this.#waiting.values()];
      this.#waiting.clear();
      for (const { reject } of waiting) reject(new ThreadFailure(reason, null));
    };
    worker.on("error", (error) => end(engineErrorOf(error)));
    worker.on("exit", () => end(THREAD_ENDED));
    return worker;
  }
}

export const createReadThread = (
  options: ThreadOptions,
  idleMs: number,
  onDamage: (damaged: Damaged) => void,
): Thread<ReadRequest> =>
  new Thread(
    () => startWorker(moduleBeside(import.meta.url, "read-thread"), "history-reader", options),
    idleMs,
    onDamage,
  );

export const createArchiveThread = (options: ThreadOptions, idleMs: number): Thread<ArchiveRequest> =>
  new Thread(
    () => startWorker(moduleBeside(import.meta.url, "archive-thread"), "history-archiver", options),
    idleMs,
    () => {},
  );
