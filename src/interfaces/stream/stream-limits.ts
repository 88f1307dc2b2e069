/** Changes in memory for listeners that come back. */
export const RING_SIZE = 20_000;
export const MAX_LISTENERS = 1_000;
export const MAX_LISTENERS_OF_ACCOUNT = 20;
/** Of one listener. */
export const MAX_WATCHED = 300;
export const MAX_WAITING_BYTES = 1_048_576;
export const MAX_BEHIND_SECONDS = 10;
/** What a client that comes back is told at once, before it has taken it: much less than what may wait for it. */
export const REPLAYED_AT_ONCE = MAX_WAITING_BYTES / 8;
export const BEAT_SECONDS = 15;
/** For summaries and views, of each second; what remains comes in the next one. */
export const NEWS_MS = 50;
/** What happens within this time is sent together: longer, the more listeners there are to write to. */
export const GATHER_MS = { least: 20, most: 250, ofEachListener: 0.25 } as const;
/** Between two looks at what operators should know. */
export const NOTICE_SECONDS = 5;
/** Between two rows of a watched key. */
export const CHECK_SECONDS = 1;
