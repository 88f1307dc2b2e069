import { createHistogram } from "../../lib/histogram.ts";
import type { ServerMeasures } from "./server-metrics.ts";

/** Measures in which every family has a sample. */
export function sampleMeasures(changes: Partial<ServerMeasures> = {}): ServerMeasures {
  const seconds = createHistogram([0.1, 1]);
  for (const value of [0.05, 0.1, 0.5, 30]) seconds.note(value);
  return {
    version: "1.2.3",
    startedAt: 1_795_970_000,
    parts: { store: true, command_file: false },
    checks: { done: 7, running: 2, waiting: 1, latency: null },
    checkMeasures: { ofHosts: 3, ofServices: 4, latency: seconds, execution: seconds },
    runs: {
      plugin: { exited: 5, "timed-out": 1, flooded: 0, lost: 0, "not-started": 0 },
      builtIn: { done: 1, "timed-out": 0, stopped: 0, failed: 0 },
      refused: 0,
    },
    intake: { active: 7, passive: 2, outdated: 1, unknownResource: 0 },
    submissions: { api: 1, "command-file": 1, cli: 0, console: 0 },
    store: { seconds, refused: 0, bytes: 4_096 },
    pendingCommits: 0,
    lastCommit: 1_795_970_100,
    deliveries: { byCarrier: new Map([["mail", { delivered: 1, failed: 0, retried: 2 }]]), waiting: 1 },
    series: { results: 9, values: 20, notNewer: 0, tooLate: 1, dropped: 0 },
    perfdata: { commands: { done: 3, failed: 1, skipped: 0 }, droppedEntries: 0 },
    delay: { p50: 0, p99: 0.001, max: 0.02 },
    connections: 3,
    resources: {
      hosts: { up: 1, down: 0, unreachable: 0, pending: 1 },
      services: { ok: 3, warning: 0, critical: 1, unknown: 0, pending: 0 },
      unhandledHosts: 0,
      unhandledServices: 1,
    },
    cluster: { isLeading: true, term: 7, position: 4711, lagSeconds: null, configurationDiffers: null },
    pollers: {
      pollers: [
        {
          id: 2,
          name: "paris",
          createdAt: 1_795_970_000,
          hosts: 3,
          group: "europe",
          groupHosts: 2,
          link: "connected",
          goneSince: null,
          status: { version: "1.2.3", running: 1, late: 0, buffered: 2, offset: 0.5 },
          configurationErrors: [],
        },
      ],
      results: { taken: 9, foreign: 0, refused: 0, lost: 1 },
    },
    ...changes,
  };
}
