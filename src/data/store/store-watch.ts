import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import { formatRfc3339 } from "../../lib/rfc3339.ts";
import type { Refusal } from "../../model/refusal.ts";
import type { StoreHealth } from "./store.ts";
import { storeRefusal } from "./store-refusal.ts";

export interface StoreWatchOptions {
  readonly path: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Refusal because of the files of the database, or null. */
  readonly lookAtFiles: () => Promise<Refusal | null>;
  /** Writes something without an effect, through the queue of all commits. */
  readonly tryToWrite: () => Promise<unknown>;
  readonly pending: () => number;
  /** Milliseconds in which no commit settled although some wait. */
  readonly silentMs: () => number;
  /** Refusal because nothing has been answered since this time. */
  readonly silence: (since: string) => Refusal;
}

const LOOK_EACH_MS = 2_000;
/** Commits of the server itself come more often, unless it has nothing to do. */
const TRY_AFTER_MS = 3_000;
/** A commit that waits for another process gives up after 5 s. */
const HUNG_AFTER_MS = 10_000;
/** Commits that wait for as long, while a problem is known, are not about to be answered. */
const UNANSWERED_AFTER_MS = 3_000;
/** While the disk is full, small commits succeed and larger ones do not. */
const SOUND_AFTER_MS = 5_000;

/**
 * Knows whether commits are durable: from their outcomes, from an attempt when there are none, and from the files.
 * Commits are refused while the files are lost or damaged, since the engine itself would not notice.
 */
export class StoreWatch {
  readonly #options: StoreWatchOptions;
  #timer: NodeJS.Timeout | undefined;
  #isLooking = false;
  #looking: Promise<void> = Promise.resolve();
  #filesRefusal: Refusal | null = null;
  #writeRefusal: Refusal | null = null;
  #problem: StoreHealth["problem"] = null;
  #lastCommit: UnixSeconds | null = null;
  #settledMs = performance.now();
  #failedMs = 0;

  constructor(options: StoreWatchOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#look();
    }, LOOK_EACH_MS).unref();
    this.#look();
  }

  /** Resolves when nothing is being written any more. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  get health(): StoreHealth {
    const isAnswering = this.#problem === null || this.#options.silentMs() < UNANSWERED_AFTER_MS;
    return { problem: this.#problem, lastCommit: this.#lastCommit, isAnswering };
  }

  /** Throws if the files are lost or damaged. */
  mustBeUsable(): void {
    if (this.#filesRefusal !== null) throw this.#filesRefusal;
  }

  noteCommit(): void {
    this.#lastCommit = this.#options.clock.now();
    this.#settledMs = performance.now();
    if (this.#writeRefusal === null || this.#settledMs - this.#failedMs < SOUND_AFTER_MS) return;
    this.#writeRefusal = null;
    this.#report();
  }

  /** Notes a failure of the engine. */
  noteFailure(refusal: Refusal): void {
    this.#settledMs = this.#failedMs = performance.now();
    this.#writeRefusal = refusal;
    this.#report();
  }

  #look(): void {
    const { clock, silence } = this.#options;
    const silentMs = this.#options.silentMs();
    if (silentMs > HUNG_AFTER_MS) {
      const since = clock.now() - silentMs / 1_000;
      this.#writeRefusal = silence(formatRfc3339(Math.floor(since)) ?? "");
      this.#report(since);
    }
    // A device that does not answer is not asked a second time.
    if (this.#isLooking) return;
    this.#isLooking = true;
    this.#looking = this.#lookOnce().finally(() => {
      this.#isLooking = false;
    });
  }

  async #lookOnce(): Promise<void> {
    const { lookAtFiles, tryToWrite, pending, path } = this.#options;
    try {
      this.#filesRefusal = await lookAtFiles();
    } catch (error) {
      // The folder may not be looked at any more.
      this.#filesRefusal = storeRefusal("store-failed", `${path} cannot be used: ${(error as Error).message}.`, error);
    }
    this.#report();
    if (this.#filesRefusal !== null || pending() > 0 || performance.now() - this.#settledMs < TRY_AFTER_MS) return;
    // Its outcome is noted like that of every commit.
    await tryToWrite().catch(() => {});
  }

  /** Logs the beginning, a change and the end of a problem. */
  #report(since = this.#options.clock.now()): void {
    const { log, path } = this.#options;
    const refusal = this.#filesRefusal ?? this.#writeRefusal;
    if (refusal === null && this.#problem !== null) log.info({ path }, "the store takes changes again");
    if (refusal !== null && refusal.code !== this.#problem?.code)
      log.error({ path, code: refusal.code, lastCommit: this.#lastCommit }, refusal.message);
    this.#problem =
      refusal === null
        ? null
        : { code: refusal.code, since: this.#problem?.code === refusal.code ? this.#problem.since : since };
  }
}
