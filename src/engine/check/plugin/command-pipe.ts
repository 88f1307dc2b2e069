import { closeSync, constants, openSync, writeSync } from "node:fs";

/**
 * Writing end of the FIFO a helper reads its program from. It ends when this is closed, also by the end of this process.
 * Opened for both directions: that neither waits for the helper to open it nor fails when it has not yet.
 */
export class CommandPipe {
  readonly #fd: number;
  #left: Buffer = Buffer.alloc(0);
  #retry: NodeJS.Timeout | undefined;

  constructor(path: string) {
    this.#fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  }

  /** Never waits: what does not fit into the FIFO is written as the helper reads. */
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
