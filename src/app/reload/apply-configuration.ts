import type { Access } from "../../access/access.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import type { Realtime } from "../../data/realtime/realtime.ts";
import type { CheckPath } from "../../intake/check-path.ts";
import type { MonitoringCore } from "../../intake/monitoring-core.ts";
import type { Clock } from "../../lib/clock.ts";
import type { SharedLock } from "../../lib/shared-lock.ts";
import type { AdaptedConfiguration, RunningAdaptive } from "../../operations/adaptive/create-adaptive.ts";
import { historyOfReload } from "./reload-history.ts";
import type { NextConfiguration } from "./reload.ts";
import { statesOfReturning } from "./returning-states.ts";
import type { StorePlans } from "./store-plans.ts";

export interface ApplyConfigurationParts {
  readonly adaptive: Pick<RunningAdaptive, "adapt">;
  readonly access: Pick<Access, "configure">;
  readonly ledger: Ledger;
  readonly realtime: Realtime;
  readonly checkPath: CheckPath;
  readonly core: MonitoringCore;
  readonly clock: Clock;
  /** Changes by operators wait meanwhile. */
  readonly lock: Pick<SharedLock, "alone">;
  readonly storePlans: StorePlans;
  /** Stores what follows from the configuration in effect. Never rejects. */
  readonly followConfiguration: () => Promise<void>;
  /** Aborted when the server stops: then the configuration is not replaced. */
  readonly signal: AbortSignal;
  /** Puts the configuration and its settings in effect for parts that ask for them. */
  readonly replace: (next: NextConfiguration) => void;
}

/**
 * Stores all that another configuration changes, in one commit, then gives it to every part within one turn of the
 * event loop. If the commit is refused, the previous configuration stays in effect and nothing of the reload is stored.
 */
export function createApplyConfiguration(parts: ApplyConfigurationParts): (next: NextConfiguration) => Promise<void> {
  const { adaptive, core, ledger, clock, lock, signal } = parts;
  return (next) =>
    lock.alone(async () => {
      const adapted = adaptive.adapt(next.current);
      const history = historyOfReload(next, ledger, Math.floor(clock.now()));
      const returning = statesOfReturning(next.added, ledger, core.downtimes);
      const ended = core.downtimes.onRemoval(next.removed);
      try {
        await ledger.commit([...history, ...adapted.changes, ...returning, ...ended.changes]);
      } catch (error) {
        ended.settle(false);
        throw error;
      }
      ended.settle(true);
      // The next start reads the same files.
      signal.throwIfAborted();
      putInEffect(next, adapted, parts);
      await parts.followConfiguration();
    });
}

/** Synchronous, and cannot be refused. */
function putInEffect(
  next: NextConfiguration,
  adapted: AdaptedConfiguration,
  { checkPath, core, storePlans, ...parts }: ApplyConfigurationParts,
): void {
  const { current, removed, toPlan } = next;
  showConfiguration(next, adapted, parts);
  core.afterReload();
  checkPath.afterReload();
  storePlans(
    checkPath.scheduler.reload(current.inventory, removed, [...toPlan, ...adapted.resources.map(({ key }) => key)]),
  );
}

/** Gives a configuration to the parts that reads use. */
export function showConfiguration(
  next: NextConfiguration,
  adapted: AdaptedConfiguration,
  { access, ledger, realtime, replace }: Pick<ApplyConfigurationParts, "access" | "ledger" | "realtime" | "replace">,
): void {
  const { current, accessGroups, rows, added, removed } = next;
  replace(next);
  adapted.take();
  access.configure(current.inventory, accessGroups);
  ledger.reload(current.inventory, added, removed);
  rows.show();
  realtime.apply(added.map(({ key }) => ({ kind: "state", key, state: ledger.state(key)! })));
  realtime.replace(adapted.resources);
}
