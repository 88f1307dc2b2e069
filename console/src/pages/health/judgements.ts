import type { ServerCondition } from "../../data/wire-server.ts";

/** A word for a number: whether somebody should do something about it. */
export type Verdict = "good" | "watch" | "bad";

const between = (value: number, watchFrom: number, badFrom: number): Verdict =>
  value >= badFrom ? "bad" : value >= watchFrom ? "watch" : "good";

/** Seconds that 99 in 100 checks start after they were due. */
export const judgeLag = (seconds: number | null): Verdict | null => (seconds === null ? null : between(seconds, 1, 30));

/** Checks that are due and wait, to the number that starts in a second. */
export const judgeWaiting = ({ waiting, per_second }: ServerCondition["checks"]): Verdict =>
  between(waiting, Math.max(10, per_second * 2), Math.max(100, per_second * 30));

/** Seconds until a change is on disk. */
export const judgeWrites = (seconds: number | null): Verdict | null =>
  seconds === null ? null : between(seconds, 0.25, 1);

/** Seconds that the server is late with everything. */
export const judgeLoop = (seconds: number): Verdict => between(seconds, 0.1, 0.5);

export const judgeOutbox = ({ waiting, failing }: ServerCondition["outbox"]): Verdict =>
  failing > 0 ? "bad" : between(waiting, 20, 200);
