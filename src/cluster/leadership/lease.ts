import { setTimeout as wait } from "node:timers/promises";
import type { Leadership, WonTerm } from "../../data/store/leadership.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import { isWithin, secondsBetween, type Moment, type ReadMoment } from "./deadline.ts";
import type { LeadershipTimings } from "./timings.ts";

/** The right to act as the leader. */
export interface Lease {
  readonly term: number;
  /** The term as this server last renewed it; silent since then. */
  leadership(): Leadership;
  /**
   * False from the deadline on, when another server may lead: nothing may leave this one. To be asked right before.
   * True again if the database says later that no other term has begun.
   */
  isHeld(): boolean;
  /** Since when it is not; null while it is. */
  endedAt(): UnixSeconds | null;
  /** Tells others where this server answers, and what configuration it has. */
  announce(what: Partial<Pick<Leadership, "address" | "configuration">>): void;
  /** To be called when the start is over: from then on silence counts. */
  settle(): void;
  /** To be called by whoever finds that another term has begun. */
  lose(reason?: string): void;
  stop(): Promise<void>;
}

export interface LeaseOptions {
  readonly term: WonTerm;
  /** Before the election was sent. */
  readonly wonAt: Moment;
  readonly timings: LeadershipTimings;
  readonly readMoment: ReadMoment;
  readonly log: Log;
  /** Called once, when another term has begun. */
  readonly onLost: (reason: string) => void;
}

/** Keeps a term by renewing it. */
export function keepLease({ term, wonAt, timings, readMoment, log, onLost }: LeaseOptions): Lease {
  const { marginSeconds, renewEachSeconds, lookEachSeconds } = timings;
  const { leadership } = term;
  const stopping = new AbortController();
  const { signal } = stopping;
  let renewedAt = wonAt;
  let { address, configuration, leaseSeconds } = leadership;
  let isLost = false;
  let isLate = false;

  const heldSeconds = (): number => leaseSeconds - marginSeconds;
  const isHeld = (): boolean => !isLost && isWithin(renewedAt, readMoment(), heldSeconds());
  const lose = (reason = `term ${leadership.term} is over: another server leads`): void => {
    if (isLost || signal.aborted) return;
    isLost = true;
    onLost(reason);
  };

  const renew = async (): Promise<void> => {
    const before = readMoment();
    if (!(await term.renew({ address, configuration, leaseSeconds }))) return lose();
    if (isLost) return;
    renewedAt = before;
    if (isLate) log.info({ area: "cluster", term: leadership.term }, "still the leader: no other server was elected");
    isLate = false;
  };
  const noteLateness = (failure: unknown): void => {
    if (isLate || isLost || isHeld()) return;
    isLate = true;
    log.error(
      {
        area: "cluster",
        event: "leadership-uncertain",
        term: leadership.term,
        ...(failure === null ? {} : { err: failure }),
      },
      "the lease ended before it was renewed: nothing is sent until the database says whether this server still leads",
    );
  };

  const run = async (): Promise<void> => {
    while (!isLost && !signal.aborted) {
      const failure = await renew().then(
        () => null,
        (error: unknown) => error,
      );
      noteLateness(failure);
      await wait((failure === null ? renewEachSeconds : lookEachSeconds) * 1000, undefined, { signal }).catch(() => {});
    }
  };
  const running = run();

  return {
    term: leadership.term,
    leadership: () => ({
      ...leadership,
      address,
      configuration,
      leaseSeconds,
      silentSeconds: secondsBetween(renewedAt, readMoment()),
    }),
    isHeld,
    endedAt: () => (isHeld() ? null : renewedAt.wallMs / 1000 + heldSeconds()),
    announce(what) {
      ({ address = address, configuration = configuration } = what);
    },
    settle() {
      // At once, since it may take effect in the database before its answer comes.
      leaseSeconds = timings.leaseSeconds;
    },
    lose,
    async stop() {
      stopping.abort();
      await term.close();
      await running;
    },
  };
}
