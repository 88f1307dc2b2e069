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
import type { Engine } from "../model/dialect.ts";
import type { Inventory, Resource } from "../model/objects.ts";
import type { ResourceKey } from "../model/resource-key.ts";
import type { FlapRules } from "../engine/state/rules.ts";
import { NO_CONSEQUENCES, type Consequences } from "../operations/adaptive/adaptive.ts";
import type { Actor } from "../operations/audit/actor.ts";
import type { Audit } from "../operations/audit/audit.ts";
import type { Comments } from "../operations/comment/comments.ts";
import { commitWithComments } from "../operations/comment/commit-with-comments.ts";
import { flapChanges } from "./flapping-changes.ts";
import { flapRulesOf } from "./rules-of.ts";

export interface FlappingOperations {
  clearFlapping(resource: Resource, actor: Actor): Promise<void>;
  /** If flap detection is switched on or off for these, or for all, their states follow (Nagios). */
  consequences(keys: readonly ResourceKey[] | "all", isOn: boolean | undefined): Consequences;
  /** Ends the flapping of resources whose flap detection the configuration, as it is now, has switched off. */
  endWhereSwitchedOff(): Promise<void>;
}

export interface FlappingOperationParts {
  readonly inventory: () => Inventory;
  readonly ledger: Ledger;
  readonly comments: Comments;
  readonly notificationEngine: NotificationEngine;
  readonly clock: Clock;
  readonly engine: Engine;
  readonly audit: (actor: Actor) => Audit;
}

export function createFlappingOperations(parts: FlappingOperationParts): FlappingOperations {
  const { inventory, ledger, comments, notificationEngine, clock, engine, audit } = parts;
  const now = (): number => Math.floor(clock.now());

  const changesOf = (resource: Resource, change: FlapChange): Change[] => {
    const { state, changes } = flapChanges(change, resource, now(), { comments, notificationEngine });
    return [{ kind: "state", key: resource.key, state }, ...changes];
  };

  const switched = (resource: Resource, rules: FlapRules): Change[] => {
    const state = ledger.state(resource.key);
    if (state === null) return [];
    const change = rules.isFlapDetectionEnabled
      ? flapDetectionSwitchedOn(state, resource.key, now(), rules)
      : flapDetectionSwitchedOff(state, resource.key, now(), rules);
    return change === null ? [] : changesOf(resource, change);
  };

  const switchedAll = (isOn: boolean): Change[] => {
    const { hosts, services, main } = inventory();
    return [...hosts, ...services].flatMap((resource) =>
      switched(resource, flapRulesOf(resource, { ...main, enableFlapDetection: isOn }, engine)),
    );
  };

  const switchedOf = (keys: readonly ResourceKey[], isOn: boolean): Change[] =>
    keys.flatMap((key) => {
      const resource = ledger.resource(key);
      if (resource === undefined) return [];
      const options = { ...resource.options, flapDetectionEnabled: isOn };
      return switched(resource, flapRulesOf({ ...resource, options }, inventory().main, engine));
    });

  return {
    async clearFlapping(resource, actor) {
      const { key } = resource;
      const state = ledger.state(key);
      if (state === null) return;
      const cleared = flappingCleared(state, key, now());
      const changes = [...changesOf(resource, cleared), ...audit(actor)("flapping state cleared", [key])];
      await commitWithComments(ledger, comments, changes);
    },
    async endWhereSwitchedOff() {
      const { hosts, services, main } = inventory();
      const changes = [...hosts, ...services].flatMap((resource) => {
        if (ledger.state(resource.key)?.check.isFlapping !== true) return [];
        const rules = flapRulesOf(resource, main, engine);
        return rules.isFlapDetectionEnabled ? [] : switched(resource, rules);
      });
      if (changes.length > 0) await commitWithComments(ledger, comments, changes);
    },
    consequences: (keys, isOn) =>
      isOn === undefined
        ? NO_CONSEQUENCES
        : {
            changes: () => (keys === "all" ? switchedAll(isOn) : switchedOf(keys, isOn)),
            takeBack: comments.takeBack,
          },
  };
}
