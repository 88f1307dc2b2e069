import { commitWithComments } from "../../../operations/comment/commit-with-comments.ts";
import type { Comments } from "../../../operations/comment/comments.ts";
import type { NotificationEngine } from "../../../alerting/rules/notification-engine.ts";
import { flapChanges } from "../../../intake/flapping-changes.ts";
import type { Ledger } from "../../../data/ledger/ledger.ts";
import { flapRulesOf } from "../../../intake/rules-of.ts";
import type { Inventory, Resource } from "../../../model/objects.ts";
import type { Clock } from "../../../lib/clock.ts";
import {
  flapDetectionSwitchedOff,
  flapDetectionSwitchedOn,
  flappingCleared,
  type FlapChange,
} from "../../../engine/state/flap-change.ts";
import type { CommandRuns } from "../command-runs.ts";
import type { CommandTargets } from "../command-targets.ts";
import type { Change } from "../../../model/change.ts";

export interface FlappingCommandParts {
  readonly targets: () => CommandTargets;
  readonly inventory: () => Inventory;
  readonly ledger: Ledger;
  readonly comments: Comments;
  readonly notificationEngine: NotificationEngine;
  readonly clock: Clock;
}

/** What flap detection makes of resources when it has been switched on or off for them, or for all (Nagios). */
export type FlapSwitch = (resources: readonly Resource[] | "all", isOn: boolean) => Promise<void>;

export interface FlappingCommands {
  readonly runs: CommandRuns<"CLEAR_HOST_FLAPPING_STATE" | "CLEAR_SVC_FLAPPING_STATE">;
  readonly onSwitch: FlapSwitch;
}

export function flappingCommands({
  targets,
  inventory,
  ledger,
  comments,
  notificationEngine,
  clock,
}: FlappingCommandParts): FlappingCommands {
  const now = (): number => Math.floor(clock.now());

  const changesOf = (resource: Resource, change: FlapChange): Change[] => {
    const { state, changes } = flapChanges(change, resource, now(), { comments, notificationEngine });
    return [{ kind: "state", key: resource.key, state }, ...changes];
  };

  const commit = (changes: readonly Change[]): Promise<void> => commitWithComments(ledger, comments, changes);

  const clear = async (resource: Resource): Promise<void> => {
    const state = ledger.state(resource.key);
    if (state !== null) await commit(changesOf(resource, flappingCleared(state, resource.key, now())));
  };

  return {
    runs: {
      CLEAR_HOST_FLAPPING_STATE: async ({ host }) => clear(targets().host(host)),
      CLEAR_SVC_FLAPPING_STATE: async ({ host, service }) => clear(targets().service(host, service)),
    },
    async onSwitch(resources, isOn) {
      const { main, hosts, services } = inventory();
      // As they are after the switch.
      const all =
        resources === "all"
          ? [...hosts, ...services]
          : resources.map(({ key }) => ledger.resource(key)).filter((found) => found !== undefined);
      await commit(
        all.flatMap((resource) => {
          const state = ledger.state(resource.key);
          if (state === null) return [];
          const change = isOn
            ? flapDetectionSwitchedOn(state, resource.key, now(), flapRulesOf(resource, main))
            : flapDetectionSwitchedOff(state, resource.key, now());
          return change === null ? [] : changesOf(resource, change);
        }),
      );
    },
  };
}
