import type { Readable, Writable } from "node:stream";

/** Standard streams of a command. A terminal as `stdin` has `isTTY` and `setRawMode`. */
export interface CommandStreams {
  readonly stdin: Readable & { isTTY?: boolean; setRawMode?(mode: boolean): unknown };
  readonly stdout: Writable;
  /** For prompts, so that standard output contains only the result. */
  readonly stderr: Writable;
}

export const processStreams: CommandStreams = {
  get stdin() {
    return process.stdin;
  },
  stdout: process.stdout,
  stderr: process.stderr,
};
