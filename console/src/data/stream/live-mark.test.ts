import { expect, test } from "vitest";
import type { LiveStatus } from "../live.ts";
import { liveMark, untilNextMark, type ConnectionFacts } from "./live-mark.ts";

const NOW = 1_000_000;
const CONNECTED: ConnectionFacts = { isConnected: true, lostAt: undefined, lastEventAt: NOW, isSignedOut: false };
const ago = (ms: number): string => new Date(NOW - ms).toISOString();
const lost = (ago: number): ConnectionFacts => ({ ...CONNECTED, isConnected: false, lostAt: NOW - ago });

const CASES: readonly (readonly [string, ConnectionFacts, number | undefined, LiveStatus])[] = [
  ["live after a beat", CONNECTED, undefined, { kind: "live" }],
  ["live 39.999 s after a beat", { ...CONNECTED, lastEventAt: NOW - 39_999 }, 1, { kind: "live" }],
  [
    "stale 40 s after a beat, since that beat",
    { ...CONNECTED, lastEventAt: NOW - 40_000 },
    1,
    { kind: "stale", since: ago(40_000) },
  ],
  [
    "connecting before the first connection",
    { ...lost(5_000), lastEventAt: undefined },
    undefined,
    { kind: "connecting" },
  ],
  ["reconnecting for less than 10 s", lost(9_999), undefined, { kind: "reconnecting", since: ago(9_999) }],
  ["stale after 10 s without connection", lost(10_000), undefined, { kind: "stale", since: ago(10_000) }],
  [
    "stale when the clock was set back meanwhile",
    lost(-3_600_000),
    undefined,
    { kind: "stale", since: ago(-3_600_000) },
  ],
  ["stale rather than behind", lost(20_000), 99, { kind: "stale", since: ago(20_000) }],
  ["live when checks start 30 s late", CONNECTED, 30, { kind: "live" }],
  ["behind when checks start later than that", CONNECTED, 42, { kind: "behind", lateSeconds: 42 }],
];

test.each(CASES)("is %s", (_name, facts, lag, mark) => {
  expect(liveMark(facts, NOW, lag)).toEqual(mark);
});

test("says when it changes by itself", () => {
  expect(untilNextMark(CONNECTED, NOW + 15_000)).toBe(25_000);
  expect(untilNextMark(lost(4_000), NOW)).toBe(6_000);
  expect(untilNextMark(lost(10_000), NOW)).toBeUndefined();
});
