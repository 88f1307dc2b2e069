// Worker thread that owns the writing connection. Answers messages in order and ends after 'close'.
import { parentPort, workerData } from "node:worker_threads";
import { isWritten, type ChangeSet, type Outcome } from "../sql/change-set.ts";
import { createBatchWriter } from "./batch-writer.ts";
import { openWriter } from "./connection.ts";
import { engineErrorOf, isFaultOfTheChanges, type EngineError } from "./errors.ts";

export interface WriterOptions {
  readonly path: string;
}
export type ToWriter =
  /** `knownFailures`: number of failures in the latest answer received by the sender. */
  | { readonly kind: "batch"; readonly sets: readonly ChangeSet[]; readonly knownFailures: number }
  | { readonly kind: "close" };
export type FromWriter =
  | { readonly kind: "ready" }
  | { readonly kind: "failed"; readonly error: EngineError }
  /** `logPages`: length of the write-ahead log in pages. */
  | {
      readonly kind: "written";
      readonly outcomes: readonly Outcome<EngineError>[];
      readonly failures: number;
      readonly logPages: number;
    };

const { path } = workerData as WriterOptions;
const port = parentPort;
if (port === null) throw new Error("writer-thread.ts runs in a worker thread only.");
const send = (message: FromWriter): void => port.postMessage(message);

try {
  const db = openWriter(path);
  const write = createBatchWriter(db);
  const logSize = db.prepare("PRAGMA wal_checkpoint(NOOP)");
  const logPages = (): number => {
    try {
      return Number(logSize.get()?.["log"]);
    } catch {
      // If the engine fails here, the next batch fails, too, and reports it.
      return 0;
    }
  };
  let failures = 0;
  let failure: EngineError | undefined;
  // A batch sent before its sender knew of a failure may depend on changes that were not written.
  const writeInOrder = (sets: readonly ChangeSet[], knownFailures: number): readonly Outcome<EngineError>[] => {
    if (failure !== undefined && knownFailures < failures) return sets.map(() => failure!);
    const outcomes = write(sets);
    const failed = outcomes.find((outcome) => !isWritten(outcome) && !isFaultOfTheChanges(outcome));
    if (failed !== undefined && !isWritten(failed)) {
      failures++;
      failure = failed;
    }
    return outcomes;
  };
  port.on("message", (message: ToWriter) => {
    if (message.kind === "batch") {
      const outcomes = writeInOrder(message.sets, message.knownFailures);
      return send({ kind: "written", outcomes, failures, logPages: logPages() });
    }
    db.close();
    port.close();
  });
  send({ kind: "ready" });
} catch (error) {
  send({ kind: "failed", error: engineErrorOf(error) });
  port.close();
}
