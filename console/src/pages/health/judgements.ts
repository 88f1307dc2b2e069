import type { LastReload, ServerCondition } from "../../data/wire-server.ts";
import type { Verdict } from "../../parts/figures.tsx";

const between = (value: number, watchFrom: number, badFrom: number): Verdict =>
  value >= badFrom ? "bad" : value >= watchFrom ? "watch" : "good";

/** Seconds that 99 in 100 checks start after they were due. */
export const judgeLag = (seconds: number | null): Verdict | null => (seconds === null ? null : between(seconds, 1, 30));

/** Checks that are due and wait, to the number that starts in a second. */
export const judgeWaiting = ({ waiting, per_second }: ServerCondition["checks"]): Verdict =>
  between(waiting, Math.max(10, per_second * 2), Math.max(100, per_second * 30));

/** Seconds until a change is on disk; that none was within the last minute is bad if one waits. */
export function judgeWrites({ delay_p99: seconds, pending }: Delays): Verdict | null {
  if (seconds === null) return pending > 0 ? "bad" : null;
  return between(seconds, 0.25, 1);
}

type Delays = Pick<ServerCondition["commits"], "delay_p99" | "pending">;

/** Seconds that the server is late with everything. */
export const judgeLoop = (seconds: number): Verdict => between(seconds, 0.1, 0.5);

/** Changes that could not be stored. */
export const judgeRefused = (count: number): Verdict => (count > 0 ? "watch" : "good");

export const judgeReload = ({ result, needs_restart: waiting }: LastReload): Verdict =>
  result === "refused" || result === "failed" ? "bad" : waiting.length > 0 ? "watch" : "good";

export const judgeOutbox = ({ waiting, failing }: ServerCondition["outbox"]): Verdict =>
  failing > 0 ? "bad" : between(waiting, 20, 200);

/** The worst word on the page, so that its first line says no better. */
export function judgeAll({ checks, commits, event_loop_delay_p99: late, outbox, reload }: ServerCondition): Verdict {
  const all = [
    judgeLag(checks.lag_p99),
    judgeWaiting(checks),
    judgeWrites(commits),
    judgeRefused(commits.refused),
    judgeLoop(late),
    judgeOutbox(outbox),
    reload === null ? null : judgeReload(reload),
  ];
  return all.includes("bad") ? "bad" : all.includes("watch") ? "watch" : "good";
}
