import { Socket } from "node:net";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import { Refusal } from "../../model/refusal.ts";
import type { RefusalCode } from "../../model/refusal-codes.ts";
import { createCommandReader } from "./command-reader.ts";
import { openFifo, type Fifo } from "./fifo.ts";
import type { ExternalCommands } from "./run-external-command.ts";

/** FIFO to which scripts and agents write external commands. */
export interface CommandFile {
  /** Null while the FIFO is in its place and read. */
  problem(): CommandFileProblem | null;
  /** Stops reading and waits for the commands already read. The FIFO stays, so that no script puts a file there. */
  stop(): Promise<void>;
}

export interface CommandFileProblem {
  readonly code: RefusalCode;
  readonly since: UnixSeconds;
}

export interface CommandFileOptions {
  readonly path: string;
  readonly commands: ExternalCommands;
  readonly clock: Clock;
  readonly log: Log;
}

const LOOK_EACH_MS = 2_000;

/**
 * Opens the FIFO and executes its lines one by one (command-reader.ts). One that is deleted or replaced is made again.
 * Refuses like `openFifo` in fifo.ts.
 */
export function openCommandFile({ path, commands, clock, log }: CommandFileOptions): CommandFile {
  const reader = createCommandReader({ commands, clock, log });
  let isStopping = false;
  let problem: (CommandFileProblem & { readonly reason: string }) | null = null;
  let current: OpenPipe | null = null;
  /** Pipe of a FIFO that was replaced: writers that had it open may still end their lines. */
  let retired: OpenPipe | null = null;
  let looking: Promise<void> = Promise.resolve();

  const begin = (fifo: Fifo): OpenPipe => {
    const pipe = new Socket({ fd: fifo.fd, readable: true, writable: false });
    const { movedAside } = fifo;
    if (movedAside !== null)
      log.error(
        { path, movedAside },
        "a plain file was in the place of the command file: it was moved aside, and its lines are executed once",
      );
    const read = async (): Promise<void> => {
      try {
        if (movedAside !== null) await reader.takeFile(movedAside);
        await reader.readAll(pipe);
      } catch (error) {
        if (!isStopping && !pipe.destroyed) log.error({ err: error, path }, "the command file cannot be read any more");
      }
    };
    return { fifo, pipe, ended: read() };
  };

  const look = async (): Promise<void> => {
    retired?.pipe.destroy();
    await retired?.ended;
    retired = null;
    if (current !== null && !current.pipe.destroyed && (await current.fifo.isInPlace())) return;
    if (isStopping) return;
    retired = current;
    current = null;
    try {
      current = begin(openFifo(path));
      problem = null;
      log.warn({ path }, "the command file was deleted or replaced; it has been made again");
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const isKnown = problem?.reason === error.message;
      problem = { code: error.code, reason: error.message, since: problem?.since ?? clock.now() };
      if (!isKnown) log.error({ path, code: error.code, reason: error.message }, "the command file is gone");
    }
  };

  current = begin(openFifo(path));
  let isLooking = false;
  const timer = setInterval(() => {
    // A file system that does not answer is not asked a second time.
    if (isLooking) return;
    isLooking = true;
    looking = look().finally(() => {
      isLooking = false;
    });
  }, LOOK_EACH_MS).unref();

  return {
    problem: () => (problem === null ? null : { code: problem.code, since: problem.since }),
    async stop() {
      isStopping = true;
      clearInterval(timer);
      for (const open of [current, retired]) open?.pipe.destroy();
      await Promise.all([looking, current?.ended, retired?.ended]);
      reader.stop();
    },
  };
}

interface OpenPipe {
  readonly fifo: Fifo;
  readonly pipe: Socket;
  /** Resolves when its commands are done. */
  readonly ended: Promise<void>;
}
