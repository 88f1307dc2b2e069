import { describe, expect, test } from "vitest";
import { atOnce } from "../../lib/cooperative.ts";
import type { HistoryEvent } from "../../model/history-event.ts";
import { factsAfter, NO_FACTS, NO_SERVER_FACTS, serverFactsAfter } from "../../model/timeline-facts.ts";
import { partOf } from "./availability.ts";
import { availabilityOf, type Availability } from "./join-parts.ts";
import { DEFAULT_POLICY, type Policy } from "./policy.ts";
import { reportRange } from "./report-range.ts";
import { knownUntilOf, timelineOf, type Known } from "./timeline.ts";

/** Faults that reports of other monitoring systems have or had. The report is that of a day in Paris. */
const HOUR_MS = 3_600_000;
const DATES = { from: "2026-07-14", to: "2026-07-15", zone: "Europe/Paris" };
const RANGE = reportRange(DATES);

type Sketch = readonly [hour: number, kind: HistoryEvent["kind"], state?: number, stateType?: number, reason?: string];

/** Hours count from the begin of the report. */
const eventOf = ([hour, kind, state = 0, stateType = 1, reason = ""]: Sketch): HistoryEvent => ({
  key: 1,
  at: (RANGE.from + hour * HOUR_MS) / 1000,
  kind,
  state,
  stateType,
  checkAttempt: 1,
  output: "",
  reason,
});

function known<Facts>(
  sketches: readonly Sketch[],
  after: (facts: Facts, event: HistoryEvent) => Facts,
  none: Facts,
): Known<Facts> {
  const events = sketches.map(eventOf);
  return {
    before: events.filter(({ at }) => at * 1000 < RANGE.from).reduce(after, none),
    events: events.filter(({ at }) => at * 1000 >= RANGE.from),
  };
}

interface Options {
  readonly server?: readonly Sketch[];
  readonly policy?: Policy;
  readonly soft?: boolean;
}

const START: Sketch = [-800, "object-configured", 4];

function report(events: readonly Sketch[], { server = [], policy = DEFAULT_POLICY, soft = false }: Options = {}) {
  const timeline = atOnce(
    timelineOf({
      kind: "service",
      range: RANGE,
      knownUntil: knownUntilOf(RANGE, 360_000, Infinity),
      resource: known([START, ...events], factsAfter, NO_FACTS),
      host: null,
      server: known(server, serverFactsAfter, NO_SERVER_FACTS),
      toleratedGapMs: 360_000,
      countsSoftProblems: soft,
    }),
  );
  return atOnce(availabilityOf([atOnce(partOf({ kind: "service", timeline, openings: [RANGE], policy }))]));
}

/** Hours by status, outside and in downtime. */
const hoursOf = ({ table }: Availability): Readonly<Record<string, readonly [number, number]>> =>
  Object.fromEntries(
    table
      .map((row) => [row.status, [row.outsideDowntimeMs / HOUR_MS, row.inDowntimeMs / HOUR_MS]] as const)
      .filter(([, [outside, inside]]) => outside !== 0 || inside !== 0),
  );

const begins = (hour: number, id: number): Sketch => [
  hour,
  "downtime-started",
  0,
  1,
  `downtime ${id} starts as planned`,
];
const ends = (hour: number, id: number): Sketch => [hour, "downtime-ended", 0, 1, `downtime ${id} ran its time`];

describe("a downtime", () => {
  test("that began before the report counts from the begin of the report", () => {
    expect(hoursOf(report([[-700, "first-result"], begins(-50, 1), ends(6, 1)]))).toEqual({ ok: [18, 6] });
  });

  test("that still runs counts to the end of the report", () => {
    expect(hoursOf(report([[-700, "first-result"], begins(20, 1)]))).toEqual({ ok: [20, 4] });
  });

  test("around the whole report counts as a whole", () => {
    expect(hoursOf(report([[-700, "first-result"], begins(-50, 1), ends(50, 1)]))).toEqual({ ok: [0, 24] });
  });

  test("that overlaps another counts once, to the end of the later one", () => {
    const events = [begins(2, 1), begins(3, 2), ends(4, 1), ends(6, 2)];

    expect(hoursOf(report([[-700, "first-result"], ...events]))).toEqual({ ok: [20, 4] });
  });

  test("is no outage, and is one by the policy that counts it", () => {
    const events: readonly Sketch[] = [
      [-700, "first-result"],
      begins(2, 1),
      [3, "hard-state", 2],
      [5, "recovery"],
      ends(6, 1),
    ];
    const counted = { ...DEFAULT_POLICY, critical: { outsideDowntime: "bad", inDowntime: "bad" } } as const;

    expect(report(events)).toMatchObject({ badMs: 0, failures: 0, availability: 1, mttrMs: null });
    expect(report(events).outages).toMatchObject([{ durationMs: 2 * HOUR_MS, inDowntimeMs: 2 * HOUR_MS, badMs: 0 }]);
    expect(report(events, { policy: counted })).toMatchObject({ badMs: 2 * HOUR_MS, failures: 1 });
  });

  test("that was cancelled before it began is none", () => {
    const cancelled: Sketch = [3, "downtime-cancelled", 0, 1, "downtime 1 cancelled by jdoe"];

    expect(hoursOf(report([[-700, "first-result"], cancelled]))).toEqual({ ok: [24, 0] });
  });
});

describe("a problem", () => {
  test("that was there when the report begins counts from its begin, never less than nothing", () => {
    const { outages, ...rest } = report([
      [-700, "first-result"],
      [-300, "hard-state", 2],
      [7, "recovery"],
    ]);

    expect(rest).toMatchObject({ badMs: 7 * HOUR_MS, goodMs: 17 * HOUR_MS });
    expect(outages).toMatchObject([{ from: RANGE.from, beganBefore: true, continuesAfter: false }]);
  });

  test("that nothing ended lasts to the end of the report", () => {
    const { outages, badMs } = report([
      [-700, "first-result"],
      [23, "hard-state", 3],
    ]);

    expect(badMs).toBe(HOUR_MS);
    expect(outages).toMatchObject([{ to: RANGE.to, beganBefore: false, continuesAfter: true }]);
  });

  test("whose recovery is lost ends with the next result that tells", () => {
    expect(
      hoursOf(
        report([
          [-700, "first-result"],
          [2, "hard-state", 2],
          [5, "hard-state", 1],
        ]),
      ),
    ).toEqual({
      ok: [2, 0],
      critical: [3, 0],
      warning: [19, 0],
    });
  });

  test("counts from its first soft result, if the report says so, also one that became hard after its end", () => {
    const events: readonly Sketch[] = [
      [-700, "first-result"],
      [2, "soft-state", 1, 0],
      [3, "soft-state", 2, 0],
      [4, "hard-state", 2],
      [6, "recovery"],
      [8, "soft-state", 2, 0],
      [9, "recovery", 0, 0],
      [23, "soft-state", 2, 0],
      [24.05, "hard-state", 2],
    ];

    expect(hoursOf(report(events))).toEqual({ ok: [22, 0], critical: [2, 0] });
    expect(hoursOf(report(events, { soft: true }))).toEqual({ ok: [19, 0], critical: [5, 0] });
  });
});

describe("the report", () => {
  test("is not shrunk to the time that has data: the rest is pending or unmonitored", () => {
    const late: readonly Sketch[] = [
      [-800, "object-configured", 4],
      [10, "first-result"],
    ];
    const neverStarted = {
      server: [
        [-1, "monitoring-stopped"],
        [8, "monitoring-started"],
      ] as const,
    };

    expect(hoursOf(report(late))).toEqual({ pending: [10, 0], ok: [14, 0] });
    expect(hoursOf(report(late, neverStarted))).toEqual({ unmonitored: [8, 0], pending: [2, 0], ok: [14, 0] });
  });

  test("of a day in summer time has its 24 hours, from local midnight on", () => {
    expect([new Date(RANGE.from).toISOString(), (RANGE.to - RANGE.from) / HOUR_MS]).toEqual([
      "2026-07-13T22:00:00.000Z",
      24,
    ]);
  });

  test("counts a restart as monitored, and a longer stop as unmonitored from its begin", () => {
    const minutes = (count: number): number => count / 60;
    const server: readonly Sketch[] = [
      [2, "monitoring-stopped"],
      [2 + minutes(6), "monitoring-started"],
      [4, "monitoring-stopped"],
      [4 + minutes(7), "monitoring-started"],
    ];

    expect(report([[-700, "first-result"]], { server }).excludedMs).toBe(7 * 60_000);
  });
});
