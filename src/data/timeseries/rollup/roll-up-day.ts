import type { Block } from "../block/block.ts";
import { DAY_SECONDS, HOUR_SECONDS, startOfDay, type DayNumber } from "../day.ts";
import { Buckets, type CounterValue } from "./buckets.ts";
import { medianInterval } from "./increase.ts";
import { addRolled, metricsOfRolled, rolledBlock, StateBuckets } from "./rolled-block.ts";

/**
 * Hours of a day of one resource. `isCounter` by the number of a metric; `before`: last value of a counter before the
 * day.
 */
export function hoursOfDay(
  block: Block,
  day: DayNumber,
  isCounter: (number: number) => boolean,
  before: (number: number) => CounterValue | null,
): Block {
  const from = startOfDay(day);
  const count = DAY_SECONDS / HOUR_SECONDS;
  const interval = medianInterval(block.times);
  const states = new StateBuckets(from, HOUR_SECONDS, count);
  states.add(block.times, block.states);
  const metrics = block.columns.map(({ number, values }) => {
    const buckets = new Buckets(from, HOUR_SECONDS, count, isCounter(number));
    if (buckets.isCounter) buckets.startAfter(before(number));
    buckets.add(block.times, values, interval);
    return { number, buckets };
  });
  return rolledBlock(states, metrics);
}

/** The day of these hours, as a block of one result. */
export function dayOfHours(hours: Block, day: DayNumber, isCounter: (number: number) => boolean): Block {
  const from = startOfDay(day);
  const states = new StateBuckets(from, DAY_SECONDS, 1);
  states.add(hours.times, hours.states);
  const metrics = metricsOfRolled(hours).map((number) => {
    const buckets = new Buckets(from, DAY_SECONDS, 1, isCounter(number));
    addRolled(buckets, hours, number, HOUR_SECONDS);
    return { number, buckets };
  });
  return rolledBlock(states, metrics);
}
