/** How far a check that somebody asked for is. Instants are milliseconds of the server's clock. */
export type CheckProgress =
  | { readonly kind: "idle" }
  | { readonly kind: "asked"; readonly askedAt: number; readonly lastCheck: string | null }
  | { readonly kind: "running"; readonly askedAt: number; readonly lastCheck: string | null }
  | { readonly kind: "queued"; readonly askedAt: number; readonly lastCheck: string | null }
  | { readonly kind: "done"; readonly doneAt: number; readonly seconds: number | null };

export const IDLE: CheckProgress = { kind: "idle" };
/** Without a result for so long, the check waits in a queue. */
export const QUEUED_AFTER_MS = 30_000;
/** The end is shown for so long. */
export const DONE_FOR_MS = 8_000;

type Pending = Extract<CheckProgress, { readonly askedAt: number }>;
export const isPending = (progress: CheckProgress): progress is Pending => "askedAt" in progress;

/** `lastCheck`: time of the last result when the check was asked for. */
export const askedFor = (now: number, lastCheck: string | null): CheckProgress => ({
  kind: "asked",
  askedAt: now,
  lastCheck,
});

/** The server has taken the request: it runs as soon as there is a free slot. */
export const accepted = (progress: CheckProgress): CheckProgress =>
  progress.kind === "asked" ? { ...progress, kind: "running" } : progress;

/** A result came, with the time of the last check that it leaves. */
export function afterResult(progress: CheckProgress, lastCheck: string | null, now: number): CheckProgress {
  if (!isPending(progress) || lastCheck === progress.lastCheck) return progress;
  return { kind: "done", doneAt: now, seconds: (now - progress.askedAt) / 1_000 };
}

/** What only time changes. */
export function afterTime(progress: CheckProgress, now: number): CheckProgress {
  if (progress.kind === "done") return now - progress.doneAt >= DONE_FOR_MS ? IDLE : progress;
  if (progress.kind !== "asked" && progress.kind !== "running") return progress;
  return now - progress.askedAt >= QUEUED_AFTER_MS ? { ...progress, kind: "queued" } : progress;
}
