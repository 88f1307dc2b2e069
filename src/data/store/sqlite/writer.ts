import { moduleBeside } from "../../../lib/module-beside.ts";
import { startWorker } from "../../../lib/worker-thread.ts";
import { storeRefusal } from "../store-refusal.ts";
import type { ChangeSet, Outcome } from "../sql/change-set.ts";
import { engineErrorOf, refusalOf, type EngineError } from "./errors.ts";
import type { FromWriter, ToWriter, WriterOptions } from "./writer-thread.ts";

/** Handle of the writer thread in the main thread. */
export interface Writer {
  /**
   * Writes a batch. Batches are written, and answers arrive, in the order of the calls. Rejects if the thread has died.
   */
  write(sets: readonly ChangeSet[]): Promise<readonly Outcome<EngineError>[]>;
  /** Closes the database and ends the thread. */
  close(): Promise<void>;
}

export interface WriterEvents {
  onDeath(reason: Error): void;
  /** Called after each batch with the number of pages in the write-ahead log. */
  onLogPages(pages: number): void;
}

/** Starts the thread and resolves once it has opened the database. */
export async function startWriter(path: string, { onDeath, onLogPages }: WriterEvents): Promise<Writer> {
  const workerData: WriterOptions = { path };
  const thread = startWorker(moduleBeside(import.meta.url, "writer-thread"), "store-writer", workerData);
  const ended = new Promise<void>((resolve) => {
    thread.once("exit", () => {
      resolve();
    });
  });
  let death: Error | undefined;
  let isClosing = false;
  let knownFailures = 0;
  const questions: { resolve: (message: FromWriter) => void; reject: (reason: Error) => void }[] = [];

  const die = (cause?: Error): void => {
    if (death !== undefined || isClosing) return;
    death = storeRefusal(
      "store-failed",
      `The thread that writes ${path} has ended${cause ? `: ${cause.message}` : ""}. Restart the server.`,
      cause,
    );
    for (const { reject } of questions.splice(0)) reject(death);
    onDeath(death);
  };
  thread.on("message", (message: FromWriter) => {
    questions.shift()?.resolve(message);
    if (message.kind !== "written") return;
    knownFailures = message.failures;
    onLogPages(message.logPages);
  });
  thread.on("error", die);
  thread.on("exit", () => {
    die();
  });

  const nextMessage = (): Promise<FromWriter> =>
    new Promise((resolve, reject) => {
      if (death === undefined) questions.push({ resolve, reject });
      else reject(death);
    });

  // A value that cannot be cloned (a bug of the caller) makes the whole message fail: the batch is halved until its
  // change-set is alone.
  const send = async (sets: readonly ChangeSet[]): Promise<readonly Outcome<EngineError>[]> => {
    try {
      thread.postMessage({ kind: "batch", sets, knownFailures } satisfies ToWriter);
    } catch (error) {
      if (sets.length === 1) return [engineErrorOf(error)];
      const middle = sets.length >> 1;
      // Both halves are sent before this function waits, so the order is kept.
      return (await Promise.all([send(sets.slice(0, middle)), send(sets.slice(middle))])).flat();
    }
    const answer = await nextMessage();
    return answer.kind === "written" ? answer.outcomes : [];
  };

  const first = await nextMessage();
  if (first.kind === "failed") {
    isClosing = true;
    await ended;
    throw refusalOf(first.error, path);
  }
  return {
    write: send,
    close: async () => {
      isClosing = true;
      thread.postMessage({ kind: "close" } satisfies ToWriter);
      await ended;
    },
  };
}
