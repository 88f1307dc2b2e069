import type { Log } from "../../lib/log.ts";
import { Refusal } from "../../model/refusal.ts";
import type { ListenerGroup, ListenerGroups } from "./listener-group.ts";
import type { Listener, Round } from "./listener.ts";
import { NEWS_MS } from "./stream-limits.ts";
import { sseText, type StreamWords } from "./stream-words.ts";

/** Summaries and views, told at most once a second and only when they changed. */
export interface PeriodicNews {
  /** Something was shown. */
  note(): void;
  /** To be called every second. */
  send(round: Round): void;
}

/** Told of a view that can be followed no longer. */
export const ENDED = { ended: true };

/** Searches by age find others without any change. */
const SECONDS_WITHOUT_CHANGE = 10;

export function createPeriodicNews(words: StreamWords, groups: ListenerGroups, log: Log): PeriodicNews {
  let hasChanged = true;
  let quietSeconds = 0;
  /** Group with which the next second begins, if there was no time for all. */
  let next: ListenerGroup | null = null;

  const summaryOf = (group: ListenerGroup): void => {
    const { filter, visibility } = group;
    const summary = words.summary(filter.q ?? "", visibility);
    if (summary === null) return;
    const compared = JSON.stringify({ ...summary, as_of: 0 });
    if (compared === group.summary?.compared) return;
    group.summary = { compared, told: Buffer.from(sseText("summary", summary)) };
  };

  const sendSummary = (listener: Listener, { summary }: ListenerGroup): void => {
    if (summary === null || listener.summary === summary) return;
    listener.summary = summary;
    listener.send(summary.told);
  };

  const sendViews = (listener: Listener): void => {
    // The first ones are wanted most: used last, they are the last to end for others.
    for (const [view, look] of [...listener.views].reverse()) {
      const news = unlessEnded(view, listener, look);
      if (news !== null) listener.send(sseText("view", { view, ...news }));
    }
  };

  const unlessEnded = (
    view: string,
    listener: Listener,
    look: (visibility: Listener["caller"]["visibility"]) => object | null,
  ): object | null => {
    try {
      return look(listener.caller.visibility);
    } catch (error) {
      if (!(error instanceof Refusal)) log.error({ err: error, view }, "a view could not be followed");
      listener.views = new Map([...listener.views].filter(([id]) => id !== view));
      return ENDED;
    }
  };

  return {
    note() {
      hasChanged = true;
    },
    send(round) {
      const isDue = hasChanged || next !== null || ++quietSeconds >= SECONDS_WITHOUT_CHANGE;
      const all = [...groups.all()];
      const end = performance.now() + NEWS_MS;
      if (isDue) {
        hasChanged = false;
        quietSeconds = 0;
      }
      const first = next === null ? 0 : Math.max(0, all.indexOf(next));
      next = null;
      for (const group of [...all.slice(first), ...all.slice(0, first)]) {
        if (performance.now() > end) {
          next = group;
          return;
        }
        if (isDue || group.summary === null) summaryOf(group);
        for (const listener of group.listeners) {
          // It is told what is newest when it has taken what waits.
          if (listener.isBehind(round)) continue;
          sendSummary(listener, group);
          if (isDue || listener.hasNewViews) sendViews(listener);
          listener.hasNewViews = false;
        }
      }
    },
  };
}
