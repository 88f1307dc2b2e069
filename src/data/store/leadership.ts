import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import type { Refusal } from "../../model/refusal.ts";
import type { Store } from "./store.ts";

/** Who leads a store that several servers share, as its row says. */
export interface Leadership {
  /** Line of terms. An older state of the same store has the same one, and a lower term or position. */
  readonly lineage: string;
  /** In the journal, of the newest entry. */
  readonly position: number;
  /** Rises with each election; 0 before the first. */
  readonly term: number;
  /** Server that won the term: machine and process. */
  readonly holder: string;
  /** Where it answers; empty until it listens. */
  readonly address: string;
  /** Digest of the files of its configuration; empty while it is not known. */
  readonly configuration: string;
  /** Time of its election, and how long ago it was last known to lead; both by the clock of the database. */
  readonly since: UnixSeconds;
  readonly silentSeconds: number;
  /** Silent for longer, it may be replaced. */
  readonly leaseSeconds: number;
}

/** Who leads a store, and who could. */
export interface ClusterView {
  /** Null before the first election. */
  readonly leadership: Leadership | null;
  readonly standbys: number;
}

/** How a server stands for election. */
export interface Candidature {
  readonly holder: string;
  /** Of the term that it wins, until it is renewed. */
  readonly leaseSeconds: number;
  /** Throws if no term may follow this one. */
  readonly accept: (leadership: Leadership) => void;
}

/** Server that wants to lead, in a session of its own. */
export interface Candidate {
  /**
   * Wins the next term if nobody leads, or if the leader was silent for longer than its lease; its session is then
   * ended first. Otherwise returns who leads: null if that is not known yet. Refuses with the store's codes; with
   * `store-unavailable` it may be tried again.
   */
  stand(candidature: Candidature): Promise<WonTerm | Leadership | null>;
  /** Servers that stand by, this one included. Rejects while the database does not answer. */
  countStandbys(): Promise<number>;
  /** Ends the session, and frees the data folder. */
  close(): Promise<void>;
}

/** Term that this server won. */
export interface WonTerm {
  readonly leadership: Leadership;
  /** Says that the leader works. Returns false if another term has begun. Rejects if the database does not answer. */
  renew(renewal: Pick<Leadership, "address" | "configuration" | "leaseSeconds">): Promise<boolean>;
  /** Servers that stand by. Rejects if the database does not answer. */
  countStandbys(): Promise<number>;
  /** Opens the store, once: every commit of it is refused with `leadership-lost` once another term has begun. */
  openStore(options: {
    readonly log: Log;
    readonly clock: Clock;
    /** Called when a commit, or a new connection, finds another term. */
    readonly onLost: (refusal: Refusal) => void;
  }): Promise<Store>;
  /** Ends the session of the renewals. */
  close(): Promise<void>;
}

/** Tests whether a leader was silent for longer than its lease: another server may lead. */
export const isSilent = ({ silentSeconds, leaseSeconds }: Leadership): boolean => silentSeconds > leaseSeconds;

export const isWon = (outcome: WonTerm | Leadership | null): outcome is WonTerm =>
  outcome !== null && "leadership" in outcome;
