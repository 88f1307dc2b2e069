import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { DamageMessage } from "./threads/reader-functions.ts";
import type { ReportMessage } from "./threads/writer-functions.ts";

export interface SeriesEvents {
  /** `host web`, `service web/HTTP`; null if the resource is not configured. */
  nameOf(key: ResourceKey): string | null;
  /** Records that a metric of a resource is not kept. */
  tooManyMetrics(key: ResourceKey, reason: string): void;
  /** Records that values are lost from now on. */
  valuesLost(reason: string): void;
}

export interface SeriesLogOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly events: SeriesEvents;
}

/** Puts what the threads report into the log, the history and the health of the server. */
export interface SeriesLog {
  report(message: ReportMessage): void;
  damaged(damage: DamageMessage["damaged"]): void;
  /** The thread that writes has ended unexpectedly. */
  ended(error?: Error): void;
  restarted(): void;
  /** The thread that writes takes nothing, so that values wait; then, too many of them do. */
  blocked(): void;
  losing(): void;
  /** It takes values, and none wait for it. */
  unblocked(): void;
  problem(): { readonly reason: string; readonly since: UnixSeconds } | null;
}

const THREAD = "thread";
const BLOCKED = "blocked";
/** Values are lost: in the thread that writes, before it. */
const LOSSES: readonly string[] = ["memory-full", "waiting-full"];

export function createSeriesLog({ clock, log, events }: SeriesLogOptions): SeriesLog {
  const problems = new Map<string, { readonly reason: string; readonly since: UnixSeconds }>();
  const begin = (code: string, reason: string): void => {
    const isNew = !problems.has(code);
    const isLoss = LOSSES.includes(code);
    if (isNew) log.error({ code }, `time series: ${reason}${isLoss ? "" : "; values wait in memory"}`);
    if (isNew && isLoss) events.valuesLost(`performance data is lost: ${reason}`);
    problems.set(code, { reason, since: problems.get(code)?.since ?? clock.now() });
  };
  const end = (code: string): void => {
    if (problems.delete(code)) log.info({ code }, "time series: values are kept again");
  };
  const named = (key: ResourceKey): string => events.nameOf(key) ?? "a resource that is no longer configured";
  const damaged: SeriesLog["damaged"] = ({ path, slot, reason }) => {
    const part = slot === null ? "" : ` (resource ${slot})`;
    log.error({ path, slot }, `time series: ${path}${part} cannot be read: ${reason}; the rest is served`);
  };
  return {
    report(message) {
      switch (message.report) {
        case "problem":
          return begin(...message.arguments);
        case "solved":
          return end(...message.arguments);
        case "damage": {
          const [path, slot, reason] = message.arguments;
          return damaged({ path, slot, reason });
        }
        case "logDamage": {
          const [{ path, offset, isTornTail }] = message.arguments;
          const what = isTornTail ? "an interrupted write was cut off" : "damaged, the rest of it is left out";
          return log.warn({ path, offset }, `time series: ${path} at byte ${offset}: ${what}`);
        }
        case "tooLarge": {
          const [path] = message.arguments;
          return log.warn({ path }, `time series: ${path} was deleted: all files together are above max_size`);
        }
        case "tooManyMetrics": {
          const [key, label] = message.arguments;
          return events.tooManyMetrics(
            key,
            `metric ${JSON.stringify(label)} is not kept, since there are too many; labels that change with every ` +
              "result, such as process ids or dates, are the usual cause",
          );
        }
        case "fault": {
          const [key, text] = message.arguments;
          return log.info({}, `${named(key)}: ${text}`);
        }
      }
    },
    damaged,
    ended(error) {
      // Its error, if there is one, comes first.
      if (error !== undefined) begin(THREAD, `the thread has ended: ${error.message}`);
      else if (!problems.has(THREAD)) begin(THREAD, "the thread has ended");
    },
    restarted: () => end(THREAD),
    blocked: () => begin(BLOCKED, "the thread takes no values, as when its disk hangs"),
    losing: () => begin("waiting-full", "values are dropped, the oldest first: too many wait for the thread"),
    unblocked() {
      end(BLOCKED);
      end("waiting-full");
    },
    problem: () => problems.values().next().value ?? null,
  };
}
