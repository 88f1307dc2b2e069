import type { HistoryEvent } from "../../model/history-event.ts";
import type { RandomHistory } from "./random-history.fixture.ts";

/**
 * Availability of a service by a clock that looks at every tick: what the definitions of docs/availability.md say, done
 * naively, with nothing of the code under test.
 */
export interface TickClockInput {
  readonly history: RandomHistory;
  /** First and last tick that the history has, in milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly tickMs: number;
  readonly toleratedGapMs: number;
  readonly countsSoftProblems: boolean;
  readonly isInReport: (ms: number) => boolean;
  readonly isOpen: (ms: number) => boolean;
}

export interface TickCounts {
  /** Milliseconds by status, then by `in` and `out` of downtime. */
  readonly cells: Readonly<Record<string, number>>;
  readonly serviceTimeMs: number;
  readonly flappingMs: number;
  readonly acknowledgedMs: number;
  /** Times in which the status is critical or unknown, with any service time. */
  readonly outages: readonly { readonly from: number; readonly to: number; readonly durationMs: number }[];
}

const NAMES = ["ok", "warning", "critical", "unknown", "pending", "unmonitored"];
const [PENDING, UNMONITORED] = [4, 5];
const STATES: readonly string[] = ["soft-state", "hard-state", "recovery", "first-result", "check-skipped"];

export function countTicks(input: TickClockInput): TickCounts {
  const { from, to, tickMs, history } = input;
  const ticks = (to - from) / tickMs;
  const status = new Uint8Array(ticks).fill(PENDING);
  const flags = new Uint8Array(ticks);
  const [WATCHED, DOWN, FLAPPING, ACKNOWLEDGED, CONFIGURED] = [1, 2, 4, 8, 16] as const;

  const now = { hard: PENDING, softSince: -1, flaps: false, acknowledged: false, configured: true };
  const off = { server: false, services: false, own: false };
  const running = new Set<string>();
  const look = (event: HistoryEvent, tick: number): void => {
    const { kind, state, stateType, reason } = event;
    if (STATES.includes(kind) && state !== PENDING) {
      if (state === 0) [now.hard, now.softSince] = [0, -1];
      else if (stateType === 0) now.softSince = now.softSince === -1 ? tick : now.softSince;
      else {
        if (input.countsSoftProblems && now.softSince !== -1) status.fill(state, now.softSince, tick);
        [now.hard, now.softSince] = [state, -1];
      }
    }
    if (kind.startsWith("downtime")) {
      const [, id] = reason.split(" ");
      if (kind === "downtime-started") running.add(id!);
      else running.delete(id!);
    }
    if (kind.startsWith("flapping")) now.flaps = kind === "flapping-started";
    if (kind.startsWith("acknowledgement")) now.acknowledged = kind === "acknowledgement-set";
    // The state that it brings along counts while no result is known.
    if (kind === "object-configured" && now.hard === PENDING && stateType === 1) now.hard = state;
    if (kind.startsWith("object")) now.configured = kind === "object-configured";
    if (kind.startsWith("checks")) off.own = kind === "checks-disabled" && !reason.includes("configuration");
    if (kind.startsWith("service-checks")) off.services = kind === "service-checks-disabled";
    if (kind.startsWith("monitoring")) off.server = kind === "monitoring-stopped";
  };

  const lists = [history.service, history.host, history.server];
  const next = lists.map(() => 0);
  for (let tick = 0; tick < ticks; tick += 1) {
    lists.forEach((list, which) => {
      for (let event = list[next[which]!]; event !== undefined; event = list[(next[which]! += 1)]) {
        if (Math.round(event.at * 1000) !== from + tick * tickMs) break;
        look(event, tick);
      }
    });
    status[tick] = now.hard;
    flags[tick] =
      (off.server || off.services || off.own ? 0 : WATCHED) |
      (running.size > 0 ? DOWN : 0) |
      (now.flaps ? FLAPPING : 0) |
      (now.acknowledged ? ACKNOWLEDGED : 0) |
      (now.configured ? CONFIGURED : 0);
  }

  for (let tick = 0; tick < ticks; tick += 1) {
    const first = tick;
    while (tick < ticks && (flags[tick]! & WATCHED) === 0) tick += 1;
    if ((tick - first) * tickMs > input.toleratedGapMs) status.fill(UNMONITORED, first, tick);
  }

  const cells: Record<string, number> = {};
  const sums = { serviceTimeMs: 0, flappingMs: 0, acknowledgedMs: 0 };
  const outages: { from: number; to: number; durationMs: number }[] = [];
  for (let tick = 0; tick < ticks; tick += 1) {
    const ms = from + tick * tickMs;
    if (!input.isInReport(ms)) continue;
    const flag = flags[tick]!;
    const isServed = (flag & CONFIGURED) !== 0 && input.isOpen(ms);
    const name = NAMES[status[tick]!]!;
    if (name === "critical" || name === "unknown") {
      const last = outages.at(-1);
      if (last?.to !== ms) outages.push({ from: ms, to: ms, durationMs: 0 });
      outages.at(-1)!.to = ms + tickMs;
      if (isServed) outages.at(-1)!.durationMs += tickMs;
    }
    if (!isServed) continue;
    const cell = `${name} ${(flag & DOWN) === 0 ? "out" : "in"}`;
    cells[cell] = (cells[cell] ?? 0) + tickMs;
    sums.serviceTimeMs += tickMs;
    if (flag & FLAPPING) sums.flappingMs += tickMs;
    if (flag & ACKNOWLEDGED) sums.acknowledgedMs += tickMs;
  }
  return { cells, ...sums, outages: outages.filter(({ durationMs }) => durationMs > 0) };
}
