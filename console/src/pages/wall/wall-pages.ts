const PAGE_MS = 10_000;
/** The first page has the worst: it is shown twice as long. */
const WORST_MS = 2 * PAGE_MS;

export interface WallPages {
  /** From 0. */
  readonly page: number;
  readonly pages: number;
}

/** Which page of a list is shown so many milliseconds after the first one began. */
export function pageAt(elapsedMs: number, rows: number, rowsOnPage: number): WallPages {
  const pages = Math.max(1, Math.ceil(rows / Math.max(1, rowsOnPage)));
  if (pages === 1) return { page: 0, pages };
  const round = WORST_MS + (pages - 1) * PAGE_MS;
  const inRound = elapsedMs % round;
  return { page: inRound < WORST_MS ? 0 : 1 + Math.floor((inRound - WORST_MS) / PAGE_MS), pages };
}

/** Place of the picture in pixels: a step of two each minute, round a square, so that nothing burns in. */
export function shiftAt(nowMs: number): readonly [number, number] {
  const step = Math.floor(nowMs / 60_000) % SHIFTS.length;
  return SHIFTS[step]!;
}

const SHIFTS = [
  [0, 0],
  [2, 0],
  [2, 2],
  [0, 2],
] as const;
