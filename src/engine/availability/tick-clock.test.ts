import { describe, expect, test } from "vitest";
import { seedsFor } from "../../../test/support/repetitions.ts";
import { createRandom, type Random } from "../../../test/support/random.ts";
import { atOnce } from "../../lib/cooperative.ts";
import type { HistoryEvent } from "../../model/history-event.ts";
import type { TimePeriod } from "../../model/objects.ts";
import {
  factsAfter,
  NO_FACTS,
  NO_SERVER_FACTS,
  serverFactsAfter,
  type ResourceFacts,
} from "../../model/timeline-facts.ts";
import { openingsOf } from "../../model/time-period-openings.ts";
import { partOf } from "./availability.ts";
import { availabilityOf, type Availability } from "./join-parts.ts";
import { setOf, type Interval, type IntervalSet } from "./intervals.ts";
import { DEFAULT_POLICY } from "./policy.ts";
import { randomHistory, type HistoryShape, type RandomHistory } from "./random-history.fixture.ts";
import { reportRange } from "./report-range.ts";
import { countTicks, type TickCounts } from "./tick-clock.fixture.ts";
import { endsInSoftProblem, knownUntilOf, timelineOf, type Known } from "./timeline.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const BEFORE: ResourceFacts = { ...NO_FACTS, isConfigured: true, isPending: true };

interface Case {
  readonly history: RandomHistory;
  readonly shape: HistoryShape;
  readonly range: Interval;
  readonly openings: IntervalSet;
  readonly countsSoftProblems: boolean;
}

/** As a report reads: facts before, and no more events than are needed. */
function reportOf({ history, shape, range, openings, countsSoftProblems }: Case): Availability {
  const { toleratedGapMs } = shape;
  let knownUntil = knownUntilOf(range, toleratedGapMs, shape.to);
  const known = <Facts>(
    events: readonly HistoryEvent[],
    after: (facts: Facts, event: HistoryEvent) => Facts,
    none: Facts,
  ): Known<Facts> => ({
    before: events.filter(({ at }) => at * 1000 < range.from).reduce(after, none),
    events: events.filter(({ at }) => at * 1000 >= range.from && at * 1000 < knownUntil),
  });
  while (
    countsSoftProblems &&
    knownUntil < shape.to &&
    atOnce(endsInSoftProblem({ range, resource: known(history.service, factsAfter, BEFORE) }))
  )
    knownUntil = Math.min(shape.to, knownUntil + 30 * shape.tickMs);
  const timeline = atOnce(
    timelineOf({
      kind: "service",
      range,
      knownUntil,
      resource: known(history.service, factsAfter, BEFORE),
      host: known(history.host, factsAfter, BEFORE),
      server: known(history.server, serverFactsAfter, NO_SERVER_FACTS),
      toleratedGapMs,
      countsSoftProblems,
    }),
  );
  return atOnce(availabilityOf([atOnce(partOf({ kind: "service", timeline, openings, policy: DEFAULT_POLICY }))]));
}

/** The same members that the clock counts. */
const countsOf = ({ table, serviceTimeMs, flappingMs, acknowledgedMs, outages }: Availability): TickCounts => ({
  cells: Object.fromEntries(
    table
      .flatMap(({ status, outsideDowntimeMs, inDowntimeMs }) => [
        [`${status} out`, outsideDowntimeMs] as const,
        [`${status} in`, inDowntimeMs] as const,
      ])
      .filter(([, ms]) => ms > 0),
  ),
  serviceTimeMs,
  flappingMs,
  acknowledgedMs,
  outages: outages.map(({ from, to, durationMs }) => ({ from, to, durationMs })),
});

const sumOf = ({ table }: Availability): number =>
  table.reduce((sum, { outsideDowntimeMs, inDowntimeMs }) => sum + outsideDowntimeMs + inDowntimeMs, 0);

// Days on which the clocks change, with the hours that they have.
const CHANGES = [
  ["Europe/Paris", "2026-03-29", 23],
  ["Europe/Paris", "2026-10-25", 25],
  ["America/Sao_Paulo", "2018-02-17", 25],
  ["America/Sao_Paulo", "2018-11-04", 23],
  ["Australia/Lord_Howe", "2026-04-05", 24.5],
  ["Australia/Lord_Howe", "2026-10-04", 23.5],
] as const;

const QUARTER_MS = 15 * 60_000;
const dayAfter = (date: string, days: number): string => Temporal.PlainDate.from(date).add({ days }).toString();

/** Local date, weekday and minute of each quarter of an hour, by the formatter of `Intl`. */
function localTimes(zone: string): (ms: number) => { date: string; weekday: string; minute: number } {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    weekday: "short",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const known = new Map<number, { date: string; weekday: string; minute: number }>();
  return (ms) => {
    const quarter = Math.floor(ms / QUARTER_MS);
    return known.getOrInsertComputed(quarter, () => {
      const part = Object.fromEntries(
        format.formatToParts(quarter * QUARTER_MS).map(({ type, value }) => [type, value]),
      );
      return {
        date: `${part["year"]}-${part["month"]}-${part["day"]}`,
        weekday: part["weekday"]!,
        minute: Number(part["hour"]) * 60 + Number(part["minute"]),
      };
    });
  };
}

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

function randomPeriod(random: Random, name: string, exclude: readonly string[]): TimePeriod {
  const quarter = (): number => random.between(0, 96) * 15;
  const ranges = (): { from: number; to: number }[] =>
    Array.from({ length: random.between(0, 2) }, () => [quarter(), quarter()].sort((a, b) => a - b)).map(
      ([from = 0, to = 0]) => ({ from, to }),
    );
  return { name, alias: name, weekdays: WEEKDAYS.map(ranges), exclude, exceptions: [] };
}

describe.each(CHANGES)("in %s around %s, a day of %d hours", (zone, date, hours) => {
  test("the day has its hours", () => {
    const { from, to } = reportRange({ from: date, to: dayAfter(date, 1), zone });

    expect((to - from) / HOUR_MS).toBe(hours);
  });

  test.each(seedsFor({ all: 34, quick: 12 }))(
    "history %d is counted as by a clock that looks once a second, and adjacent reports add up",
    (seed) => {
      const random = createRandom(seed * 7_919 + Date.parse(date) / 1000 + zone.length);
      const dates = { from: dayAfter(date, -random.between(0, 1)), to: dayAfter(date, random.between(1, 2)), zone };
      const noon = Date.parse(`${dates.from}T12:00:00Z`);
      const shape: HistoryShape = {
        from: noon - 1.5 * DAY_MS,
        to: Date.parse(`${dates.to}T12:00:00Z`) + DAY_MS,
        tickMs: 1_000,
        toleratedGapMs: 360_000,
        pauseMs: random.from([HOUR_MS / 6, HOUR_MS, 6 * HOUR_MS]),
      };
      const history = randomHistory(random, shape);
      const periods = new Map(
        [randomPeriod(random, "work", ["holes"]), randomPeriod(random, "holes", [])].map((one) => [one.name, one]),
      );
      const hasPeriod = random.chance(0.6);
      const countsSoftProblems = random.chance(0.5);
      const local = localTimes(zone);
      const isIn = (name: string, ms: number): boolean => {
        const { weekday, minute } = local(ms);
        const ranges = periods.get(name)!.weekdays[WEEKDAYS.indexOf(weekday)]!;
        return ranges.some(({ from, to }) => minute >= from && minute < to);
      };

      const report = (from: string, to: string): Availability => {
        const range = reportRange({ from, to, zone });
        const seconds = { from: range.from / 1000, to: range.to / 1000 };
        const openings = hasPeriod
          ? atOnce(
              setOf(
                atOnce(openingsOf(periods.get("work")!, periods, seconds, zone)).map((opening) => ({
                  from: opening.from * 1000,
                  to: opening.to * 1000,
                })),
              ),
            )
          : [range];
        return reportOf({ history, shape, range, openings, countsSoftProblems });
      };
      const whole = report(dates.from, dates.to);

      expect(countsOf(whole)).toEqual(
        countTicks({
          ...shape,
          history,
          countsSoftProblems,
          isInReport: (ms) => local(ms).date >= dates.from && local(ms).date < dates.to,
          isOpen: (ms) => !hasPeriod || (isIn("work", ms) && !isIn("holes", ms)),
        }),
      );
      expect(sumOf(whole)).toBe(whole.serviceTimeMs);
      expect(whole.goodMs + whole.badMs + whole.excludedMs).toBe(whole.serviceTimeMs);
      const days = Array.from({ length: 4 }, (_, index) => dayAfter(dates.from, index)).filter((day) => day < dates.to);
      const byDay = days.map((day) => report(day, dayAfter(day, 1)));
      whole.table.forEach((row, index) => {
        expect(byDay.reduce((sum, { table }) => sum + table[index]!.outsideDowntimeMs, 0)).toBe(row.outsideDowntimeMs);
        expect(byDay.reduce((sum, { table }) => sum + table[index]!.inDowntimeMs, 0)).toBe(row.inDowntimeMs);
      });
    },
  );
});

test.each(seedsFor({ all: 100, quick: 34 }))(
  "history %d with milliseconds is counted as by a clock that looks at each millisecond",
  (seed) => {
    const random = createRandom(seed + 1_000_000);
    const from = 1_790_000_000_000 + random.between(0, 999);
    const shape: HistoryShape = {
      from,
      to: from + 60_000,
      tickMs: 1,
      toleratedGapMs: random.between(1, 3_000),
      pauseMs: random.from([200, 2_000, 20_000]),
    };
    const history = randomHistory(random, shape);
    const range = { from: from + random.between(1, 20_000), to: from + random.between(25_000, 59_000) };
    const openings = atOnce(
      setOf(
        Array.from({ length: 5 }, () => {
          const start = range.from + random.between(0, range.to - range.from);
          return { from: start, to: Math.min(range.to, start + random.between(0, 9_000)) };
        }),
      ),
    );
    const countsSoftProblems = random.chance(0.5);

    expect(countsOf(reportOf({ history, shape, range, openings, countsSoftProblems }))).toEqual(
      countTicks({
        ...shape,
        history,
        countsSoftProblems,
        isInReport: (ms) => ms >= range.from && ms < range.to,
        isOpen: (ms) => openings.some((opening) => ms >= opening.from && ms < opening.to),
      }),
    );
  },
);
