import type { NotificationKind, HistoryEvent } from "../../model/history-event.ts";
import type { Engine } from "../../model/dialect.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import type { ResourceKind } from "../../model/state-code.ts";

/** What the configuration says about one resource's states. */
export interface Rules extends FlapRules {
  readonly kind: ResourceKind;
  readonly engine: Engine;
  readonly maxCheckAttempts: number;
  /** A volatile service is in a hard state, and tells, at every problem result. */
  readonly isVolatile: boolean;
  readonly checkIntervalSeconds: number;
  readonly retryIntervalSeconds: number;
  /** State codes in which a changed output is an event of its own. */
  readonly stalkOn: ReadonlySet<number>;
  /** `use_aggressive_host_checking`: a warning of an active host check is DOWN. */
  readonly isHostCheckingAggressive: boolean;
  /** `passive_host_checks_are_soft`: passive host results count attempts as active ones do. */
  readonly arePassiveHostChecksSoft: boolean;
}

/** What the configuration says about flapping: of the resource, or of the main file where the resource says nothing. */
export interface FlapRules {
  /** For the program and for this resource. */
  readonly isFlapDetectionEnabled: boolean;
  /** Percent: at or below it flapping ends. */
  readonly lowFlapThreshold: number;
  /** Percent: at or above it flapping begins. */
  readonly highFlapThreshold: number;
  /** State codes that enter the history. */
  readonly flapDetectionOn: ReadonlySet<number>;
}

/** What else matters at the moment of the result. */
export interface Context {
  /** For a service: its host is UP or PENDING. True for a host. */
  readonly isHostUp: boolean;
  /** For a host: it has no parents, or one of them is not down. True for a service. */
  readonly isReachable: boolean;
  /** Higher than every event and problem number given so far. */
  readonly nextId: number;
  /** The acknowledgement, if there is one, waits for a while without a problem. Default: it ends with the problem. */
  readonly acknowledgementOutlivesRecovery?: boolean;
}

export interface Transition {
  readonly next: ResourceState;
  readonly events: readonly HistoryEvent[];
  /** What people may have to be told about, in this order. */
  readonly notificationEvents: readonly NotificationKind[];
  /** From the start of this check to the next one: the retry interval while soft, else the check interval. */
  readonly checkAgainInSeconds: number;
  /** The acknowledgement ended with this result (contract §8.2). */
  readonly endsAcknowledgement: boolean;
  /** Flexible downtimes that wait for a problem begin with this result. */
  readonly beginsDowntimes: boolean;
}
