import { closeSync, constants, openSync, readSync } from "node:fs";
import { decodePluginBytes } from "./plugin-text.ts";

export interface OutputLimits {
  /** Bytes kept of each of stdout and stderr; the rest is read and discarded. */
  readonly keptBytes: number;
  /** Total bytes after which a plugin is stopped. */
  readonly floodBytes: number;
}

/** `open`: a process still holds the write end. `closed`: none does. */
export type PipeState = "open" | "closed" | "flooded";

const scratch = Buffer.allocUnsafe(65_536);

/**
 * Read end of the FIFO to which one plugin after the other writes. A helper opens the write end for one plugin at a
 * time, so an empty FIFO reads either as end of file (clean) or as "would block" (a left-over process holds it). Reads
 * never block; the caller chooses when to read.
 */
export class OutputPipe {
  readonly #fd: number;
  readonly #limits: OutputLimits;
  #kept: Buffer[] = [];
  #keptBytes = 0;
  #seenBytes = 0;

  constructor(path: string, limits: OutputLimits) {
    this.#fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    this.#limits = limits;
  }

  /** Reads what is available. */
  drain(): PipeState {
    for (;;) {
      const count = this.#read();
      if (count === 0) return "closed";
      if (count === -1) return "open";
      this.#keep(count);
      if (this.#seenBytes > this.#limits.floodBytes) return "flooded";
    }
  }

  get seenBytes(): number {
    return this.#seenBytes;
  }

  /** Returns the kept output as text and resets for the next plugin. */
  take(): string {
    if (this.#seenBytes === 0) return "";
    const bytes = this.#kept.length === 1 ? this.#kept[0]! : Buffer.concat(this.#kept);
    const text = decodePluginBytes(bytes, this.#seenBytes > this.#keptBytes);
    this.#kept = [];
    this.#keptBytes = 0;
    this.#seenBytes = 0;
    return text;
  }

  close(): void {
    closeSync(this.#fd);
  }

  #keep(count: number): void {
    this.#seenBytes += count;
    const wanted = Math.min(count, this.#limits.keptBytes - this.#keptBytes);
    if (wanted <= 0) return;
    this.#kept.push(Buffer.from(scratch.subarray(0, wanted)));
    this.#keptBytes += wanted;
  }

  #read(): number {
    try {
      return readSync(this.#fd, scratch, 0, scratch.length, null);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EAGAIN") return -1;
      throw error;
    }
  }
}
