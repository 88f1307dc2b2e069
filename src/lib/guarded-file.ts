import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { FileKind } from "./regular-file.ts";
import { moduleBeside } from "./module-beside.ts";
import { type ReadFailure, UnreadableFile } from "./unreadable-file.ts";

export interface FileRequest {
  readonly path: string;
  readonly maxBytes: number;
  readonly kind: FileKind;
}

export type FileAnswer = { readonly bytes: Uint8Array } | { readonly reason: string; readonly failure: ReadFailure };

/** Includes the start of the process, also on a busy machine. */
const LIMIT_MS = 5_000;
/** How long the process waits for another file. */
const IDLE_MS = 10_000;

/**
 * Reads in progress by path, shared by those who ask for the same file. One that was given up stays until its process
 * has ended, so that a file system that does not answer is not asked a second time.
 */
const running = new Map<string, Promise<Buffer>>();
let idle: { readonly child: ChildProcess; readonly timer: NodeJS.Timeout } | null = null;

/**
 * Reads a regular file like `readRegularFile`, in a process of its own and within a time limit: for files read while
 * the server runs. Rejects with an UnreadableFile.
 */
export function readGuardedFile(
  path: string,
  maxBytes: number,
  { limitMs = LIMIT_MS, kind = "any" }: { readonly limitMs?: number; readonly kind?: FileKind } = {},
): Promise<Buffer> {
  const name = `${kind} ${path}`;
  const shared = running.get(name);
  if (shared !== undefined) return shared;
  const child = takeProcess();
  const answer = answerOf(child, { path, maxBytes, kind }, limitMs);
  const reading = answer.then(bytesOf);
  running.set(name, reading);
  answer.then(
    () => {
      running.delete(name);
      keepIdle(child);
    },
    () => {
      if (hasEnded(child)) return running.delete(name);
      child.once("exit", () => running.delete(name));
      return child.kill("SIGKILL");
    },
  );
  return reading;
}

function bytesOf(answer: FileAnswer): Buffer {
  if ("bytes" in answer) return Buffer.from(answer.bytes);
  throw new UnreadableFile(answer.reason, answer.failure);
}

// Without an id, the system did not start it; "error" reports that, and "exit" never comes.
const hasEnded = ({ pid, exitCode, signalCode }: ChildProcess): boolean =>
  pid === undefined || exitCode !== null || signalCode !== null;

function takeProcess(): ChildProcess {
  if (idle !== null) {
    const { child, timer } = idle;
    clearTimeout(timer);
    child.off("exit", forgetIdle);
    idle = null;
    child.ref();
    child.channel?.ref();
    return child;
  }
  const child = fork(fileURLToPath(moduleBeside(import.meta.url, "file-process")), [String(process.pid)], {
    serialization: "advanced",
    execArgv: [],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  // Reported to the reader; without a listener it would end the server.
  child.on("error", () => {});
  return child;
}

/** Keeps one process for the next file, without keeping this process alive. */
function keepIdle(child: ChildProcess): void {
  if (idle !== null || !child.connected) {
    if (child.connected) child.disconnect();
    return;
  }
  const timer = setTimeout(() => {
    forgetIdle();
    child.disconnect();
  }, IDLE_MS).unref();
  idle = { child, timer };
  child.once("exit", forgetIdle);
  child.unref();
  child.channel?.unref();
}

function forgetIdle(): void {
  idle?.child.off("exit", forgetIdle);
  clearTimeout(idle?.timer);
  idle = null;
}

/** Rejects with an UnreadableFile if the process does not answer. */
function answerOf(child: ChildProcess, request: FileRequest, limitMs: number): Promise<FileAnswer> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void): void => {
      clearTimeout(limit);
      child.off("message", onMessage).off("exit", onExit).off("error", onError);
      settle();
    };
    const fail = (reason: string, why = "no-process"): void => end(() => reject(new UnreadableFile(reason, { why })));
    const limit = setTimeout(
      () => fail(`its file system has not answered for ${limitMs / 1000} s`, "no-answer"),
      limitMs,
    );
    const onMessage = (message: unknown): void => end(() => resolve(message as FileAnswer));
    const onExit = (code: number | null, signal: string | null): void =>
      fail(`the process that reads it ended with ${signal ?? `code ${code}`}`);
    const onError = (error: Error): void => fail(`the process that reads it could not be started: ${error.message}`);
    child.on("message", onMessage).on("exit", onExit).on("error", onError);
    // Without descriptors there is neither a process nor a channel to it; "error" follows. If the process has just ended,
    // "exit" does.
    if (child.pid !== undefined) child.send(request, () => {});
  });
}
