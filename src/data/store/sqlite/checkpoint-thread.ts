// Worker thread that copies the write-ahead log. Neither the writer nor readers wait for it.
import type { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import { openCheckpointer } from "./connection.ts";
import { engineErrorOf, type EngineError } from "./errors.ts";

export interface CheckpointerOptions {
  readonly path: string;
}
export type ToCheckpointer = "copy" | "close";
export type FromCheckpointer =
  /** Pages in the log now, copied or not. */
  { readonly kind: "copied"; readonly logPages: number } | { readonly kind: "failed"; readonly error: EngineError };

/**
 * Maximum number of passes. The log is restarted, instead of growing, only after a pass that reached its end. Commits
 * during one pass are left to the next, which is much shorter: under the load of bench/mixed.ts the second one reaches
 * the end. If the writer never pauses, possibly no pass does, and the rest is left to the writer.
 */
const MAX_PASSES = 5;

const { path } = workerData as CheckpointerOptions;
const port = parentPort;
if (port === null) throw new Error("checkpoint-thread.ts runs in a worker thread only.");
let db: DatabaseSync | undefined;

const copy = (): FromCheckpointer => {
  try {
    db ??= openCheckpointer(path);
    const pass = db.prepare("PRAGMA wal_checkpoint(PASSIVE)");
    // A pass only reports the end of the log as it was at its start.
    const size = db.prepare("PRAGMA wal_checkpoint(NOOP)");
    let logPages = 0;
    for (let passes = 0, isAtEnd = false; passes < MAX_PASSES && !isAtEnd; passes++) {
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
