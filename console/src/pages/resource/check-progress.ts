/** How far a check that somebody asked for is. Instants are milliseconds of the server's clock. */
export type CheckProgress =
  | { readonly kind: "idle" }
  | { readonly kind: "asked" | "running" | "queued"; readonly askedAt: number; readonly before: NewestResult }
  | { readonly kind: "done"; readonly doneAt: number; readonly seconds: number | null };

/** What tells results apart: their second, and those of one second by how many there were since the server's start. */
export interface NewestResult {
  readonly lastCheck: string | null;
  readonly results: number;
}

export const IDLE: CheckProgress = { kind: "idle" };
/** Without a result for so long, the check waits in a queue. */
export const QUEUED_AFTER_MS = 30_000;
/** The end is shown for so long. */
export const DONE_FOR_MS = 8_000;

type Pending = Extract<CheckProgress, { readonly askedAt: number }>;
export const isPending = (progress: CheckProgress): progress is Pending => "askedAt" in progress;

/** `before`: the newest result when the check was asked for. */
export const askedFor = (now: number, before: NewestResult): CheckProgress => ({ kind: "asked", askedAt: now, before });

/** The server has taken the request: it runs as soon as there is a free slot. */
export const accepted = (progress: CheckProgress): CheckProgress =>
  progress.kind === "asked" ? { ...progress, kind: "running" } : progress;

/** What the newest result is now: another one than before ends the wait. A server that starts again counts from 0. */
export function afterResult(progress: CheckProgress, newest: NewestResult, now: number): CheckProgress {
  if (!isPending(progress)) return progress;
  const { before } = progress;
  if (newest.lastCheck === before.lastCheck && newest.results <= before.results) return progress;
  return { kind: "done", doneAt: now, seconds: (now - progress.askedAt) / 1_000 };
}

/** What only time changes. */
export function afterTime(progress: CheckProgress, now: number): CheckProgress {
  if (progress.kind === "done") return now - progress.doneAt >= DONE_FOR_MS ? IDLE : progress;
  if (progress.kind !== "asked" && progress.kind !== "running") return progress;
  return now - progress.askedAt >= QUEUED_AFTER_MS ? { ...progress, kind: "queued" } : progress;
}
