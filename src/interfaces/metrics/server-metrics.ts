import { performance } from "node:perf_hooks";
import type { StoreMeasures } from "../../data/store/store.ts";
import type { SeriesCounts } from "../../data/timeseries/series-status.ts";
import type { RunCounts } from "../../engine/check/run-counts.ts";
import type { CheckCounts } from "../../engine/schedule/check-counts.ts";
import type { CheckMeasures } from "../../engine/schedule/check-measures.ts";
import type { IntakeCounts } from "../../intake/accept-result.ts";
import type { SubmissionCounts } from "../../intake/create-operations.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { Delay } from "../../lib/event-loop-delay.ts";
import type { DeliveryCounts } from "../../model/delivery-counts.ts";
import type { PerfdataCounts } from "../../model/perfdata-counts.ts";
import { clusterFamilies, type ClusterMeasures } from "./cluster-metrics.ts";
import { counter, gauge, histogram, labelled, type Family } from "./family.ts";
import { pollerFamilies, type PollerMeasures } from "./poller-metrics.ts";
import type { ResourceCounts } from "./resource-counts.ts";

/** What the server measures of itself. It names nothing that is monitored. */
export interface ServerMeasures {
  readonly version: string;
  readonly startedAt: UnixSeconds;
  /** Parts that do not work, by name; every part is in it. */
  readonly parts: Readonly<Record<string, boolean>>;
  readonly checks: CheckCounts;
  readonly checkMeasures: CheckMeasures;
  readonly runs: RunCounts;
  readonly intake: IntakeCounts;
  readonly submissions: SubmissionCounts;
  readonly store: StoreMeasures;
  readonly pendingCommits: number;
  readonly lastCommit: UnixSeconds | null;
  readonly deliveries: DeliveryCounts;
  /** Null while the thread of the time series does not answer. */
  readonly series: SeriesCounts | null;
  readonly perfdata: PerfdataCounts;
  readonly delay: Delay;
  readonly connections: number;
  readonly resources: ResourceCounts;
  readonly pollers: PollerMeasures;
  readonly cluster: ClusterMeasures | null;
}

/** Families of `GET /metrics`. */
export function serverFamilies(measures: ServerMeasures): readonly Family[] {
  return [
    ...ofProcess(measures),
    ...ofResources(measures.resources),
    ...ofChecks(measures),
    ...ofResults(measures),
    ...ofStore(measures),
    ...ofNotifications(measures.deliveries),
    ...ofPerfdata(measures.perfdata),
    ...pollerFamilies(measures.pollers),
    ...clusterFamilies(measures.cluster),
    ...(measures.series === null ? [] : ofSeries(measures.series)),
  ];
}

function ofProcess({ version, startedAt, parts, delay, connections }: ServerMeasures): readonly Family[] {
  const { rss, heapUsed, heapTotal, external } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const { active } = performance.eventLoopUtilization();
  return [
    {
      name: "vigie_build_info",
      type: "gauge",
      help: "Always 1; the labels name the release and its Node.",
      samples: [{ labels: { version, node: process.versions.node }, value: 1 }],
    },
    labelled(
      "gauge",
      "vigie_part_up",
      "1 if a part of the server works, 0 if not.",
      "part",
      Object.fromEntries(Object.entries(parts).map(([part, works]) => [part, works ? 1 : 0])),
    ),
    gauge("vigie_event_loop_delay_p50_seconds", "Median lateness of timers in the last full minute.", delay.p50),
    gauge("vigie_event_loop_delay_p99_seconds", "The same, 99th percentile.", delay.p99),
    gauge("vigie_event_loop_delay_max_seconds", "The same, greatest.", delay.max),
    counter("vigie_event_loop_active_seconds_total", "Time the event loop was not waiting.", active / 1000),
    gauge("vigie_http_connections", "Open connections of clients, the control socket included.", connections),
    gauge("process_start_time_seconds", "Unix time at which the server started.", startedAt),
    counter("process_cpu_seconds_total", "CPU time of the process, of all its threads.", (user + system) / 1e6),
    gauge("process_resident_memory_bytes", "Memory of the process.", rss),
    gauge("nodejs_heap_size_used_bytes", "Memory of objects on the main thread.", heapUsed),
    gauge("nodejs_heap_size_total_bytes", "Memory taken for objects on the main thread.", heapTotal),
    gauge("nodejs_external_memory_bytes", "Memory of buffers outside of the heap.", external),
  ];
}

function ofResources({ hosts, services, unhandledHosts, unhandledServices }: ResourceCounts): readonly Family[] {
  return [
    labelled("gauge", "vigie_hosts", "Hosts by current state.", "state", hosts),
    labelled("gauge", "vigie_services", "Services by current state.", "state", services),
    gauge("vigie_unhandled_hosts", "Hosts with a problem that nobody acknowledged, not in downtime.", unhandledHosts),
    gauge(
      "vigie_unhandled_services",
      "Services with a problem that nobody acknowledged, not in downtime.",
      unhandledServices,
    ),
  ];
}

function ofChecks({ checks, checkMeasures, runs }: ServerMeasures): readonly Family[] {
  return [
    labelled("counter", "vigie_checks_total", "Active checks that ended.", "kind", {
      host: checkMeasures.ofHosts,
      service: checkMeasures.ofServices,
    }),
    gauge("vigie_checks_running", "Active checks that run.", checks.running),
    gauge("vigie_checks_waiting", "Active checks that are due and wait for a slot, up to 10,000.", checks.waiting),
    histogram("vigie_check_latency_seconds", "From the time a check was due to its start.", checkMeasures.latency),
    histogram("vigie_check_execution_seconds", "From the start of a check to its end.", checkMeasures.execution),
    labelled(
      "counter",
      "vigie_plugin_runs_total",
      "Plugins that were run for checks, by their end.",
      "ending",
      underscored(runs.plugin),
    ),
    labelled(
      "counter",
      "vigie_built_in_check_runs_total",
      "Built-in checks that were run, by their end.",
      "ending",
      underscored(runs.builtIn),
    ),
    counter(
      "vigie_check_commands_refused_total",
      "Check commands that were not run, since a value in them was not safe.",
      runs.refused,
    ),
  ];
}

function ofResults({ checks, intake, submissions }: ServerMeasures): readonly Family[] {
  return [
    labelled("counter", "vigie_results_received_total", "Results by the door they came through.", "door", {
      check: checks.done,
      ...underscored(submissions),
    }),
    labelled("counter", "vigie_results_accepted_total", "Results that count.", "type", {
      active: intake.active,
      passive: intake.passive,
    }),
    labelled("counter", "vigie_results_dropped_total", "Results that do not count.", "reason", {
      outdated: intake.outdated,
      unknown_resource: intake.unknownResource,
    }),
  ];
}

function ofStore({ store, pendingCommits, lastCommit }: ServerMeasures): readonly Family[] {
  return [
    histogram("vigie_store_commit_seconds", "From a commit's call until it is on disk.", store.seconds),
    counter("vigie_store_commits_refused_total", "Commits that could not be stored.", store.refused),
    gauge("vigie_store_commits_pending", "Commits that are not on disk yet.", pendingCommits),
    ...(lastCommit === null
      ? []
      : [gauge("vigie_store_last_commit_timestamp_seconds", "Unix time of the last commit on disk.", lastCommit)]),
  ];
}

function ofNotifications({ byCarrier, waiting }: DeliveryCounts): readonly Family[] {
  return [
    gauge("vigie_outbox_waiting", "Notifications that are not delivered yet, up to 5,000 a command.", waiting),
    {
      name: "vigie_notification_attempts_total",
      type: "counter",
      help: "Attempts to send a notification, by what carried it and how that ended.",
      samples: [...byCarrier].flatMap(([channel, counts]) =>
        Object.entries(counts).map(([outcome, value]) => ({ labels: { channel, outcome }, value })),
      ),
    },
  ];
}

const ofPerfdata = ({ commands, droppedEntries }: PerfdataCounts): readonly Family[] => [
  labelled("counter", "vigie_perfdata_commands_total", "Commands for performance data.", "outcome", commands),
  counter("vigie_perfdata_entries_dropped_total", "Entries of perfdata files that were lost.", droppedEntries),
];

const ofSeries = ({ results, values, notNewer, tooLate, dropped }: SeriesCounts): readonly Family[] => [
  counter("vigie_metrics_results_total", "Results whose performance data was kept.", results),
  counter("vigie_metrics_values_total", "Values of performance data that were kept.", values),
  counter("vigie_metrics_not_newer_total", "Results left out, since a newer one was there.", notNewer),
  counter("vigie_metrics_too_late_total", "Results of days that take no more.", tooLate),
  counter("vigie_metrics_dropped_total", "Results lost, since neither disk nor memory took them.", dropped),
];

const underscored = (counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(counts).map(([name, count]) => [name.replaceAll("-", "_"), count]));
