import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import type { Change } from "../../model/change.ts";
import { reportEnded } from "../../model/history-changes.ts";
import type { Inventory } from "../../model/objects.ts";
import type { Store, UndeliveredMessage } from "../../data/store/store.ts";
import { attempt, pauseAfter, type Attempt, type SendMessage } from "./attempts.ts";
import type { DeliverableMessage } from "./channel.ts";
import { createClaims } from "./claims.ts";
import type { AttemptCounts, DeliveryCounts } from "../../model/delivery-counts.ts";
import { outcomeAfter, type FailedAttempts } from "../../model/failed-attempts.ts";
import { createConcurrencyLimit } from "./concurrency-limit.ts";
import { logAttempt, reportWords } from "./log-attempt.ts";

export interface DelivererOptions {
  readonly store: Store;
  /** Commits what others are told of: events. Default: `store.commit`. */
  readonly commit?: (changes: readonly Change[]) => Promise<unknown>;
  readonly clock: Clock;
  readonly log: Log;
  readonly send: SendMessage;
  readonly inventory: () => Inventory;
  /** What carries a message: the kind of a channel, or `program`, the default. Counted by it. */
  readonly carrierOf?: (message: DeliverableMessage) => string;
  /** Maximum number of messages of one command in memory; the rest stays in the store until there is room. */
  readonly maxPending?: number;
  /**
   * Until then the leader before may still try to send what it claimed: a message in doubt waits for it. Default: it
   * has ended.
   */
  readonly othersTryUntil?: UnixSeconds;
}

/** Reader of the committed outbox. */
export interface Deliverer {
  /** Starts with the messages left undelivered by an earlier run. */
  start(): void;
  /** Reports a commit. Takes no message: messages are read from the store. */
  wake(): void;
  /** Failed attempts of a message that is retried; null: none. */
  failedAttemptsOf(id: number): FailedAttempts | null;
  /** Id of the message that failed and that this one, untried, is sent after; null: it waits behind none. */
  waitsBehind(id: number): number | null;
  /**
   * Message whose next attempt this one waits for: itself after a failed attempt, or the one that it waits behind.
   * Null: it waits for no further attempt.
   */
  waitingForRetry(id: number): DeliverableMessage | null;
  /** Makes that attempt now. Does nothing for any other. */
  retryNow(id: number): void;
  counts(): DeliveryCounts;
  /** Waits for running attempts; pending messages are delivered after the next start. */
  stop(): Promise<void>;
}

const PAGE = 100;
/** Concurrent attempts of one notification command or channel. */
const MAX_CONCURRENT = 16;

/**
 * Sends every outbox message and stores its outcome. Before its first attempt a message is claimed in a separate
 * commit, and released if it certainly did not arrive. A message with a stored outcome is never sent again. One claimed
 * by an earlier run is sent again, in doubt, because it is unknown whether it arrived. Messages to one contact about
 * one resource by one command are sent in order of id, each after the previous one has finished, so that a recovery
 * never overtakes its problem; all others run in parallel, no matter how many messages wait for a channel that is down.
 */
export function createDeliverer({
  store,
  commit = store.commit,
  clock,
  log,
  send,
  inventory,
  carrierOf = () => "program",
  maxPending = 5000,
  othersTryUntil = -Infinity,
}: DelivererOptions): Deliverer {
  const lines = new Map<string, DeliverableMessage[]>();
  const turns = createConcurrencyLimit(MAX_CONCURRENT);
  const claims = createClaims({ store, clock, log });
  const running = new Set<Promise<void>>();
  const pauses = new Set<() => void>();
  /** Messages between two attempts, by id. */
  const betweenAttempts = new Map<number, { readonly message: DeliverableMessage; readonly end: () => void }>();
  /** Line in which a message is, by id. */
  const inFlight = new Map<number, readonly DeliverableMessage[]>();
  const failed = new Map<number, FailedAttempts>();
  const byCarrier = new Map<string, AttemptCounts>();
  /** Ids that a read in progress may still return as undelivered. */
  const finishedWhileReading = new Set<number>();
  /** Number of pending messages, by command. */
  const waiting = new Map<string, number>();
  /** Commands whose later messages stay in the store for now, with the id after which they start. */
  const leftOut = new Map<string, number>();
  let lastRead = 0;
  let isReading = false;
  let isWoken = false;
  let isStopped = true;

  const track = (task: Promise<void>): void => {
    running.add(task);
    void task.finally(() => running.delete(task));
  };

  const pause = async (seconds: number, message?: DeliverableMessage): Promise<void> => {
    // Of an attempt that failed during the stop, which would wait for it.
    if (isStopped) return;
    await new Promise<void>((resolve) => {
      const end = (): void => {
        cancel();
        pauses.delete(end);
        if (message !== undefined) betweenAttempts.delete(message.id);
        resolve();
      };
      const cancel = clock.runAt(clock.now() + seconds, end);
      pauses.add(end);
      if (message !== undefined) betweenAttempts.set(message.id, { message, end });
    });
  };

  const storeOutcome = async (message: DeliverableMessage, isDelivered: boolean, outcome: string): Promise<void> => {
    const { id } = message;
    for (let tries = 1; ; tries++) {
      try {
        const done: Change = { kind: "outbox-done", id, at: clock.now(), outcome };
        const events = eventsOf(message, isDelivered, outcome, clock.now());
        await (events.length > 0 ? commit : store.commit)([done, ...events]);
        return;
      } catch (error) {
        log.error({ err: error, notification: id }, "the outcome of a notification could not be stored");
        // Not sent again in this run, only after a restart.
        await pause(pauseAfter(tries));
        if (isStopped) return;
      }
    }
  };

  /** Returns null if the deliverer stopped before the message's turn. */
  const tryInTurn = async (message: DeliverableMessage, tries: number): Promise<Attempt | null> => {
    const end = await turns.take(message.command);
    try {
      if (isStopped) return null;
      const refusal = message.doubt === null ? await claims.claim(message.id) : null;
      if (refusal !== null)
        return { kind: "again", inSeconds: pauseAfter(tries), reason: refusal, mayHaveArrived: false };
      const tried = isStopped ? null : await attempt(send, message, tries, clock.now);
      if (message.doubt === null && message.onlyTo === undefined && isUnsent(tried)) track(claims.release(message.id));
      return tried;
    } finally {
      end();
    }
  };

  const deliver = async (first: DeliverableMessage): Promise<void> => {
    let message = first;
    const waitSeconds = othersTryUntil - clock.now();
    if (message.doubt === "restart" && waitSeconds > 0) await pause(waitSeconds);
    for (let tries = 1; !isStopped; tries++) {
      const tried = await tryInTurn(message, tries);
      if (tried === null) return;
      logAttempt({ log, inventory }, message, tried, tries);
      count(message, tried);
      if (tried.kind === "settled") {
        const before = tried.isDelivered ? failed.get(message.id) : undefined;
        await storeOutcome(message, tried.isDelivered, outcomeAfter(tried.outcome, before));
        failed.delete(message.id);
        return;
      }
      const lastAt = clock.now();
      failed.set(message.id, { count: tries, lastAt, reason: tried.reason, nextAt: lastAt + tried.inSeconds });
      if (tried.onlyTo !== undefined) message = { ...message, onlyTo: tried.onlyTo };
      if (tried.mayHaveArrived) message = { ...message, doubt: message.doubt ?? "unanswered" };
      await pause(tried.inSeconds, message);
    }
  };

  const count = (message: DeliverableMessage, tried: Attempt): void => {
    const counts = byCarrier.getOrInsertComputed(carrierOf(message), () => ({ delivered: 0, failed: 0, retried: 0 }));
    counts[tried.kind === "again" ? "retried" : tried.isDelivered ? "delivered" : "failed"]++;
  };

  const runQueue = async (name: string, line: DeliverableMessage[]): Promise<void> => {
    while (line.length > 0 && !isStopped) {
      await deliver(line[0]!);
      finished(line.shift()!);
    }
    lines.delete(name);
  };

  const finished = ({ id, command }: DeliverableMessage): void => {
    const left = waiting.get(command)! - 1;
    inFlight.delete(id);
    finishedWhileReading.add(id);
    if (left > 0) waiting.set(command, left);
    else waiting.delete(command);
    const from = leftOut.get(command);
    if (from === undefined || left > maxPending / 2) return;
    leftOut.delete(command);
    lastRead = Math.min(lastRead, from);
    wake();
  };

  const take = ({ claimedAt, ...undelivered }: UndeliveredMessage): void => {
    // Messages claimed by this run are in flight; any other claim is of an earlier run.
    const message: DeliverableMessage = { ...undelivered, doubt: claimedAt === null ? null : "restart" };
    const { id, command } = message;
    if (inFlight.has(id) || leftOut.has(command)) return;
    const before = waiting.get(command) ?? 0;
    // Later messages of the command stay out, too, so that none overtakes this one.
    if (before >= maxPending) return void leftOut.set(command, id - 1);
    waiting.set(command, before + 1);
    const name = `${message.key}\n${message.contact}\n${message.command}`;
    const known = lines.get(name);
    const line = known ?? [];
    line.push(message);
    inFlight.set(id, line);
    if (known !== undefined) return;
    lines.set(name, line);
    track(runQueue(name, line));
  };

  const readOn = async (): Promise<void> => {
    while (!isStopped) {
      const from = lastRead;
      finishedWhileReading.clear();
      const page = await store.readOutbox(from, PAGE);
      // A command with messages left in the store has room again: these come first.
      if (lastRead !== from) continue;
      if (page.length === 0) return;
      for (const message of page) if (!finishedWhileReading.has(message.id)) take(message);
      lastRead = page.at(-1)!.id;
    }
  };

  const readWhileWoken = async (): Promise<void> => {
    isReading = true;
    try {
      while (isWoken && !isStopped) {
        // At most once per turn of the event loop, regardless of the number of commits.
        await new Promise((resolve) => {
          setImmediate(resolve);
        });
        isWoken = false;
        await readOn();
      }
    } catch (error) {
      log.error({ err: error }, "the outbox could not be read");
    } finally {
      isReading = false;
    }
  };

  const wake = (): void => {
    isWoken = true;
    if (!isReading && !isStopped) track(readWhileWoken());
  };

  /** Message between two attempts at the head of the line of a message. */
  const retriedBefore = (id: number) => betweenAttempts.get(inFlight.get(id)?.[0]?.id ?? NaN);

  return {
    start: () => {
      isStopped = false;
      wake();
    },
    wake,
    counts: () => ({ byCarrier, waiting: inFlight.size }),
    failedAttemptsOf: (id) => failed.get(id) ?? null,
    waitsBehind: (id) => {
      const head = inFlight.get(id)?.[0]?.id ?? id;
      return head !== id && failed.has(head) ? head : null;
    },
    waitingForRetry: (id) => retriedBefore(id)?.message ?? null,
    retryNow: (id) => retriedBefore(id)?.end(),
    stop: async () => {
      isStopped = true;
      for (const end of pauses) end();
      while (running.size > 0) await Promise.all(running);
    },
  };
}

/** A notification has its decision in the history; a report has its outcome there. */
const eventsOf = (
  message: DeliverableMessage,
  isDelivered: boolean,
  outcome: string,
  at: UnixSeconds,
): readonly Change[] =>
  message.kind === "report" ? [reportEnded(Math.floor(at), isDelivered, `${reportWords(message)}: ${outcome}`)] : [];

/** Tests for an attempt that certainly sent nothing; null: stopped before the attempt. */
const isUnsent = (tried: Attempt | null): boolean =>
  tried === null || (tried.kind === "again" && !tried.mayHaveArrived && tried.onlyTo === undefined);
