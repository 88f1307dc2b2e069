import { closeSync, constants, openSync, writeSync } from "node:fs";

/**
 * Write end of the FIFO from which a helper reads its program. The helper ends when this is closed, also by the end of
 * this process. Opened for reading and writing: this neither waits for the helper to open it nor fails if it has not
 * yet.
 */
export class CommandPipe {
  readonly #fd: number;
  #left: Buffer = Buffer.alloc(0);
  #retry: NodeJS.Timeout | undefined;

  constructor(path: string) {
    this.#fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  }

  /** Never blocks: text that does not fit into the FIFO is written when the helper has read. */
  write(text: string): void {
    this.#left = Buffer.concat([this.#left, Buffer.from(text)]);
    if (this.#retry === undefined) this.#push();
  }

  close(): void {
    clearTimeout(this.#retry);
    closeSync(this.#fd);
  }

  #push(): void {
    this.#retry = undefined;
    try {
      while (this.#left.length > 0) this.#left = this.#left.subarray(writeSync(this.#fd, this.#left));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      this.#retry = setTimeout(() => this.#push(), 2);
    }
  }
}
