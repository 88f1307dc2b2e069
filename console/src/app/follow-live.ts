import { get } from "../data/client.ts";
import { summary } from "../data/live.ts";
import type { Summary } from "../data/wire.ts";

/** Keeps what is live up to date for as long as somebody is signed in. Returns its end. */
export function followLive(): () => void {
  const ended = new AbortController();
  // Until the stream tells the first one.
  get<Summary>("/api/summary", { signal: ended.signal }).then(
    (told) => summary.set(told),
    () => {},
  );
  return () => ended.abort();
}
