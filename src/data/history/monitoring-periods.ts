import type { CancelTimer, Clock, UnixSeconds } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import { createRateLimitedLog } from "../../lib/rate-limited-log.ts";
import type { Change } from "../../model/change.ts";
import { monitoringInterrupted, monitoringStarted, monitoringStopped } from "../../model/history-changes.ts";
import type { Ledger } from "../ledger/ledger.ts";

/**
 * History of the times when the server was running. Without it, "everything was fine" and "not monitored" look the
 * same.
 */
export interface MonitoringPeriods {
  /**
   * Records the start; if the disk refuses it, together with the next heartbeat that it accepts. `lastHeartbeat`, from
   * the `Snapshot`, is the end of a run without an orderly stop, which is also recorded.
   */
  start(lastHeartbeat: UnixSeconds | null): Promise<void>;
  /** Records an orderly stop; does nothing without a start. */
  stop(): Promise<void>;
}

export interface MonitoringPeriodsOptions {
  readonly ledger: Pick<Ledger, "commit">;
  readonly clock: Clock;
  readonly log: Log;
}

/** Precision of the end of a killed server. */
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
      // The clock may have been set back: a run must not end after the next one began.
      const interruption = lastHeartbeat === null ? [] : [monitoringInterrupted(Math.min(lastHeartbeat, at))];
      unrecorded = [...interruption, monitoringStarted(at)];
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
