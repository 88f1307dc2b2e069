import type { LiveStatus } from "../live.ts";

/** What is known about the connection to the live stream. Times in milliseconds since the epoch. */
export interface ConnectionFacts {
  /** A `hello` was received and the connection did not end since. */
  readonly isConnected: boolean;
  /** Since when there is no connection; undefined while connected. */
  readonly lostAt: number | undefined;
  /** When the last event of any kind arrived. */
  readonly lastEventAt: number | undefined;
  /** The server answered that there is no web session; the console asks for the password. */
  readonly isSignedOut: boolean;
}

/** A loss of connection shorter than this changes nothing but the mark. */
export const RECONNECTING_MS = 10_000;
/** A connection without an event for this long is taken for dead: the server sends a beat every 15 s. */
export const SILENT_MS = 40_000;
const BEHIND_SECONDS = 30;

/** Decides what the mark of the console says. `lagSeconds` is the p99 of how late checks start, where known. */
export function liveMark(facts: ConnectionFacts, now: number, lagSeconds: number | undefined): LiveStatus {
  if (!facts.isConnected) {
    const since = facts.lostAt ?? now;
    if (isLonger(now - since, RECONNECTING_MS)) return { kind: "stale", since: timeOf(since) };
    return facts.lastEventAt === undefined ? { kind: "connecting" } : { kind: "reconnecting", since: timeOf(since) };
  }
  if (facts.lastEventAt !== undefined && isLonger(now - facts.lastEventAt, SILENT_MS))
    return { kind: "stale", since: timeOf(facts.lastEventAt) };
  if (lagSeconds !== undefined && lagSeconds > BEHIND_SECONDS) return { kind: "behind", lateSeconds: lagSeconds };
  return { kind: "live" };
}

/** A time to come says that the clock was set back meanwhile, and nothing about how long it is. */
const isLonger = (ms: number, limit: number): boolean => ms >= limit || ms < -limit;

const timeOf = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** Milliseconds until `liveMark` may say something else without a new fact. */
export function untilNextMark(facts: ConnectionFacts, now: number): number | undefined {
  const at = facts.isConnected
    ? facts.lastEventAt === undefined
      ? undefined
      : facts.lastEventAt + SILENT_MS
    : facts.lostAt === undefined
      ? undefined
      : facts.lostAt + RECONNECTING_MS;
  return at === undefined || at <= now ? undefined : at - now;
}
