import { closeSync, write as writeToFile, writeSync } from "node:fs";

export interface LineWriterOptions {
  /** Null: lines wait until `replace`. */
  readonly fd: number | null;
  /** Of waiting lines; further ones are dropped and counted. */
  readonly maxBytes?: number;
  /** Called once when the file cannot be written (a full disk); lines wait for it until then. */
  readonly onTrouble?: (error: NodeJS.ErrnoException) => void;
  /** Called when the first line is dropped. */
  readonly onFull?: () => void;
  /** Called when lines can be taken again after some were dropped. */
  readonly onDropped?: (count: number) => void;
}

const MAX_BYTES = 4 * 1024 * 1024;
const MAX_CHUNK_CHARACTERS = 64 * 1024;
/** A pipe that nobody reads at the moment. */
const BUSY_RETRY_MS = 20;
const TROUBLE_RETRY_MS = 1000;
/** For what waits at the end; a pipe that nobody reads must not keep the process. */
const LAST_WRITE_MS = 2000;
const NOTHING = Buffer.alloc(0);

/**
 * Writes lines to a file, a terminal or a pipe without blocking: one write at a time in a thread of the pool, the rest
 * waits. If the reader or the disk is slow, lines are dropped and counted; if the pipe is closed, all are. (pino's own
 * destination, sonic-boom 4.2, repeats a last write to a full disk for ever, and does not reopen a file whose write fails.)
 */
export class LineWriter {
  #fd: number | null;
  /** True: what is taken waits for another file. */
  #isHeld: boolean;
  #nextFd: number | null = null;
  readonly #maxBytes: number;
  readonly #onTrouble: (error: NodeJS.ErrnoException) => void;
  readonly #onFull: () => void;
  readonly #onDropped: (count: number) => void;
  #waiting: string[] = [];
  #waitingBytes = 0;
  /** Lines that are being written; empty: none. */
  #chunk: Buffer = NOTHING;
  /** Bytes of the chunk that are written. */
  #written = 0;
  #isWriting = false;
  #retry: NodeJS.Timeout | null = null;
  #isTroubled = false;
  #isClosedByReader = false;
  #dropped = 0;
  #droppedInAll = 0;
  #onIdle: (() => void)[] = [];

  constructor({
    fd,
    maxBytes = MAX_BYTES,
    onTrouble = () => {},
    onFull = () => {},
    onDropped = () => {},
  }: LineWriterOptions) {
    this.#fd = fd;
    this.#isHeld = fd === null;
    this.#maxBytes = maxBytes;
    this.#onTrouble = onTrouble;
    this.#onFull = onFull;
    this.#onDropped = onDropped;
  }

  /** Lines that were dropped since the start. */
  get dropped(): number {
    return this.#droppedInAll;
  }

  /** Takes a line with its line end. */
  write(line: string): void {
    const bytes = Buffer.byteLength(line);
    if (this.#isClosedByReader || this.#waitingBytes + bytes > this.#maxBytes) {
      this.#droppedInAll++;
      if (this.#dropped++ === 0 && !this.#isClosedByReader) this.#onFull();
      return;
    }
    this.#waiting.push(line);
    this.#waitingBytes += bytes;
    this.#writeNext();
  }

  /** Continues in another file, with the lines that are not written yet. Takes over the descriptor. */
  replace(fd: number): void {
    if (this.#nextFd !== null) closeSync(this.#nextFd);
    this.#nextFd = fd;
    this.#isHeld = false;
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
    this.#writeNext();
  }

  /** Resolves when the file is left alone: further lines, and those that it does not take, wait until `replace`. */
  async hold(): Promise<void> {
    this.#isHeld = true;
    if (!this.#isWriting) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#onIdle.push(resolve);
    await promise;
  }

  /** Writes what waits before it returns, for the end of the process. Gives up when the file does not take it. */
  flushSync(): void {
    // What a thread is writing at the moment is written there.
    if (this.#isWriting) return void this.#writtenSync(this.#takeWaiting());
    this.#takeNextFile();
    this.#chunk = this.#writtenSync(Buffer.concat([this.#chunk.subarray(this.#written), this.#takeWaiting()]));
    this.#written = 0;
  }

  /** Resolves when everything is written, or after two seconds. */
  async close(): Promise<void> {
    if (!this.#hasWork()) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#onIdle.push(resolve);
    const timer = setTimeout(resolve, LAST_WRITE_MS);
    await promise;
    clearTimeout(timer);
  }

  /** The same, and closes the file. */
  async end(): Promise<void> {
    await this.close();
    // A descriptor that is being written may be another file by then.
    if (this.#fd !== null && !this.#isWriting) closeSync(this.#fd);
    this.#fd = null;
    this.#isHeld = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
  }

  #hasWork(): boolean {
    return !this.#isClosedByReader && (this.#isWriting || this.#chunk.length > 0 || this.#waiting.length > 0);
  }

  #writeNext(): void {
    if (this.#isWriting || this.#isClosedByReader) return;
    if (this.#isHeld) return this.#idle();
    if (this.#retry !== null) return;
    this.#takeNextFile();
    if (this.#chunk.length === 0) this.#chunk = this.#takeWaiting(MAX_CHUNK_CHARACTERS);
    if (this.#chunk.length === 0) return this.#idle();
    this.#isWriting = true;
    writeToFile(this.#fd!, this.#chunk, this.#written, (error, count) => {
      this.#isWriting = false;
      if (error === null) this.#succeeded(count);
      else this.#failed(error);
    });
  }

  #succeeded(count: number): void {
    this.#isTroubled = false;
    this.#written += count;
    if (this.#written === this.#chunk.length) {
      this.#chunk = NOTHING;
      this.#written = 0;
    }
    if (this.#dropped > 0 && this.#waitingBytes <= this.#maxBytes / 2) {
      const dropped = this.#dropped;
      this.#dropped = 0;
      this.#onDropped(dropped);
    }
    this.#writeNext();
  }

  #failed(error: NodeJS.ErrnoException): void {
    if (error.code === "EPIPE") {
      this.#isClosedByReader = true;
      this.#waiting = [];
      return this.#idle();
    }
    const isBusy = error.code === "EAGAIN";
    if (this.#isHeld) this.#idle();
    if (!isBusy && !this.#isTroubled) {
      this.#isTroubled = true;
      this.#onTrouble(error);
    }
    const retry = (): void => {
      this.#retry = null;
      this.#writeNext();
    };
    this.#retry = setTimeout(retry, isBusy ? BUSY_RETRY_MS : TROUBLE_RETRY_MS).unref();
  }

  #idle(): void {
    for (const resolve of this.#onIdle.splice(0)) resolve();
  }

  /** A line that the file has in part only is written again, whole, to the next one. */
  #takeNextFile(): void {
    if (this.#nextFd === null || this.#isWriting) return;
    if (this.#fd !== null) closeSync(this.#fd);
    this.#fd = this.#nextFd;
    this.#nextFd = null;
    if (this.#written > 0) this.#chunk = this.#chunk.subarray(this.#chunk.lastIndexOf("\n", this.#written - 1) + 1);
    this.#written = 0;
  }

  #takeWaiting(maxCharacters = Infinity): Buffer {
    let characters = 0;
    let count = 0;
    while (count < this.#waiting.length && characters < maxCharacters) characters += this.#waiting[count++]!.length;
    const chunk = Buffer.from(this.#waiting.splice(0, count).join(""));
    this.#waitingBytes -= chunk.length;
    return chunk;
  }

  /** Returns what could not be written. */
  #writtenSync(lines: Buffer): Buffer {
    const until = Date.now() + LAST_WRITE_MS;
    let rest = lines;
    while (rest.length > 0 && this.#fd !== null) {
      try {
        rest = rest.subarray(writeSync(this.#fd, rest));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EAGAIN" || Date.now() > until) break;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BUSY_RETRY_MS);
      }
    }
    return rest;
  }
}
