import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setImmediate } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Refusal } from "../../model/refusal.ts";
import { assemble, type ConfigurationPiece, type ReceivedConfiguration } from "./configuration-pieces.ts";

export interface ConfigurationFolders {
  readonly configFolder: string;
  readonly dataFolder: string;
}

/**
 * Reads and validates the configuration in a separate process: in the server's process, 100,000 services would block
 * requests for half a second and more, and a thread would not free its 200 MB (both measured). Rejects if the process
 * fails, which errors in the configuration do not cause, or if it is aborted. Refuses with `reload-not-started` if the
 * system starts no process.
 */
export async function readConfigurationInProcess(
  { configFolder, dataFolder }: ConfigurationFolders,
  signal: AbortSignal,
): Promise<ReceivedConfiguration> {
  const child = fork(
    fileURLToPath(new URL("./configuration-process.ts", import.meta.url)),
    [configFolder, dataFolder],
    {
      serialization: "advanced",
      execArgv: [],
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      signal,
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
      if (piece === null) return assembly.done();
      assembly.take(piece);
      await setImmediate();
    }
  } finally {
    child.kill("SIGKILL");
  }
}

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
          new Error(
            `The process that reads the configuration ended with ${signal ?? `code ${code}`}: ${errorOutput()}`,
          ),
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
