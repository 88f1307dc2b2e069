import type { UnixSeconds } from "../lib/clock.ts";
import type { AcknowledgementRequest } from "../model/acknowledgement.ts";
import type { DowntimeRequest } from "../model/downtime.ts";
import type { Resource } from "../model/objects.ts";
import type { RecurringDowntime, RecurringDowntimeRequest } from "../model/recurring-downtime.ts";
import type { ResourceKey } from "../model/resource-key.ts";
import type { AdaptiveTarget, ContactChange, ProgramChange, ResourceChange } from "./adaptive/adaptive.ts";
import type { Actor } from "./audit/actor.ts";
import type { CheckOperations } from "./check/check-operations.ts";
import type { CommentOperations } from "./comment/comment-operations.ts";
import type { NotificationOperations } from "./notification/notification-operations.ts";
import type { PassiveOutcome, PassiveResult } from "./result/passive-result.ts";

/**
 * Everything that an operator may ask for, whichever way it comes. The caller has checked rights and that the resources
 * exist. Each promise resolves when the effect is durable and visible to the next read. The name of the actor is the
 * author of what is stored. An operation that changes something leaves audit events (`operator-action`) in the commit
 * of its effect: one for each resource, or one about the server. What changes nothing leaves none.
 */
export interface Operations extends CommentOperations, CheckOperations, NotificationOperations {
  /**
   * Does nothing on a resource that is UP/OK/PENDING, or with an empty comment (contract §8.2). Returns the ids of the
   * acknowledgements.
   */
  acknowledge(
    keys: readonly ResourceKey[],
    request: AcknowledgementRequest,
    actor: Actor,
  ): Promise<ReadonlyMap<ResourceKey, number>>;
  /**
   * Does nothing to one that ended with its problem (contract §8.2). Refuses with `acknowledgement-not-found`,
   * `acknowledgement-already-cancelled`.
   */
  cancelAcknowledgement(key: ResourceKey, actor: Actor): Promise<void>;
  /**
   * One record per resource, all or none, returning their ids. Does nothing where the engine would reject it (contract
   * §8.3). Refuses with `downtime-not-found` when the one that is to trigger it is over or unknown.
   */
  scheduleDowntime(keys: readonly ResourceKey[], request: DowntimeRequest, actor: Actor): Promise<readonly number[]>;
  /** Refuses with `downtime-already-cancelled`, also for one that is unknown. */
  cancelDowntime(id: number, actor: Actor): Promise<void>;
  /**
   * Moves the end of a downtime, and returns the id of the one that lasts until then: a new one beside a running
   * occurrence of a recurring downtime. Refuses with `downtime-already-cancelled`, `downtime-recurs`,
   * `downtime-ends-before-start`.
   */
  moveDowntimeEnd(id: number, until: UnixSeconds, actor: Actor): Promise<number>;
  /** Refuses with `too-many-recurring-downtimes`. Its audit event is about the server, as those of the next two. */
  addRecurringDowntime(request: RecurringDowntimeRequest, actor: Actor): Promise<RecurringDowntime>;
  /** Refuses with `recurring-downtime-not-found`. */
  replaceRecurringDowntime(id: number, request: RecurringDowntimeRequest, actor: Actor): Promise<RecurringDowntime>;
  /** Refuses with `recurring-downtime-not-found`. */
  removeRecurringDowntime(id: number, actor: Actor): Promise<void>;
  /**
   * A result from the command file leaves no audit event, since there may be 100,000 a second; it is durable within a
   * second if it changes only times and texts. Others are durable at the answer.
   */
  submitResult(resource: Resource, result: PassiveResult, actor: Actor): Promise<PassiveOutcome>;
  /**
   * One audit event with their number, about the server if there are several, in the commit of the first that counts.
   */
  submitResults(results: readonly SubmittedResult[], actor: Actor): Promise<readonly PassiveOutcome[]>;
  /** Over what the configuration says; a switch of flap detection has its effect on the states (Nagios). */
  changeResources(keys: readonly ResourceKey[], change: ResourceChange, actor: Actor): Promise<void>;
  changeContacts(names: readonly string[], change: ContactChange, actor: Actor): Promise<void>;
  changeProgram(change: ProgramChange, actor: Actor): Promise<void>;
  /** Back to what the configuration says. Does nothing for attributes that are not changed. */
  resetAttributes(target: AdaptiveTarget, attributes: readonly string[], actor: Actor): Promise<void>;
  /** Forgets the states that flap detection looks at, and ends flapping. */
  clearFlapping(resource: Resource, actor: Actor): Promise<void>;
  /** Ends the flapping of resources whose flap detection the configuration has switched off. */
  endFlappingWhereSwitchedOff(): Promise<void>;
}

export interface SubmittedResult {
  readonly resource: Resource;
  readonly result: PassiveResult;
}
