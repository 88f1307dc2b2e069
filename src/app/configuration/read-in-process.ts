import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setImmediate } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { moduleBeside } from "../../lib/module-beside.ts";
import { Refusal } from "../../model/refusal.ts";
import type { PostgresAddress } from "../../data/store/store-place.ts";
import { assemble, type ConfigurationPiece, type ReceivedConfiguration } from "./configuration-pieces.ts";

export interface ConfigurationFolders {
  readonly configFolder: string;
  readonly dataFolder: string;
  /** Database of the store; null or absent: it is in the data folder. */
  readonly store?: PostgresAddress | null;
  /** Time until the first piece arrives: the files are read and checked by then. */
  readonly limitMs?: number;
}

/** Ten times what 100,000 services take on a busy machine (bench/reload.ts). */
const LIMIT_MS = 120_000;

/**
 * Reads and validates the configuration in a separate process: in the server's process, 100,000 services would block
 * requests for half a second and more, and a thread would not free its 200 MB (both measured). Refuses with
 * `configuration-not-read` if the process fails, which errors in the configuration do not cause, or takes too long, with
 * `reload-not-started` if the system starts no process, and with the store's codes. Rejects if it is aborted.
 */
export async function readConfigurationInProcess(
  { configFolder, dataFolder, store = null, limitMs = LIMIT_MS }: ConfigurationFolders,
  signal: AbortSignal,
): Promise<ReceivedConfiguration> {
  const tooLate = new AbortController();
  const limit = setTimeout(() => tooLate.abort(), limitMs);
  const child = fork(
    fileURLToPath(moduleBeside(import.meta.url, "configuration-process")),
    [configFolder, dataFolder, String(process.pid), JSON.stringify(store)],
    {
      serialization: "advanced",
      execArgv: [],
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      // Rejects what is awaited without waiting for the end of the process, which a dead file system may delay.
      signal: AbortSignal.any([signal, tooLate.signal]),
      killSignal: "SIGKILL",
    },
  );
  const errorOutput = errorOutputOf(child);
  // Reported where it is awaited; without a listener it would end the server.
  child.on("error", () => {});
  try {
    await started(child);
    const assembly = assemble();
    for (;;) {
      const piece = await nextPiece(child, errorOutput);
      clearTimeout(limit);
      if (piece === null) return assembly.done();
      assembly.take(piece);
      await setImmediate();
    }
  } catch (error) {
    if (error instanceof Refusal || !tooLate.signal.aborted) throw error;
    throw notRead(
      `The files of the configuration in ${configFolder} could not be read and checked within ${limitMs / 1000} s. ` +
        "Is one of them on a file system that does not answer?",
    );
  } finally {
    clearTimeout(limit);
    child.kill("SIGKILL");
  }
}

const notRead = (message: string): Refusal => new Refusal("configuration-not-read", message);
async function started(child: ChildProcess): Promise<void> {
  try {
    await once(child, "spawn");
  } catch (error) {
    throw new Refusal(
      "reload-not-started",
      `The process that reads the configuration could not be started: ${(error as Error).message}`,
    );
  }
}

const MAX_ERROR_OUTPUT = 4_000;

/** The end of what the process wrote to standard error. */
function errorOutputOf(child: ChildProcess): () => string {
  let text = "";
  child.stderr?.setEncoding("utf8").on("data", (piece: string) => {
    text = (text + piece).slice(-MAX_ERROR_OUTPUT);
  });
  return () => text.trim();
}

function nextPiece(child: ChildProcess, errorOutput: () => string): Promise<ConfigurationPiece | null> {
  return new Promise((found, failed) => {
    const end = (settle: () => void): void => {
      child.off("message", onMessage).off("close", onClose).off("error", onError);
      settle();
    };
    const onMessage = (piece: unknown): void => end(() => found(piece as ConfigurationPiece | null));
    // Not 'exit', which may come before all of its output was read.
    const onClose = (code: number | null, signal: string | null): void =>
      end(() =>
        failed(
          notRead(`The process that reads the configuration ended with ${signal ?? `code ${code}`}: ${errorOutput()}`),
        ),
      );
    const onError = (error: Error): void => end(() => failed(error));
    child.on("message", onMessage).on("close", onClose).on("error", onError);
    // The process may have ended; if it is about to, the rest of its output is awaited.
    child.send("next", (error) => {
      if (error !== null && (child.exitCode ?? child.signalCode) !== null) onClose(child.exitCode, child.signalCode);
    });
  });
}
