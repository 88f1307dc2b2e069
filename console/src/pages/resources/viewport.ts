/** Rows that come and go together. */
export const BLOCK_SIZE = 8;
/** Rows beyond the visible ones that are drawn above and below at least. */
const OVERSCAN = 4;

export interface Viewport {
  readonly scrollTop: number;
  /** Of the rows, without the head. */
  readonly height: number;
  readonly rowHeight: number;
  readonly length: number;
}

/** Places of the first and the last row that are seen, even in part. `last` is -1 without rows. */
export function visibleRows({ scrollTop, height, rowHeight, length }: Viewport): { first: number; last: number } {
  const last = Math.min(length - 1, Math.ceil((scrollTop + height) / rowHeight) - 1);
  return { first: Math.max(0, Math.min(Math.floor(scrollTop / rowHeight), last)), last };
}

export const blockOf = (place: number): number => Math.floor(place / BLOCK_SIZE);

/** The first and the last block with rows on the screen or near it, in a list of so many rows. */
export function drawnBlocks(seen: { readonly first: number; readonly last: number }, length: number) {
  const last = Math.min(seen.last + OVERSCAN, length - 1);
  return { first: blockOf(Math.max(0, seen.first - OVERSCAN)), last: blockOf(last) };
}

/** Where to scroll so that a row is wholly seen; undefined if it is. */
export function scrollToShow(place: number, { scrollTop, height, rowHeight }: Viewport): number | undefined {
  const top = place * rowHeight;
  if (top < scrollTop) return top;
  const bottom = top + rowHeight - height;
  return bottom > scrollTop ? bottom : undefined;
}

/** Where to scroll so that a row that went to another place stays at its height on the screen. */
export const scrollAfterMove = (from: number, to: number, { scrollTop, rowHeight }: Viewport): number =>
  Math.max(0, scrollTop + (to - from) * rowHeight);
