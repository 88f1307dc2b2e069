// The worker thread that copies the write-ahead log into the database. Neither the writer nor a reader waits for it.
import type { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import { openCheckpointer } from "./connection.ts";
import { engineErrorOf, type EngineError } from "./errors.ts";

export interface CheckpointerOptions {
  readonly path: string;
}
export type ToCheckpointer = "copy" | "close";
export type FromCheckpointer =
  /** How many pages the log has now, copied or not. */
  { readonly kind: "copied"; readonly logPages: number } | { readonly kind: "failed"; readonly error: EngineError };

/**
 * The log begins anew, instead of growing, only after a pass that reached its end. What is committed during one pass is
 * left to the next, which is much shorter: under the load of bench/mixed.ts the second reaches it. Beside a writer that
 * never rests none may, and the rest is left to the writer.
 */
const MOST_PASSES = 5;

const { path } = workerData as CheckpointerOptions;
const port = parentPort;
if (port === null) throw new Error("checkpoint-thread.ts runs in a worker thread only.");
let db: DatabaseSync | undefined;

const copy = (): FromCheckpointer => {
  try {
    db ??= openCheckpointer(path);
    const pass = db.prepare("PRAGMA wal_checkpoint(PASSIVE)");
    // A pass itself answers with the end that it saw when it began.
    const size = db.prepare("PRAGMA wal_checkpoint(NOOP)");
    let logPages = 0;
    for (let passes = 0, isAtEnd = false; passes < MOST_PASSES && !isAtEnd; passes++) {
      pass.get();
      const row = size.get();
      logPages = Number(row?.["log"]);
      isAtEnd = Number(row?.["checkpointed"]) === logPages;
    }
    return { kind: "copied", logPages };
  } catch (error) {
    return { kind: "failed", error: engineErrorOf(error) };
  }
};

port.on("message", (message: ToCheckpointer) => {
  if (message === "copy") return port.postMessage(copy());
  db?.close();
  port.close();
});
