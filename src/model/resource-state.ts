import type { UnixSeconds } from "../lib/clock.ts";

/** The state codes of the contract (§5): hosts 0 UP, 1 DOWN, 2 UNREACHABLE; services 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN; 4 PENDING. */
export type StateCode = 0 | 1 | 2 | 3 | 4;
export const PENDING = 4;

/** 0 SOFT, 1 HARD. */
export type StateType = 0 | 1;

/**
 * The current state of a host or a service. Frozen; every change makes a new one.
 * Null where the thing never happened, and where an import brought no value.
 */
export interface ResourceState {
  readonly state: StateCode;
  readonly stateType: StateType | null;
  readonly checkAttempt: number | null;
  readonly hasBeenChecked: boolean | null;
  readonly lastHardState: StateCode | null;
  readonly lastCheck: UnixSeconds | null;
  readonly nextCheck: UnixSeconds | null;
  readonly lastStateChange: UnixSeconds | null;
  readonly lastHardStateChange: UnixSeconds | null;
  /** Last write of this state. */
  readonly lastUpdate: UnixSeconds | null;
  /** When the resource was last seen in state 0, 1, 2, 3 (a host uses the first three). */
  readonly lastTimeInState0: UnixSeconds | null;
  readonly lastTimeInState1: UnixSeconds | null;
  readonly lastTimeInState2: UnixSeconds | null;
  readonly lastTimeInState3: UnixSeconds | null;
  /** First line, a newline, then the long output: the form Centreon stores. '' before the first check. */
  readonly output: string | null;
  readonly perfdata: string | null;
  readonly executionTime: number | null;
  readonly latency: number | null;
  /** 0 active, 1 passive. */
  readonly checkType: 0 | 1 | null;
  readonly commandLine: string | null;
  readonly acknowledgement: "none" | "normal" | "sticky" | null;
  readonly scheduledDowntimeDepth: number | null;
  readonly lastNotification: UnixSeconds | null;
  readonly nextNotification: UnixSeconds | null;
  readonly notificationNumber: number | null;
  readonly isFlapping: boolean;
  readonly percentStateChange: number;
  /** The last 21 states for flap detection, two bits each, the newest lowest. */
  readonly recentStates: number;
  /** The state before the last check (`$LASTHOSTSTATE$`). */
  readonly previousState: StateCode | null;
  /** Service: its host had a problem at the last check. */
  readonly hadHostProblem: boolean;
  /** States told since the problem began: bit n is state n. */
  readonly notifiedStates: number;
  /** `notification_interval 0`: this state has been told once. */
  readonly isNotifiedOnce: boolean;
  /** Names of the contacts told since the problem began. */
  readonly notifiedContacts: readonly string[];
  /** Numbers of the problem and of the state change (`$SERVICEPROBLEMID$`, `$SERVICEEVENTID$`); 0 is none. */
  readonly problemId: number;
  readonly lastProblemId: number;
  readonly eventId: number;
  readonly lastEventId: number;
}

/** Where an import brought no value, it is not. */
export const isAcknowledged = ({ acknowledgement }: ResourceState): boolean =>
  acknowledgement === "normal" || acknowledgement === "sticky";
