import type { NotificationEngine } from "../alerting/rules/notification-engine.ts";
import type { Ledger } from "../data/ledger/ledger.ts";
import {
  flapDetectionSwitchedOff,
  flapDetectionSwitchedOn,
  flappingCleared,
  type FlapChange,
} from "../engine/state/flap-change.ts";
import type { Clock } from "../lib/clock.ts";
import type { Change } from "../model/change.ts";
import type { Inventory, Resource } from "../model/objects.ts";
import type { ResourceKey } from "../model/resource-key.ts";
import type { Actor } from "../operations/audit/actor.ts";
import type { Audit } from "../operations/audit/audit.ts";
import type { Comments } from "../operations/comment/comments.ts";
import { commitWithComments } from "../operations/comment/commit-with-comments.ts";
import { flapChanges } from "./flapping-changes.ts";
import { flapRulesOf } from "./rules-of.ts";

export interface FlappingOperations {
  clearFlapping(resource: Resource, actor: Actor): Promise<void>;
  /** Flap detection has been switched on or off for these, or for all: their states follow (Nagios). */
  afterSwitch(keys: readonly ResourceKey[] | "all", isOn: boolean): Promise<void>;
}

export interface FlappingOperationParts {
  readonly inventory: () => Inventory;
  readonly ledger: Ledger;
  readonly comments: Comments;
  readonly notificationEngine: NotificationEngine;
  readonly clock: Clock;
  readonly audit: (actor: Actor) => Audit;
}

export function createFlappingOperations(parts: FlappingOperationParts): FlappingOperations {
  const { inventory, ledger, comments, notificationEngine, clock, audit } = parts;
  const now = (): number => Math.floor(clock.now());

  const changesOf = (resource: Resource, change: FlapChange): Change[] => {
    const { state, changes } = flapChanges(change, resource, now(), { comments, notificationEngine });
    return [{ kind: "state", key: resource.key, state }, ...changes];
  };

  const switched = (resource: Resource, isOn: boolean): Change[] => {
    const state = ledger.state(resource.key);
    if (state === null) return [];
    const change = isOn
      ? flapDetectionSwitchedOn(state, resource.key, now(), flapRulesOf(resource, inventory().main))
      : flapDetectionSwitchedOff(state, resource.key, now());
    return change === null ? [] : changesOf(resource, change);
  };

  const commit = (changes: readonly Change[]): Promise<void> => commitWithComments(ledger, comments, changes);

  return {
    async clearFlapping(resource, actor) {
      const { key } = resource;
      const state = ledger.state(key);
      if (state === null) return;
      const cleared = flappingCleared(state, key, now());
      await commit([...changesOf(resource, cleared), ...audit(actor)("flapping state cleared", [key])]);
    },
    async afterSwitch(keys, isOn) {
      const { hosts, services } = inventory();
      const resources =
        keys === "all"
          ? [...hosts, ...services]
          : keys.map((key) => ledger.resource(key)).filter((found) => found !== undefined);
      await commit(resources.flatMap((resource) => switched(resource, isOn)));
    },
  };
}
