import type { UnixSeconds } from "../lib/clock.ts";

/**
 * State codes of the contract (§5): hosts 0 UP, 1 DOWN, 2 UNREACHABLE; services 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN;
 * 4 PENDING.
 */
export type StateCode = 0 | 1 | 2 | 3 | 4;
export const PENDING = 4;

/** 0 SOFT, 1 HARD. */
export type StateType = 0 | 1;

/**
 * Current state of a host or a service: four parts, each with one owner and one module that writes it. Frozen, as is
 * each part; a new state shares its unchanged parts. Composed by `src/model/state-parts.ts` only.
 */
export interface ResourceState {
  readonly check: CheckState;
  readonly handling: HandlingState;
  readonly notification: NotificationState;
  readonly plan: PlanState;
  /** Last write by a result or an operator; notifications and plans do not count. */
  readonly lastUpdate: UnixSeconds | null;
}

/** True if the state is of a check, and was not submitted. */
export const isOfCheck = ({ checkType }: Pick<CheckState, "checkType">): boolean => checkType === 0;

/**
 * Results of checks and their consequences. Written by `src/engine/state/` (`check-state.ts`; for results
 * `transition.ts`). Null: it never happened.
 */
export interface CheckState {
  readonly state: StateCode;
  readonly stateType: StateType;
  readonly checkAttempt: number;
  readonly hasBeenChecked: boolean;
  readonly lastHardState: StateCode;
  readonly lastCheck: UnixSeconds | null;
  readonly lastStateChange: UnixSeconds | null;
  readonly lastHardStateChange: UnixSeconds | null;
  /** Time when the resource was last seen in state 0, 1, 2, 3 (hosts use the first three). */
  readonly lastTimeInState0: UnixSeconds | null;
  readonly lastTimeInState1: UnixSeconds | null;
  readonly lastTimeInState2: UnixSeconds | null;
  readonly lastTimeInState3: UnixSeconds | null;
  /** First line, a newline, then the long output: the form Centreon stores. '' before the first check. */
  readonly output: string;
  readonly perfdata: string;
  /** Seconds. */
  readonly executionTime: number | null;
  /** Seconds. */
  readonly latency: number | null;
  /** 0 active, 1 passive. */
  readonly checkType: 0 | 1;
  readonly commandLine: string | null;
  readonly isFlapping: boolean;
  /** It is flapping, and had a problem when that began. */
  readonly flapsSinceProblem: boolean;
  readonly percentStateChange: number;
  /** Last 21 states for flap detection, two bits each, the newest in the lowest bits. */
  readonly recentStates: number;
  /** State before the last check (`$LASTHOSTSTATE$`). */
  readonly previousState: StateCode | null;
  /** Services only: the host had a problem at the last check. */
  readonly hadHostProblem: boolean;
  /** Numbers of the problem and of the state change (`$SERVICEPROBLEMID$`, `$SERVICEEVENTID$`); 0: none. */
  readonly problemId: number;
  readonly lastProblemId: number;
  readonly eventId: number;
  readonly lastEventId: number;
  /**
   * Fields without a value in an import. They hold the value of a resource that was never checked; the API shows null.
   * Empty from the first result on.
   */
  readonly missing: readonly CheckGap[];
}

export type CheckGap =
  | "stateType"
  | "checkAttempt"
  | "hasBeenChecked"
  | "lastHardState"
  | "output"
  | "perfdata"
  | "checkType";

/** Handling of a problem by operators. Written by `src/model/handling-state.ts`. */
export interface HandlingState {
  readonly acknowledgement: "none" | "normal" | "sticky";
  /** Number of running downtimes. */
  readonly scheduledDowntimeDepth: number;
  /** As in `CheckState`. */
  readonly missing: readonly HandlingGap[];
}

export type HandlingGap = "acknowledgement";

/** Notifications sent, and when to notify next. Written by `src/alerting/rules/notification-state.ts`. */
export interface NotificationState {
  readonly lastNotification: UnixSeconds | null;
  /** 0: none is planned (contract §7.1). */
  readonly nextNotification: UnixSeconds;
  readonly notificationNumber: number;
  /** States notified since the problem began: bit n is state n. */
  readonly notifiedStates: number;
  /** `notification_interval 0`: this state has been notified once. */
  readonly isNotifiedOnce: boolean;
  /**
   * Names of contacts notified since the problem began. They stay while a recovery is owed to them, also when others
   * were notified of it.
   */
  readonly notifiedContacts: readonly string[];
  /**
   * State of the last problem notification, to which the wait for the next one applies. Null: none since a recovery.
   */
  readonly lastNotifiedState: StateCode | null;
  /** Names of contacts whose own period was closed when others were notified of the problem. */
  readonly missedContacts: readonly string[];
  /** Time at which the problem became hard for the first time. Null: no hard problem since a recovery. */
  readonly problemSince: UnixSeconds | null;
  /** As in `CheckState`, but each until its field is written. */
  readonly missing: readonly NotificationGap[];
}

export type NotificationGap = "nextNotification" | "notificationNumber";

/** Next check of the scheduler. Written by `src/engine/schedule/plan-state.ts`. */
export interface PlanState {
  /** Null: no active check is planned. */
  readonly nextCheck: UnixSeconds | null;
}

export const isAcknowledged = ({ handling }: ResourceState): boolean => handling.acknowledgement !== "none";
