import { close, constants, open } from "node:fs";
import { stat } from "node:fs/promises";
import { promisify } from "node:util";
import type { CancelTimer, Clock } from "../../lib/clock.ts";
import { LineWriter } from "../../lib/line-writer.ts";
import type { Log } from "../../lib/log.ts";
import { reasonOf } from "../../lib/reason-of.ts";
import type { CommandCall, PerfdataOutput } from "../../model/objects.ts";

export interface PerfdataFileOptions {
  readonly path: string;
  readonly mode: PerfdataOutput["mode"];
  readonly clock: Clock;
  readonly log: Log;
  /** Command that takes the file away, and how often; 0: never. */
  readonly plan: () => { readonly seconds: number; readonly call: CommandCall | null };
  /** Runs that command. Never rejects. */
  readonly process: (call: CommandCall) => Promise<void>;
}

const REOPEN_SECONDS = 10;
/** As Nagios makes it: readable by the grapher. */
const FILE_MODE = 0o644;

/**
 * File or FIFO that performance data is written to. Up to 4 MB wait for a full disk, a FIFO that nobody reads or a file
 * that cannot be opened; what comes then is dropped and counted.
 */
export class PerfdataFile {
  readonly path: string;
  readonly mode: PerfdataOutput["mode"];
  readonly #options: PerfdataFileOptions;
  readonly #writer: LineWriter;
  #cancel: CancelTimer | undefined;
  #cancelReopen: CancelTimer | undefined;
  #hasFailed = false;
  #isProcessing = false;
  #isClosed = false;

  constructor(options: PerfdataFileOptions) {
    this.path = options.path;
    this.mode = options.mode;
    this.#options = options;
    const { log, path } = options;
    this.#writer = new LineWriter({
      fd: null,
      onTrouble: (error) =>
        log.error({ path, reason: error.message }, "performance data cannot be written to its file"),
      onFull: () => log.error({ path }, "performance data for a file is dropped: too much waits for it"),
      onDropped: (entries) => log.warn({ path, entries }, "performance data for a file was dropped"),
    });
  }

  /** Opens the file in the background. */
  start(): void {
    void this.#open();
    this.schedule();
  }

  /** Entries that were dropped since the start. */
  get dropped(): number {
    return this.#writer.dropped;
  }

  write(line: string): void {
    this.#writer.write(line);
  }

  /** Plans the next run of the processing command anew. */
  schedule(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    const { seconds, call } = this.#options.plan();
    if (this.#isClosed || this.#isProcessing || seconds === 0 || call === null) return;
    const { clock } = this.#options;
    this.#cancel = clock.runAt(clock.now() + seconds, () => void this.#process(call));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancel?.();
    this.#cancelReopen?.();
    await this.#writer.end();
  }

  /** While the command runs, lines wait; they go to the file that is there afterwards. */
  async #process(call: CommandCall): Promise<void> {
    this.#isProcessing = true;
    await this.#writer.hold();
    await this.#options.process(call);
    this.#isProcessing = false;
    if (this.#isClosed) return;
    await this.#open();
    this.schedule();
  }

  async #open(): Promise<void> {
    this.#cancelReopen?.();
    const { path, clock, log } = this.#options;
    try {
      const fd = await opened(path, this.mode);
      if (this.#isClosed) return close(fd);
      this.#writer.replace(fd);
      if (this.#hasFailed) log.info({ path }, "the file for performance data is open");
      this.#hasFailed = false;
    } catch (error) {
      if (this.#isClosed) return;
      if (!this.#hasFailed)
        log.error({ path, reason: reasonOf(error) }, "the file for performance data cannot be opened");
      this.#hasFailed = true;
      this.#cancelReopen = clock.runAt(clock.now() + REOPEN_SECONDS, () => void this.#reopen());
    }
  }

  async #reopen(): Promise<void> {
    if (!this.#isProcessing) await this.#open();
  }
}

const openFile = promisify(open);

/** A FIFO is opened for both directions, so that it takes what its buffer holds while nobody reads it (Nagios). */
async function opened(path: string, mode: PerfdataOutput["mode"]): Promise<number> {
  const { O_RDWR, O_WRONLY, O_APPEND, O_CREAT, O_TRUNC, O_NONBLOCK, O_NOCTTY } = constants;
  const found = await stat(path).catch(() => null);
  const isFifo = found?.isFIFO() ?? false;
  if (mode === "pipe" && found !== null && !isFifo) throw new Error("it is no FIFO");
  const access = isFifo || mode === "pipe" ? O_RDWR : O_WRONLY | O_APPEND | O_CREAT;
  return openFile(path, access | (mode === "write" ? O_TRUNC : 0) | O_NONBLOCK | O_NOCTTY, FILE_MODE);
}
