import type { Decided } from "../alerting/rules/notification-engine.ts";
import type { MainSettings } from "../model/objects.ts";
import { hostIdOf, hostKey, type ResourceKey } from "../model/resource-key.ts";
import type { UnixSeconds } from "../lib/clock.ts";
import { recheckHostFlapping } from "../engine/state/flap-change.ts";
import { isProblem, isHardProblem } from "../model/state-code.ts";
import type { ResourceState } from "../model/resource-state.ts";
import { flapChanges, type FlapParts } from "./flapping-changes.ts";
import type { Ledger } from "../data/ledger/ledger.ts";
import { flapRulesOf } from "./rules-of.ts";
import type { Change } from "../model/change.ts";

export interface HostParts extends FlapParts {
  readonly ledger: Ledger;
}

/**
 * What the result of a service does to its host in Nagios: the host's own problem may have to be told again when the service
 * has one, and then its state enters its history once more. `begun`: the downtimes that the result began, perhaps one of the host.
 */
export function hostAfterServiceResult(
  service: ResourceKey,
  state: ResourceState,
  at: UnixSeconds,
  main: MainSettings,
  begun: readonly Change[],
  parts: HostParts,
): readonly Change[] {
  const key = hostKey(hostIdOf(service));
  const host = parts.ledger.resource(key);
  const before =
    begun.filter((change) => change.kind === "state").find((change) => change.key === key)?.state ??
    parts.ledger.state(key);
  if (host === undefined || before === null) return [];
  const isNotifiedAgain = isProblem(state.check.state) && isHardProblem(before.check);
  const again: Decided = isNotifiedAgain
    ? parts.notificationEngine.decide({ key, at, kind: "problem", author: null, comment: "" }, host, before)
    : { state: before, changes: [] };
  const flap = recheckHostFlapping(again.state, key, at, flapRulesOf(host, main));
  const flapped: Decided = flap === null ? { state: again.state, changes: [] } : flapChanges(flap, host, at, parts);
  return [
    ...(flapped.state === before ? [] : [{ kind: "state", key, state: flapped.state } as const]),
    ...again.changes,
    ...flapped.changes,
  ];
}
