import type { LiveRow } from "../wire.ts";

/** A row of service `s<n>.1`, CRITICAL and unhandled unless told otherwise. */
export function rowOf(n: number, changed: Partial<LiveRow> = {}): LiveRow {
  return {
    key: `s${n}.1`,
    type: "service",
    name: "disk",
    host: { key: `h${n}`, name: `web-${n}`, address: "10.0.0.1", state: "UP" },
    state: "CRITICAL",
    hard: true,
    attempt: 3,
    max_attempts: 3,
    since: "2026-11-29T01:00:00Z",
    last_check: "2026-11-29T02:00:00Z",
    next_check: "2026-11-29T02:05:00Z",
    output: "DISK CRITICAL",
    unhandled: true,
    flapping: false,
    acknowledgement: null,
    downtime: null,
    notifies: true,
    checks: "active",
    importance: 0,
    poller: 1,
    told: 1,
    services: null,
    ...changed,
  };
}
