import { Socket } from "node:net";
import type { Clock } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import { createCommandReader } from "./command-reader.ts";
import { makeFifo } from "./fifo.ts";
import type { ExternalCommands } from "./run-external-command.ts";

/** The FIFO that scripts and agents write external commands to. */
export interface CommandFile {
  /** Reads no more, waits until what was read has been done, and removes the FIFO. */
  stop(): Promise<void>;
}

export interface CommandFileOptions {
  readonly path: string;
  readonly commands: ExternalCommands;
  readonly clock: Clock;
  readonly log: Log;
}

/** Makes the FIFO and executes its lines one after the other, see command-reader.ts. Refuses as src/interfaces/external-commands/fifo.ts says. */
export function openCommandFile({ path, commands, clock, log }: CommandFileOptions): CommandFile {
  const fifo = makeFifo(path);
  const pipe = new Socket({ fd: fifo.fd, readable: true, writable: false });
  const reader = createCommandReader({ commands, clock, log });
  let isStopping = false;

  const read = async (): Promise<void> => {
    try {
      await reader.readAll(pipe);
    } catch (error) {
      if (!isStopping) log.error({ err: error, path }, "the command file cannot be read any more");
    }
  };

  const ended = read();
  return {
    async stop() {
      isStopping = true;
      fifo.remove();
      pipe.destroy();
      await ended;
      reader.stop();
    },
  };
}
