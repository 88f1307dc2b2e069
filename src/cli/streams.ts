import type { Readable, Writable } from "node:stream";

/** Where a command reads and writes. A terminal as `stdin` has `isTTY` and `setRawMode`. */
export interface CommandStreams {
  readonly stdin: Readable & { isTTY?: boolean; setRawMode?(mode: boolean): unknown };
  readonly stdout: Writable;
  /** Prompts go here, so that standard output stays clean. */
  readonly stderr: Writable;
}

export const processStreams: CommandStreams = {
  get stdin() {
    return process.stdin;
  },
  stdout: process.stdout,
  stderr: process.stderr,
};
