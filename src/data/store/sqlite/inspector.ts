import { stat } from "node:fs/promises";
import { moduleBeside } from "../../../lib/module-beside.ts";
import { startWorker } from "../../../lib/worker-thread.ts";
import type { Refusal } from "../../../model/refusal.ts";
import { isDamage, refusalOf } from "./errors.ts";
import type { FromInspector, InspectorOptions } from "./inspect-thread.ts";

/** Pause after an inspection as a multiple of its duration: it takes at most 2 % of a processor. */
const PAUSE_FACTOR = 50;
/** The first seconds belong to the start. */
const FIRST_AFTER_MS = 5_000;

/**
 * Looks for damage in the database file after something changed it: the copying of the log, or somebody else. Without a
 * change it costs one stat(2).
 */
export class Inspector {
  readonly #path: string;
  /** Time of change and size of the file that was inspected last. */
  #inspected: string | undefined;
  #notBefore = performance.now() + FIRST_AFTER_MS;
  #isInspecting = false;
  #damage: Refusal | null = null;

  constructor(path: string) {
    this.#path = path;
  }

  /** Resolves with a refusal with `store-damaged`, or null. A change of the file is looked into for the next call. */
  async damage(): Promise<Refusal | null> {
    const { mtimeMs, size } = await stat(this.#path);
    const version = `${mtimeMs} ${size}`;
    if (version !== this.#inspected && performance.now() >= this.#notBefore && !this.#isInspecting)
      void this.#inspect(version);
    return this.#damage;
  }

  /** Looks again soon, though the file has not changed. */
  suspect(): void {
    this.#inspected = undefined;
    this.#notBefore = 0;
  }

  async #inspect(version: string): Promise<void> {
    this.#isInspecting = true;
    const begun = performance.now();
    const found = await inspect(this.#path);
    this.#isInspecting = false;
    this.#notBefore = performance.now() + (performance.now() - begun) * PAUSE_FACTOR;
    // Anything else than damage, such as a missing file, shows elsewhere, and is looked into again.
    if (found.kind === "failed" && !isDamage(found.error)) return;
    this.#inspected = version;
    this.#damage = damageOf(found, this.#path);
  }
}

function damageOf(found: FromInspector, path: string): Refusal | null {
  if (found.kind === "sound") return null;
  return refusalOf(found.kind === "failed" ? found.error : { errcode: CORRUPT, message: found.message }, path);
}

const CORRUPT = 11;

function inspect(path: string): Promise<FromInspector> {
  const workerData: InspectorOptions = { path };
  const thread = startWorker(moduleBeside(import.meta.url, "inspect-thread"), "store-inspector", workerData);
  thread.unref();
  return new Promise((found) => {
    const failed = (error?: Error): void =>
      found({ kind: "failed", error: { errcode: 0, message: error?.message ?? "the thread has ended" } });
    thread
      .once("message", found)
      .once("error", failed)
      .once("exit", () => failed());
  });
}
