import type { Acknowledgements } from "./acknowledgement/acknowledgements.ts";
import type { AcknowledgementRequest } from "../model/acknowledgement.ts";
import type { DowntimeRequest } from "../model/downtime.ts";
import type { Downtimes } from "./downtime/downtimes.ts";
import type { ResourceKey } from "../model/resource-key.ts";

/**
 * What operators do to problems (contract §8). The caller has checked rights and that the resource exists.
 * Each resolves when the effect is durable and visible to the next read. `author` is a contact alias.
 */
export interface OperatorCommands {
  /** Does nothing on a resource that is UP/OK/PENDING, or with an empty comment (§8.2). */
  acknowledge(keys: readonly ResourceKey[], request: AcknowledgementRequest, author: string): Promise<void>;
  /** Does nothing to one that ended with its problem (§8.2). Refuses with `acknowledgement-not-found`, `acknowledgement-already-cancelled`. */
  cancelAcknowledgement(key: ResourceKey, author: string): Promise<void>;
  /**
   * One record per resource, all or none, returning their ids. Does nothing where the engine would reject it (§8.3).
   * Refuses with `downtime-not-found` when the one that is to trigger it is over or unknown.
   */
  scheduleDowntime(keys: readonly ResourceKey[], request: DowntimeRequest, author: string): Promise<readonly number[]>;
  /** Refuses with `downtime-not-found`, `downtime-already-cancelled`. */
  cancelDowntime(id: number, author: string): Promise<void>;
}

export interface OperatorCommandsOptions {
  readonly acknowledgements: Acknowledgements;
  readonly downtimes: Downtimes;
}

export function createOperatorCommands({ acknowledgements, downtimes }: OperatorCommandsOptions): OperatorCommands {
  return {
    acknowledge: (keys, request, author) => acknowledgements.acknowledge(keys, request, author),
    cancelAcknowledgement: (key, author) => acknowledgements.cancel(key, author),
    scheduleDowntime: (keys, request, author) => downtimes.schedule(keys, request, author),
    cancelDowntime: (id, author) => downtimes.cancel(id, author),
  };
}
