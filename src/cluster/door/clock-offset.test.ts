import { beforeEach, expect, test } from "vitest";
import { ClockOffset } from "./clock-offset.ts";

/** Beats of both sides every 5 s, with this way in each direction. */
class Beats {
  readonly offset = new ClockOffset();
  #now = 1_800_000_000;
  /** By how much the clock of the other side is ahead. */
  ahead = 0;
  #echo: readonly [number, number] | null = null;

  /** One of ours goes out, and then one of theirs comes. `between` happens after ours has arrived. */
  pass({ there = 0.02, back = 0.02, between = () => {} } = {}): number | null {
    const sent = this.#now;
    this.#now += there;
    this.#echo = [sent, this.#now + this.ahead];
    this.#now += 5 - there;
    between();
    const theirs = this.#now + this.ahead;
    this.#now += back;
    this.offset.heard(theirs, this.#echo, this.#now);
    return this.offset.seconds;
  }

  /** A clock of this side that is set. */
  step(seconds: number): void {
    this.#now += seconds;
    this.ahead -= seconds;
  }
}

let beats: Beats;
beforeEach(() => {
  beats = new Beats();
});

test("is not known before an echo, and 0 for clocks that agree", () => {
  expect(beats.offset.seconds).toBeNull();
  expect(beats.pass()).toBe(0);
});

test("is right to half the way, also if one direction is slow", () => {
  beats.ahead = 3;
  expect(beats.pass()).toBeCloseTo(3);
  expect(beats.pass({ there: 2 })).toBeCloseTo(3);
  expect(beats.pass({ back: 4 })).toBeCloseTo(3);
});

test("is 0 as long as a slow way alone may be the cause", () => {
  expect(beats.pass({ there: 2, back: 0 })).toBe(0);
});

test.each([60, -60, 3, -3])("of a clock that is set by %i s is known with the next beat", (seconds) => {
  for (let count = 0; count < 8; count++) beats.pass();
  beats.ahead = seconds;
  expect(beats.pass()).toBeCloseTo(seconds);
});

test.each([60, -60])("of a clock that is set by %i s between two stamps is known with the beat after it", (seconds) => {
  for (let count = 0; count < 8; count++) beats.pass();
  beats.pass({
    between: () => {
      beats.ahead += seconds;
    },
  });
  expect(beats.pass()).toBeCloseTo(seconds);
});

test.each([60, -60])("is known with the next beat after this side's clock was set by %i s", (seconds) => {
  for (let count = 0; count < 8; count++) beats.pass();
  beats.step(seconds);
  expect(beats.pass()).toBeCloseTo(-seconds);
});

test("of one slow beat among quick ones changes nothing", () => {
  for (let count = 0; count < 8; count++) beats.pass();
  expect(beats.pass({ there: 4 })).toBe(0);
  expect(beats.pass()).toBe(0);
});
