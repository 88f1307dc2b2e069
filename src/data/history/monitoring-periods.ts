import type { CancelTimer, Clock, UnixSeconds } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import { createRateLimitedLog } from "../../lib/rate-limited-log.ts";
import type { Change } from "../../model/change.ts";
import { monitoringBrokeOff, monitoringStarted, monitoringStopped } from "../../model/history-changes.ts";
import type { Ledger } from "../ledger/ledger.ts";

/** From when to when the server ran, in the history: without it nobody can tell "all was fine" from "nobody looked". */
export interface MonitoringPeriods {
  /**
   * Records the start; when the disk refuses it, with the next heartbeat it takes. `lastHeartbeat`, as `Snapshot` has it: the end of a run
   * that was not stopped in order, which is recorded too.
   */
  start(lastHeartbeat: UnixSeconds | null): Promise<void>;
  /** Records an orderly stop; nothing without a start. */
  stop(): Promise<void>;
}

export interface MonitoringPeriodsOptions {
  readonly ledger: Pick<Ledger, "commit">;
  readonly clock: Clock;
  readonly log: Log;
}

/** The end of a killed server is known to this. */
const HEARTBEAT_SECONDS = 10;

export function createMonitoringPeriods({ ledger, clock, log }: MonitoringPeriodsOptions): MonitoringPeriods {
  const failures = createRateLimitedLog(log, clock, "the heartbeat could not be stored");
  let unrecorded: readonly Change[] = [];
  let storing: Promise<void> | null = null;
  let cancel: CancelTimer | null = null;
  const now = (): UnixSeconds => Math.floor(clock.now());

  const store = async (): Promise<void> => {
    try {
      await ledger.commit([...unrecorded, { kind: "heartbeat", at: now() }]);
      unrecorded = [];
    } catch (error) {
      failures.error(error);
    } finally {
      storing = null;
    }
  };

  const beat = (): Promise<void> => {
    cancel = clock.runAt(clock.now() + HEARTBEAT_SECONDS, () => void beat());
    return (storing ??= store());
  };

  return {
    start(lastHeartbeat) {
      const at = now();
      // A clock that was set back: a run does not end after the next one began.
      const brokenOff = lastHeartbeat === null ? [] : [monitoringBrokeOff(Math.min(lastHeartbeat, at))];
      unrecorded = [...brokenOff, monitoringStarted(at)];
      return beat();
    },
    async stop() {
      if (cancel === null) return;
      cancel();
      cancel = null;
      await storing;
      failures.stop();
      await ledger.commit([...unrecorded, ...monitoringStopped(now())]);
    },
  };
}
