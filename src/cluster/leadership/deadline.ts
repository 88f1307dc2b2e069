/** A moment on both clocks. The wall clock may be set; the monotonic one stops while a machine is suspended. */
export interface Moment {
  readonly monotonicMs: number;
  readonly wallMs: number;
}

export type ReadMoment = () => Moment;

export const readMoment: ReadMoment = () => ({ monotonicMs: performance.now(), wallMs: Date.now() });

/** Seconds by the clock that ran further. */
export const secondsBetween = (from: Moment, now: Moment): number =>
  Math.max(now.monotonicMs - from.monotonicMs, now.wallMs - from.wallMs) / 1000;

/** Tests whether less than this time has passed by both clocks. */
export const isWithin = (from: Moment, now: Moment, seconds: number): boolean => secondsBetween(from, now) < seconds;
