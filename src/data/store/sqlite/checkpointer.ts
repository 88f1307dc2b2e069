import type { Worker } from "node:worker_threads";
import { moduleBeside } from "../../../lib/module-beside.ts";
import { startWorker } from "../../../lib/worker-thread.ts";
import type { Log } from "../../../lib/log.ts";
import type { CheckpointerOptions, FromCheckpointer, ToCheckpointer } from "./checkpoint-thread.ts";
import { refusalOf } from "./errors.ts";

/** 16 MB: states are overwritten often, and only the last version of a page is copied. */
const COPY_EACH_PAGES = 4_000;
/** 256 MB, four times the length at which the writer starts to copy, too. */
const ALARMING_PAGES = 64_000;

/**
 * Copies the write-ahead log into the database in a separate thread, started on first need. Nothing depends on it:
 * while it fails, or after the thread has died, the writer copies (connection.ts), and commits wait for that.
 */
export class Checkpointer {
  readonly #path: string;
  readonly #log: Log;
  #thread: Worker | undefined;
  #isCopying = false;
  #isFailing = false;
  #hasEnded = false;
  #isAlarming = false;
  /** Pages in the log after the last attempt, failed or not; the next attempt follows after COPY_EACH_PAGES more. */
  #pagesAfterCopy = 0;

  constructor(path: string, log: Log) {
    this.#path = path;
    this.#log = log;
  }

  /** Notes the length of the log in pages; called after each batch. */
  onLogPages(pages: number): void {
    this.#watch(pages);
    // A shorter log has been restarted.
    if (pages < this.#pagesAfterCopy) this.#pagesAfterCopy = 0;
    if (this.#isCopying || this.#hasEnded || pages - this.#pagesAfterCopy < COPY_EACH_PAGES) return;
    this.#isCopying = true;
    this.#pagesAfterCopy = pages;
    try {
      this.#thread ??= this.#start();
      this.#thread.postMessage("copy" satisfies ToCheckpointer);
    } catch (error) {
      // The system has no more threads.
      this.#die(error);
    }
  }

  /** Ends the thread; resolves when the current copy is done and the thread has ended. */
  async close(): Promise<void> {
    if (this.#thread === undefined || this.#hasEnded) return;
    this.#hasEnded = true;
    const thread = this.#thread;
    await new Promise<void>((resolve) => {
      thread.once("exit", () => {
        resolve();
      });
      thread.postMessage("close" satisfies ToCheckpointer);
    });
  }

  #start(): Worker {
    const workerData: CheckpointerOptions = { path: this.#path };
    const thread = startWorker(moduleBeside(import.meta.url, "checkpoint-thread"), "store-checkpointer", workerData);
    thread.on("message", (message: FromCheckpointer) => {
      this.#isCopying = false;
      if (message.kind === "copied") this.#pagesAfterCopy = message.logPages;
      this.#report(message);
    });
    thread.on("error", (error) => {
      this.#die(error);
    });
    thread.on("exit", () => {
      this.#die();
    });
    return thread;
  }

  #die(cause?: unknown): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#log.error(
      { path: this.#path, err: cause },
      `The thread that copies the log of ${this.#path} into it has ended. ` +
        "Nothing is lost, but commits wait while the writer copies. Restart the server.",
    );
  }

  /** Logs a lasting failure once, and its end once. */
  #report(message: FromCheckpointer): void {
    const isFailing = message.kind === "failed";
    if (isFailing && !this.#isFailing) {
      const refusal = refusalOf(message.error, this.#path);
      this.#log.error(
        { path: this.#path, code: refusal.code },
        `The log of ${this.#path} cannot be copied into it, and grows: ${refusal.message}`,
      );
    }
    if (!isFailing && this.#isFailing) this.#log.info({ path: this.#path }, "the log of the store is copied again");
    this.#isFailing = isFailing;
  }

  #watch(pages: number): void {
    const isAlarming = pages >= ALARMING_PAGES;
    if (isAlarming && !this.#isAlarming) {
      this.#log.error(
        { path: this.#path, pages },
        `The log ${this.#path}-wal has grown to ${pages} pages and is not restarted. ` +
          "Look for a process that keeps the database open for reading, such as a backup or a sqlite3 shell, " +
          "and end it.",
      );
    }
    this.#isAlarming = isAlarming;
  }
}
