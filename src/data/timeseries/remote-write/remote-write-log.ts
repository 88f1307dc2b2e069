import type { Clock, UnixSeconds } from "../../../lib/clock.ts";
import type { Log } from "../../../lib/log.ts";
import { formatRfc3339 } from "../../../lib/rfc3339.ts";
import type { TargetReport } from "./target-report.ts";

export interface RemoteWriteLogOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Records that points are lost. */
  readonly onLost: (reason: string) => void;
}

/** Puts what the senders report into the log, the history and the health of the server. */
export interface RemoteWriteLog {
  report(target: string, report: TargetReport): void;
  /** Forgets targets that are not configured any more. */
  keepOnly(targets: readonly string[]): void;
  problem(): { readonly since: UnixSeconds } | null;
}

export function createRemoteWriteLog({ clock, log, onLost }: RemoteWriteLogOptions): RemoteWriteLog {
  const failingSince = new Map<string, UnixSeconds>();
  const count = (points: number): string => `${points.toLocaleString("en")} ${points === 1 ? "point" : "points"}`;
  return {
    report(target, report) {
      const fields = { area: "metrics", target };
      switch (report.kind) {
        case "failing":
          if (failingSince.has(target)) return;
          failingSince.set(target, clock.now());
          return log.error(
            { ...fields, reason: report.reason },
            `remote write to ${target} does not work: ${report.reason}; points wait in the log`,
          );
        case "working":
          if (failingSince.delete(target)) log.info(fields, `remote write to ${target} works again`);
          return;
        case "refused":
          return log.warn(
            { ...fields, points: report.points, reason: report.reason },
            `remote write to ${target}: ${count(report.points)} refused and not sent again: ${report.reason}`,
          );
        case "refused-again":
          return log.info(
            { ...fields, points: report.points, reason: report.reason },
            `remote write to ${target}: ${count(report.points)}, sent before without seeing the answer, were sent ` +
              `again and refused: most likely they are there already: ${report.reason}`,
          );
        case "losing":
          return log.warn(
            fields,
            `remote write to ${target}: away for longer than its buffer; the oldest points are lost from now on`,
          );
        case "lost": {
          const { points, from, to } = report.loss;
          return onLost(
            `remote write to ${target} lost ${count(points)}, of ${formatRfc3339(from)} to ${formatRfc3339(to)}: ` +
              "it was away for longer than its buffer",
          );
        }
        case "log-replaced": {
          const { loss } = report;
          log.warn(
            { ...fields, points: loss?.points ?? 0 },
            `remote write to ${target}: the log of points that it was sent from is gone; it goes on with what there is`,
          );
          if (loss === null) return;
          return onLost(
            `remote write to ${target} lost at least ${count(loss.points)}, of ${formatRfc3339(loss.from)} to ` +
              `${formatRfc3339(loss.to)}: the folder of the performance data was deleted or replaced`,
          );
        }
      }
    },
    keepOnly(targets) {
      for (const target of failingSince.keys()) if (!targets.includes(target)) failingSince.delete(target);
    },
    problem: () => (failingSince.size === 0 ? null : { since: Math.min(...failingSince.values()) }),
  };
}
