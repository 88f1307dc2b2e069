/** A moment on both clocks. The wall clock may be set; the monotonic one stops while a machine is suspended. */
export interface Moment {
  readonly monotonicMs: number;
  readonly wallMs: number;
}

export type ReadMoment = () => Moment;

export const readMoment: ReadMoment = () => ({ monotonicMs: performance.now(), wallMs: Date.now() });

/** Tests whether less than this time has passed by both clocks. */
export const isWithin = (from: Moment, now: Moment, seconds: number): boolean =>
  now.monotonicMs - from.monotonicMs < seconds * 1000 && now.wallMs - from.wallMs < seconds * 1000;
