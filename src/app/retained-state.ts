import { readNumber } from "../config/objects/numeric-values.ts";
import { resourceKeyOf, type RecordTarget } from "../operations/adaptive/adaptive-records.ts";
import type { CurrentInventory } from "../operations/adaptive/current-inventory.ts";
import type { UnixSeconds } from "../lib/clock.ts";
import type { Change } from "../model/change.ts";
import { historyChange } from "../model/history-changes.ts";
import type { Inventory, Resource } from "../model/objects.ts";
import type { ResourceKey } from "../model/resource-key.ts";
import { restarted } from "../engine/state/check-state.ts";
import { withAcknowledgement, withDowntimeDepth } from "../model/handling-state.ts";
import { isAcknowledged, type ResourceState } from "../model/resource-state.ts";

/**
 * Checks whether changes by operators survive a restart: `retain_state_information` for all,
 * `use_retained_program_state` for the server itself, `retain_nonstatus_information` for one object. Changes to
 * unconfigured objects are kept.
 */
export function keepsChanges({
  configured,
  configuredContact,
  configuredResource,
}: CurrentInventory): (target: RecordTarget) => boolean {
  const { retainStateInformation, useRetainedProgramState } = configured.main;
  return (target) => {
    if (!retainStateInformation) return false;
    switch (target.objectType) {
      case "program":
        return useRetainedProgramState;
      case "contact":
        return (
          readNumber(
            "flag",
            configuredContact(target.objectName)?.directives.get("retain_nonstatus_information") ?? "1",
          )?.number !== 0
        );
      case "host":
      case "service":
        return configuredResource(resourceKeyOf(target))?.options.retainNonstatus ?? true;
    }
  };
}

/**
 * Stored states as a start restores them. `retain_status_information 0`: as if never checked, but running downtimes
 * continue. `retain_nonstatus_information 0`: without an acknowledgement.
 */
export function retainedStates(
  inventory: Inventory,
  stored: ReadonlyMap<ResourceKey, ResourceState>,
): ReadonlyMap<ResourceKey, ResourceState> {
  const resources: readonly Resource[] = [...inventory.hosts, ...inventory.services];
  const isEverythingForgotten = !inventory.main.retainStateInformation;
  const affected = resources.filter(
    ({ options }) => isEverythingForgotten || !options.retainStatus || !options.retainNonstatus,
  );
  if (affected.length === 0) return stored;
  const states = new Map(stored);
  for (const { key, initialState, options } of affected) {
    const state = states.get(key);
    if (state === undefined) continue;
    const isForgotten = isEverythingForgotten || !options.retainStatus;
    const { scheduledDowntimeDepth } = state.handling;
    states.set(
      key,
      isForgotten
        ? withDowntimeDepth(restarted(initialState, state), scheduledDowntimeDepth)
        : withAcknowledgement(state, "none"),
    );
  }
  return states;
}

export const FORGOTTEN = "forgotten at the restart, as the configuration says";

/**
 * Changes that end in the history what a start forgets of the stored states: acknowledgements and flapping, each with
 * the state without it, so that the next start does not end it again.
 */
export function endsOfForgotten(
  stored: ReadonlyMap<ResourceKey, ResourceState>,
  stateOf: (key: ResourceKey) => ResourceState | null,
  at: UnixSeconds,
): readonly Change[] {
  return [...stored].flatMap(([key, before]): readonly Change[] => {
    const state = stateOf(key);
    if (state === null) return [];
    const ends = [
      ...(isAcknowledged(before) && !isAcknowledged(state) ? (["acknowledgement-ended"] as const) : []),
      ...(before.check.isFlapping && !state.check.isFlapping ? (["flapping-stopped"] as const) : []),
    ];
    if (ends.length === 0) return [];
    return [{ kind: "state", key, state }, ...ends.map((kind) => historyChange({ key, at, state }, kind, FORGOTTEN))];
  });
}
