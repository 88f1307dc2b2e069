import type { Wants } from "./tab-messages.ts";

export interface TabWants extends Wants {
  readonly isVisible: boolean;
  /** Grows with each wish of any tab: the newest wish goes first. */
  readonly askedAt: number;
}

/** Limits of the side channel of one stream. */
export const MAX_VIEWS = 8;
export const MAX_WATCHED = 300;

/**
 * Joins what all tabs want into what one stream may have. Visible tabs go before hidden ones and newer wishes before
 * older ones, so that the limits cost those who look least.
 */
export function mergeWants(tabs: Iterable<TabWants>): Wants {
  const inOrder = [...tabs].sort((a, b) => Number(b.isVisible) - Number(a.isVisible) || b.askedAt - a.askedAt);
  const views = new Set(inOrder.flatMap((tab) => tab.views));
  // A hidden tab shows nobody the results of its rows.
  const watch = new Set(inOrder.filter((tab) => tab.isVisible).flatMap((tab) => tab.watch));
  return { views: [...views].slice(0, MAX_VIEWS), watch: [...watch].slice(0, MAX_WATCHED) };
}
