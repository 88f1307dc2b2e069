/** A moment of this page by both of its clocks: one may be set, the other stands still while the machine sleeps. */
export interface Moment {
  readonly date: number;
  readonly steady: number;
}

export const thisMoment = (): Moment => ({ date: Date.now(), steady: performance.now() });

/** Milliseconds since then, at most: what is shown is rather taken for old. */
export const sinceMoment = ({ date, steady }: Moment): number =>
  Math.max(Date.now() - date, performance.now() - steady);
