// Worker thread that looks for damage in the database once, and ends. A connection of its own: others have the pages of
// the file in their caches.
import { parentPort, workerData } from "node:worker_threads";
import { openReader } from "./connection.ts";
import { engineErrorOf, type EngineError } from "./errors.ts";

export interface InspectorOptions {
  readonly path: string;
}
export type FromInspector =
  | { readonly kind: "sound" }
  | { readonly kind: "damaged"; readonly message: string }
  | { readonly kind: "failed"; readonly error: EngineError };

const { path } = workerData as InspectorOptions;
parentPort?.postMessage(inspect());

function inspect(): FromInspector {
  try {
    const db = openReader(path);
    try {
      const found = String(Object.values(db.prepare("PRAGMA quick_check(1)").get() ?? {})[0]);
      return found === "ok" ? { kind: "sound" } : { kind: "damaged", message: found.replaceAll("\n", " ") };
    } finally {
      db.close();
    }
  } catch (error) {
    return { kind: "failed", error: engineErrorOf(error) };
  }
}
