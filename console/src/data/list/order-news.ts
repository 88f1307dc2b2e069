import type { ViewNews } from "../stream/stream-events.ts";

/** What happened to a frozen order since it was taken. */
export interface OrderNews {
  /** Keys that match now and are not in the order. */
  readonly entered: ReadonlySet<string>;
  /** Keys of the order that no longer match. */
  readonly left: ReadonlySet<string>;
  readonly isReordered: boolean;
}

export const NO_NEWS: OrderNews = { entered: new Set(), left: new Set(), isReordered: false };

/**
 * Adds what the stream told of the order. A row that came back to its place is neither new nor gone; one that entered
 * and left again before anybody took a new order was never seen.
 */
export function addOrderNews(before: OrderNews, news: Pick<ViewNews, "entered" | "left" | "reordered">): OrderNews {
  if (news.entered.length === 0 && news.left.length === 0 && (!news.reordered || before.isReordered)) return before;
  const entered = new Set(before.entered);
  const left = new Set(before.left);
  for (const key of news.entered) if (!left.delete(key)) entered.add(key);
  for (const key of news.left) if (!entered.delete(key)) left.add(key);
  return { entered, left, isReordered: before.isReordered || news.reordered };
}

export const hasNews = ({ entered, left, isReordered }: OrderNews): boolean =>
  entered.size > 0 || left.size > 0 || isReordered;
