import { setTimeout as wait } from "node:timers/promises";
import { createAlarm } from "../../lib/alarm.ts";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import type { Store } from "../store/store.ts";
import type { Copied } from "./months/move-events.ts";
import type { ArchiveThread } from "./months/threads.ts";
import { expiryOf, type HistorySettings } from "./retention-classes.ts";

export interface ArchiverOptions {
  readonly store: Pick<Store, "readOldestEventTime" | "deleteEvents" | "pending">;
  readonly thread: ArchiveThread;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: () => HistorySettings;
  /** Whether there is any month file. */
  readonly hasMonths: () => boolean;
  /** Called when events are on disk in a month, before they are deleted in the store. */
  readonly onCopied: (copied: Copied) => Promise<void>;
  /** Called when a month has no file any more, or a full-text index. */
  readonly onReplaced: (month: string) => Promise<void>;
  /** Called with the error of a run; the next run follows after a while. */
  readonly onFailure: (error: unknown) => void;
  readonly onSuccess: () => void;
}

/** Events are moved when they are older than this. */
export const HOT_SECONDS = 2 * 86_400;

const HOUR_SECONDS = 3_600;
const FIRST_AFTER_SECONDS = 60;
const RETRY_SECONDS = 60;

/** Between two steps the thread rests twice as long as it worked, so that it never takes half of a core. */
const REST_FACTOR = 2;
const MIN_REST_MS = 20;
/** While more commits than this wait for the disk, a step is put off, though not forever. */
const BUSY_COMMITS = 1_000;
const MAX_PUT_OFF_MS = 1_000;

/** Moves events from the store to the month files once an hour, and deletes those that have expired when asked to. */
export class Archiver {
  readonly #options: ArchiverOptions;
  readonly #alarm;
  /** Expired events are to be deleted, also after a failure to do so. */
  #isPruneDue = false;
  #isFinished = false;
  #isStopped = false;
  #run: Promise<void> = Promise.resolve();

  constructor(options: ArchiverOptions) {
    this.#options = options;
    this.#alarm = createAlarm(options.clock, () => {
      this.#run = this.#runAndPlan();
    });
  }

  start(): void {
    this.#ringAfter(FIRST_AFTER_SECONDS);
  }

  /** Deletes expired events in a run that begins now, or in the next one if there is a run. */
  deleteExpired(): void {
    this.#isPruneDue = true;
    if (this.#alarm.at !== null) this.#ringAfter(0);
  }

  /** Resolves when the current run has ended. */
  settled(): Promise<void> {
    return this.#run;
  }

  /** Ends the current run. Its step is broken off, as by a crash: the next run does it again. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#alarm.set(null);
    await this.#options.thread.terminate();
    await this.#run;
  }

  #ringAfter(seconds: number): void {
    if (!this.#isStopped) this.#alarm.set(this.#options.clock.now() + seconds);
  }

  async #runAndPlan(): Promise<void> {
    const { onFailure, onSuccess, thread } = this.#options;
    // What has expired goes first: on a full disk it makes room.
    const failures = [await this.#attempt(() => this.#pruneIfDue()), await this.#attempt(() => this.#archive())];
    await thread.close();
    const failure = failures.find((error) => error !== null) ?? null;
    this.#ringAfter(failure === null ? HOUR_SECONDS : RETRY_SECONDS);
    if (this.#isStopped) return;
    if (failure === null) onSuccess();
    else onFailure(failure);
  }

  async #attempt(work: () => Promise<void>): Promise<Error | null> {
    try {
      await work();
      return null;
    } catch (error) {
      return error as Error;
    }
  }

  async #pruneIfDue(): Promise<void> {
    if (!this.#isPruneDue) return;
    await this.#prune();
    this.#isPruneDue = false;
  }

  async #archive(): Promise<void> {
    const hasMoved = await this.#moveAll();
    // At the start, what an earlier run left.
    if (hasMoved || (!this.#isFinished && this.#options.hasMonths())) await this.#finishMonths();
    this.#isFinished = true;
  }

  /** Returns true if there was something to move. */
  async #moveAll(): Promise<boolean> {
    const { store, thread, onCopied, log } = this.#options;
    let moved = 0;
    for (; !this.#isStopped;) {
      const oldest = await store.readOldestEventTime();
      if (oldest === null || oldest >= this.#moveBefore()) break;
      const copied = await this.#atEase(() => thread.call("copy", this.#moveBefore()));
      if (copied === null) break;
      await onCopied(copied);
      await store.deleteEvents(copied.ids);
      moved += copied.ids.length;
    }
    if (moved > 0) log.info({ events: moved }, "events moved from the store to the history");
    return moved > 0;
  }

  async #finishMonths(): Promise<void> {
    const { thread, settings, log } = this.#options;
    this.#isFinished = false;
    for (let month: string | null = ""; month !== null && !this.#isStopped;) {
      month = await this.#atEase(() => thread.call("closeMonth", this.#moveBefore()));
      if (month !== null) log.info({ month }, "month of the history closed");
    }
    const filled = new Set<string>();
    for (let month: string | null = ""; month !== null && settings().fullText && !this.#isStopped;) {
      month = await this.#atEase(() => thread.call("fillFullText", null));
      if (month !== null) filled.add(month);
    }
    for (const month of filled) await this.#options.onReplaced(month);
  }

  async #prune(): Promise<void> {
    const { thread, settings, clock, onReplaced, log } = this.#options;
    const expiry = expiryOf(settings().days, clock.now());
    let deleted = 0;
    while (!this.#isStopped) {
      const step = await this.#atEase(() => thread.call("prune", expiry));
      if (step === null) break;
      deleted += step.deleted;
      if (!step.isUnlinked) continue;
      await onReplaced(step.month);
      log.info({ month: step.month }, "month of the history deleted: all of its events have expired");
    }
    if (deleted > 0) log.info({ events: deleted }, "expired events deleted from the history");
  }

  #moveBefore(): UnixSeconds {
    return this.#options.clock.now() - HOT_SECONDS;
  }

  /** Does a step, and rests. */
  async #atEase<T>(step: () => Promise<T>): Promise<T> {
    const { store } = this.#options;
    const putOffUntil = performance.now() + MAX_PUT_OFF_MS;
    while (store.pending() > BUSY_COMMITS && performance.now() < putOffUntil) await wait(MIN_REST_MS);
    const begun = performance.now();
    const result = await step();
    await wait(Math.max(MIN_REST_MS, REST_FACTOR * (performance.now() - begun)));
    return result;
  }
}
