import type { Readable, Writable } from "node:stream";

/** Standard output; as a terminal it has the optional members. */
export type OutputStream = Writable & {
  readonly columns?: number;
  /** Respects NO_COLOR, FORCE_COLOR and TERM. */
  hasColors?(): boolean;
};

/** Standard streams of a command. A terminal as `stdin` has `isTTY` and `setRawMode`. */
export interface CommandStreams {
  readonly stdin: Readable & { isTTY?: boolean; setRawMode?(mode: boolean): unknown };
  readonly stdout: OutputStream;
  /** For prompts and notes, so that standard output contains only the result. */
  readonly stderr: Writable;
}

export const processStreams: CommandStreams = {
  get stdin() {
    return process.stdin;
  },
  get stdout() {
    return process.stdout;
  },
  get stderr() {
    return process.stderr;
  },
};
