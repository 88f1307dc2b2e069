import type { UnixSeconds } from "../../lib/clock.ts";
import type { NotificationKind, HistoryEvent } from "../../model/history-event.ts";
import type { Engine } from "../../model/dialect.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import type { ResourceKind } from "../../model/state-code.ts";

/** Configuration of the states of one resource. */
export interface Rules extends FlapRules {
  readonly maxCheckAttempts: number;
  /** A volatile service is hard, and notified, at every problem result. */
  readonly isVolatile: boolean;
  readonly checkIntervalSeconds: number;
  readonly retryIntervalSeconds: number;
  /** State codes in which a changed output is an event. */
  readonly stalkOn: ReadonlySet<number>;
  /** `use_aggressive_host_checking`: treats a warning of an active host check as DOWN. */
  readonly isHostCheckingAggressive: boolean;
  /** `passive_host_checks_are_soft`: passive host results count attempts as active ones do. */
  readonly arePassiveHostChecksSoft: boolean;
}

/** Configuration of flap detection: of the resource, or of the main file where the resource has none. */
export interface FlapRules {
  readonly kind: ResourceKind;
  readonly engine: Engine;
  /** Enabled globally and for this resource. */
  readonly isFlapDetectionEnabled: boolean;
  /** Percent: flapping ends at or below it. */
  readonly lowFlapThreshold: number;
  /** Percent: flapping begins at or above it. */
  readonly highFlapThreshold: number;
  /** State codes that enter the flapping history. */
  readonly flapDetectionOn: ReadonlySet<number>;
}

/** Circumstances at the time of the result. */
export interface Context {
  /** Service: its host is UP or PENDING. True for a host. */
  readonly isHostUp: boolean;
  /** Host: it has no parents, or at least one is not down. True for a service. */
  readonly isReachable: boolean;
  /** Higher than every event and problem number used so far. */
  readonly nextId: number;
  /** True: the acknowledgement stays for a while after the recovery. Default: it ends with the problem. */
  readonly acknowledgementOutlivesRecovery?: boolean;
  /** The acknowledgement was set no later; it does not end before. Default: it is older than the result. */
  readonly acknowledgedUntil?: UnixSeconds;
}

export interface Transition {
  readonly next: ResourceState;
  /** Second in which the result counts. */
  readonly at: UnixSeconds;
  readonly events: readonly HistoryEvent[];
  /** Events that may have to be notified, in this order. */
  readonly notificationEvents: readonly NotificationKind[];
  /** The state, or what makes it hard, is another one than before. */
  readonly isChange: boolean;
  /** The problem that ends with this result was hard and had used up its attempts. */
  readonly endsHardProblem: boolean;
  /** From the start of this check to the next one: the retry interval while soft, otherwise the check interval. */
  readonly checkAgainInSeconds: number;
  /** The acknowledgement ended with this result (contract §8.2). */
  readonly endsAcknowledgement: boolean;
  /** Starts flexible downtimes that wait for a problem. */
  readonly beginsDowntimes: boolean;
}
