import type { CheckCounts } from "../../../engine/schedule/check-counts.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import { type Delay, watchEventLoopDelay } from "../../../lib/event-loop-delay.ts";
import { formatRfc3339 } from "../../../lib/rfc3339.ts";
import type { RefusalCode } from "../../../model/refusal-codes.ts";

/** Condition of the server's parts. */
export interface Condition {
  readonly phase: "standby" | "starting" | "running" | "stopping";
  readonly problems: readonly Problem[];
  /** Null before the first commit. */
  readonly lastCommit: UnixSeconds | null;
  /** Null: no other server can lead. */
  readonly cluster: ClusterRole | null;
}

/** Part of this server in a cluster. */
export interface ClusterRole {
  readonly role: "leader" | "standby";
  /** Null while no leader is known, like its address. */
  readonly term: number | null;
  readonly leader: string | null;
  /** Newest commit that it shows; null: it shows none, or the store has no journal. */
  readonly position: number | null;
  /** Seconds since it last showed all that was committed; null: it does not follow. */
  readonly lag_seconds: number | null;
  readonly configuration_differs: boolean | null;
}

/** Parts whose failure is told. */
export const PARTS = ["store", "history", "command_file", "time_series", "remote_write"] as const;

/** Part that does not work. */
export interface Problem {
  readonly part: (typeof PARTS)[number];
  readonly code: RefusalCode;
  readonly since: UnixSeconds;
}

/** Answer of `GET /api/health`: nothing about what is monitored, and no path. */
export interface Health {
  readonly status: "ok" | "standby" | "starting" | "failing" | "stopping";
  readonly version: string;
  readonly problems: readonly { readonly part: Problem["part"]; readonly code: RefusalCode; readonly since: string }[];
  readonly last_commit: string | null;
  readonly cluster: ClusterRole | null;
  readonly checks: CheckCounts;
  readonly event_loop_delay: Delay;
}

export interface HealthSources {
  readonly version: string;
  readonly checks: () => CheckCounts;
  readonly condition: () => Condition;
}

/** Measures until `stop` is called. */
export function watchHealth({ version, checks, condition }: HealthSources): {
  readonly latest: () => Health;
  readonly stop: () => void;
} {
  const delay = watchEventLoopDelay();
  return {
    latest() {
      const { phase, problems, lastCommit, cluster } = condition();
      return {
        status: phase !== "running" ? phase : problems.some(isFailing) ? "failing" : "ok",
        version,
        problems: problems.map((problem) => ({ ...problem, since: timeText(problem.since) })),
        last_commit: lastCommit === null ? null : timeText(lastCommit),
        cluster,
        checks: checks(),
        event_loop_delay: delay.latest(),
      };
    },
    stop: () => delay.stop(),
  };
}

/** What is not kept or sent keeps no check or notification from working: no reason to take the server out of service. */
const isFailing = ({ part }: Problem): boolean => !OF_THE_PAST.has(part);
const OF_THE_PAST: ReadonlySet<Problem["part"]> = new Set(["history", "time_series", "remote_write"]);

const timeText = (time: UnixSeconds): string => formatRfc3339(Math.floor(time)) ?? "";
