import { Socket } from "node:net";
import type { Clock } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import { createCommandReader } from "./command-reader.ts";
import { makeFifo } from "./fifo.ts";
import type { ExternalCommands } from "./run-external-command.ts";

/** FIFO to which scripts and agents write external commands. */
export interface CommandFile {
  /** Stops reading, waits for the commands already read, and removes the FIFO. */
  stop(): Promise<void>;
}

export interface CommandFileOptions {
  readonly path: string;
  readonly commands: ExternalCommands;
  readonly clock: Clock;
  readonly log: Log;
}

/** Creates the FIFO and executes its lines one by one (command-reader.ts). Refuses like `makeFifo` in fifo.ts. */
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
