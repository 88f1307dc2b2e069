import type { Decided } from "../alerting/rules/notification-engine.ts";
import type { MainSettings } from "../model/objects.ts";
import { hostKey } from "../model/resource-key.ts";
import { withFirstTimes } from "../engine/state/check-state.ts";
import { recheckHostFlapping } from "../engine/state/flap-change.ts";
import { isProblem, isHardProblem } from "../model/state-code.ts";
import type { AppliedResult, Draft } from "./draft.ts";
import { flapChanges, type FlapParts } from "./flapping-changes.ts";
import type { Ledger } from "../data/ledger/ledger.ts";
import { flapRulesOf } from "./rules-of.ts";
import type { Engine } from "../model/dialect.ts";
import type { Change } from "../model/change.ts";

export interface HostParts extends FlapParts {
  readonly ledger: Ledger;
  readonly engine: Engine;
}

/**
 * Changes of the host after a result of its service (Nagios). The host's own problem may be renotified if the service
 * has one, unless a check of the host follows; then the state of the host is added to its flapping history again.
 */
export function hostAfterServiceResult(
  { state, changes }: Draft,
  { resource, previous, at }: AppliedResult,
  main: MainSettings,
  parts: HostParts,
): readonly Change[] {
  const key = hostKey(resource.hostId);
  const host = parts.ledger.resource(key);
  // This result may have started a downtime of the host.
  const moved = changes.find((change) => change.kind === "state" && change.key === key);
  const newest = moved?.kind === "state" ? moved.state : parts.ledger.state(key);
  if (host === undefined || newest === null) return [];
  const before = withFirstTimes(newest, previous.check.lastCheck);
  const isHostChecked = main.executeHostChecks && state.check.state !== previous.check.state;
  const isNotifiedAgain = isProblem(state.check.state) && isHardProblem(before.check) && !isHostChecked;
  const again: Decided = isNotifiedAgain
    ? parts.notificationEngine.decide({ key, at, kind: "problem", author: null, comment: "" }, host, before)
    : { state: before, changes: [] };
  const flap = recheckHostFlapping(again.state, key, at, flapRulesOf(host, main, parts.engine));
  const flapped: Decided = flap === null ? { state: again.state, changes: [] } : flapChanges(flap, host, at, parts);
  return [
    ...(flapped.state === newest ? [] : [{ kind: "state", key, state: flapped.state } as const]),
    ...again.changes,
    ...flapped.changes,
  ];
}
