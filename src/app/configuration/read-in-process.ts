import { fork, type ChildProcess } from "node:child_process";
import { setImmediate } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { assemble, type ConfigurationPiece, type ReceivedConfiguration } from "./configuration-pieces.ts";

export interface ConfigurationFolders {
  readonly configFolder: string;
  readonly dataFolder: string;
}

/**
 * Reads and validates the configuration in a process of its own: in the server's, 100,000 services would hold up requests for half a
 * second and more, and a thread would leave its 200 MB behind (both measured). Rejects when the process fails, which no mistake in the
 * configuration makes it do, and when it is aborted.
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
  const complaint = lastWordsOf(child);
  // Told where it is waited for; without any listener it would end the server.
  child.on("error", () => {});
  try {
    const assembly = assemble();
    for (;;) {
      const piece = await nextPiece(child, complaint);
      if (piece === null) return assembly.done();
      assembly.take(piece);
      await setImmediate();
    }
  } finally {
    child.kill("SIGKILL");
  }
}

const LONGEST_COMPLAINT = 4_000;

/** What the process wrote to standard error, the end of it. */
function lastWordsOf(child: ChildProcess): () => string {
  let text = "";
  child.stderr?.setEncoding("utf8").on("data", (piece: string) => {
    text = (text + piece).slice(-LONGEST_COMPLAINT);
  });
  return () => text.trim();
}

function nextPiece(child: ChildProcess, complaint: () => string): Promise<ConfigurationPiece | null> {
  return new Promise((found, failed) => {
    const end = (settle: () => void): void => {
      child.off("message", onMessage).off("close", onClose).off("error", onError);
      settle();
    };
    const onMessage = (piece: unknown): void => end(() => found(piece as ConfigurationPiece | null));
    // Not 'exit': by then not all that it wrote is read.
    const onClose = (code: number | null, signal: string | null): void =>
      end(() =>
        failed(
          new Error(`The process that reads the configuration ended with ${signal ?? `code ${code}`}: ${complaint()}`),
        ),
      );
    const onError = (error: Error): void => end(() => failed(error));
    child.on("message", onMessage).on("close", onClose).on("error", onError);
    // It may have ended before; if it is about to, the rest of what it says is waited for.
    child.send("next", (error) => {
      if (error !== null && (child.exitCode ?? child.signalCode) !== null) onClose(child.exitCode, child.signalCode);
    });
  });
}
