import { DAY_SECONDS } from "../../src/data/timeseries/day.ts";
import type { Random } from "../../test/support/random.ts";

/** A read of performance data: some services, with the first metric or all, over a range. */
export interface SeriesRead {
  /** Places of the services, from 0 on. */
  readonly services: readonly number[];
  readonly isFirstMetric: boolean;
  readonly from: number;
  readonly to: number;
  readonly width: number;
}

/** One case: what a page asks for at once. */
export interface ReadCase {
  readonly name: string;
  /** 99 of 100 should take at most this. */
  readonly mostMs: number;
  readonly next: (random: Random) => readonly SeriesRead[];
}

export interface ReadRange {
  readonly services: number;
  /** Days of raw values before now. */
  readonly rawDays: number;
  readonly hoursDays: number;
}

const WIDTH = 600;
/** Buckets of six hours over a year. */
const WIDTH_OF_YEAR = 1_470;
const DAYS = 30;
const YEAR_DAYS = 365;

const now = (): number => Math.floor(Date.now() / 1000);

/** The reads of a dashboard. `rawDays` and `hoursDays` shorten those that are longer than what is kept. */
export function readCases({ services, rawDays, hoursDays }: ReadRange): readonly ReadCase[] {
  const read = (random: Random, count: number, from: number, to: number): SeriesRead => ({
    services: Array.from({ length: count }, () => random.between(0, services - 1)),
    isFirstMetric: true,
    from,
    to,
    width: WIDTH,
  });
  const lastDay = (random: Random, count: number): SeriesRead => {
    const to = now();
    return read(random, count, to - DAY_SECONDS, to);
  };
  const earlierDay = (random: Random, count: number): SeriesRead => {
    const to = now() - random.between(3 * DAY_SECONDS, (rawDays - 1) * DAY_SECONDS);
    return read(random, count, to - DAY_SECONDS, to);
  };
  const days = Math.min(DAYS, rawDays);
  const yearDays = Math.min(YEAR_DAYS, hoursDays);
  const panels = (random: Random, one: typeof lastDay): readonly SeriesRead[] =>
    Array.from({ length: 20 }, () => one(random, 5));
  return [
    { name: "1 series × the last day", mostMs: 20, next: (random) => [lastDay(random, 1)] },
    { name: "1 series × an earlier day", mostMs: 20, next: (random) => [earlierDay(random, 1)] },
    {
      name: `1 series × ${days} days → ${WIDTH}`,
      mostMs: 40,
      next: (random) => [read(random, 1, now() - days * DAY_SECONDS, now())],
    },
    { name: "50 series × the last day", mostMs: 60, next: (random) => [lastDay(random, 50)] },
    { name: "50 series × an earlier day", mostMs: 60, next: (random) => [earlierDay(random, 50)] },
    { name: "20 panels × 5 series × the last day", mostMs: 250, next: (random) => panels(random, lastDay) },
    { name: "20 panels × 5 series × an earlier day", mostMs: 250, next: (random) => panels(random, earlierDay) },
    {
      name: `1 service (15 columns) × ${yearDays} days from hours`,
      mostMs: 80,
      next: (random) => [
        {
          ...read(random, 1, now() - yearDays * DAY_SECONDS, now()),
          isFirstMetric: false,
          width: WIDTH_OF_YEAR,
        },
      ],
    },
  ];
}
