import type { Log } from "../../lib/log.ts";
import type { Listener, Round } from "./listener.ts";
import type { Notice } from "./notice.ts";
import { NOTICE_SECONDS } from "./stream-limits.ts";
import { sseText } from "./stream-words.ts";

/** Tells administrators what begins and what is over. */
export interface OperatorNotices {
  /** Sets who knows what is the matter. */
  ask(source: () => Promise<readonly Notice[]>): void;
  /** To be called every second. */
  send(listeners: Iterable<Listener>, round: Round): void;
}

export function createOperatorNotices(log: Log): OperatorNotices {
  let source = async (): Promise<readonly Notice[]> => [];
  let present: readonly Notice[] = [];
  let askAgainIn = 0;
  let isAsking = false;

  const ask = async (): Promise<void> => {
    isAsking = true;
    try {
      present = await source();
    } catch (error) {
      log.warn({ err: error }, "the live stream could not learn what operators should know");
    } finally {
      isAsking = false;
    }
  };

  return {
    ask(next) {
      source = next;
    },
    send(listeners, round) {
      let areAnyToldThem = false;
      for (const listener of listeners) {
        if (!listener.caller.isAdmin || listener.isBehind(round)) continue;
        areAnyToldThem = true;
        const { notices } = listener;
        for (const notice of present) {
          if (notices.has(notice.message)) continue;
          notices.set(notice.message, notice);
          listener.send(sseText("notice", notice));
        }
        for (const [message, notice] of notices) {
          if (present.some((other) => other.message === message)) continue;
          notices.delete(message);
          listener.send(sseText("notice", { ...notice, level: "info", message: `Over: ${message}` }));
        }
      }
      if (!areAnyToldThem || isAsking || --askAgainIn > 0) return;
      askAgainIn = NOTICE_SECONDS;
      void ask();
    },
  };
}
