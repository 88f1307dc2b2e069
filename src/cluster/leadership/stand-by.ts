import { setTimeout as wait } from "node:timers/promises";
import { isWon, type Candidate, type Leadership, type WonTerm } from "../../data/store/leadership.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import { Refusal } from "../../model/refusal.ts";
import type { Moment, ReadMoment } from "./deadline.ts";
import type { HighestTerm } from "./highest-term.ts";
import type { LeadershipTimings } from "./timings.ts";

/** What a standby sees. */
export interface Sight {
  /** Null while it is not known who leads. */
  readonly leadership: Leadership | null;
  /** Since when the database does not answer; null while it does. */
  readonly awaySince: UnixSeconds | null;
}

export interface StandByOptions {
  readonly candidate: Pick<Candidate, "stand">;
  readonly holder: string;
  readonly timings: LeadershipTimings;
  readonly highest: HighestTerm;
  readonly readMoment: ReadMoment;
  readonly log: Log;
  /** Called once, before the first pause; the wait begins when it has settled. */
  readonly onStandby: (sight: () => Sight) => Promise<void>;
  /** What would keep this server from leading, once it is found: the wait ends with it. */
  readonly unfitBecause: () => Error | null;
}

export interface Election {
  readonly term: WonTerm;
  /** Before it was sent. */
  readonly wonAt: Moment;
  /** True if the leader before may not know of it yet: it is another server. */
  readonly isTakenOver: boolean;
}

/**
 * Waits until this server leads. Refuses with the store's codes; once it stands by, it waits for a database that does
 * not answer.
 */
export async function standByUntilElected({
  candidate,
  timings,
  highest,
  readMoment,
  log,
  onStandby,
  unfitBecause,
  ...ours
}: StandByOptions): Promise<Election> {
  const { startLeaseSeconds, lookEachSeconds } = timings;
  let isTakenOver = false;
  const candidature = {
    ...ours,
    leaseSeconds: startLeaseSeconds,
    accept(before: Leadership) {
      isTakenOver = !highest.isOwn(before);
      highest.note(before);
    },
  };
  let sight: Sight = { leadership: null, awaySince: null };
  let isStandby = false;
  for (;;) {
    const wonAt = readMoment();
    try {
      const outcome = await candidate.stand(candidature);
      if (isWon(outcome)) {
        highest.noteOwn(outcome.leadership);
        log.info({ area: "cluster", event: "leading", term: outcome.leadership.term }, leadsText(outcome, sight));
        return { term: outcome, wonAt, isTakenOver };
      }
      if (sight.awaySince !== null) log.info({ area: "cluster" }, "the database answers again");
      if (outcome !== null && outcome.term !== sight.leadership?.term)
        log.info({ area: "cluster", event: "standby", term: outcome.term }, standbyText(outcome));
      sight = { leadership: outcome ?? sight.leadership, awaySince: null };
    } catch (error) {
      if (!isStandby || !(error instanceof Refusal) || error.code !== "store-unavailable") throw error;
      if (sight.awaySince === null) log.error({ area: "cluster", code: error.code }, error.message);
      sight = { ...sight, awaySince: sight.awaySince ?? wonAt.wallMs / 1000 };
    }
    if (!isStandby) await onStandby(() => sight);
    isStandby = true;
    await wait(lookEachSeconds * 1000);
    const unfit = unfitBecause();
    if (unfit !== null) throw unfit;
  }
}

const leadsText = ({ leadership: { term } }: WonTerm, { leadership: before }: Sight): string =>
  `this server leads, in term ${term}${before === null ? "" : `, after ${before.holder} in term ${before.term}`}`;

const standbyText = ({ holder, address, term }: Leadership): string =>
  `this server stands by: ${holder}${address === "" ? "" : ` at ${address}`} leads, in term ${term}`;
