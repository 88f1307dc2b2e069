// Worker thread that takes results with performance data and keeps their values. Nothing waits for it.
import { parentPort, workerData } from "node:worker_threads";
import { dayOf, type DayNumber } from "../day.ts";
import { answerCalls } from "../../../lib/thread-calls.ts";
import type { ResourceKey } from "../../../model/resource-key.ts";
import type { Series } from "../registry.ts";
import { dropExpired } from "../write/drop-expired.ts";
import { statusOf } from "../write/status-of.ts";
import { SeriesWriter } from "../write/series-writer.ts";
import type { SeriesReport } from "../write/series-report.ts";
import type {
  ReportMessage,
  ResourceSeries,
  ThreadReport,
  WriterFunctions,
  WriterThreadOptions,
} from "./writer-functions.ts";

/** What is confirmed to be on disk lags by at most this. */
const SYNC_MS = 1_000;
/** A round of the sweep takes half an hour. */
const SWEEP_MS = 18_000;
const SHARE_OF_SWEEP = 0.01;
/** Slots of one step of the sweep or of a seal, about 5 ms; other work comes in between. */
const STEPS_MS = 5;
const PAUSE_MS = 20;
/**
 * Share of the time that a seal takes, so that commits seldom wait for it: a day of few resources ends within seconds, one
 * of 100,000 services in two hours, and more take a larger share.
 */
const SHARE_OF_SHORT_SEAL = 0.05;
const FEW_RESOURCES = 1_000;
const LEAST_SHARE_OF_SEAL = 0.01;
const SEAL_SECONDS = 7_200;
const SEAL_SECONDS_A_RESOURCE = 0.000_7;
/** Sweeps wait for this pause, too. */
const LONGEST_PAUSE_MS = 2_000;
/** Results come so fast that the sweep rests, until the values in memory reach `FULL_DOUBLES`. */
const BURST_VALUES_PER_SECOND = 5_000;
const FULL_DOUBLES = 12_000_000;

const port = parentPort;
if (port === null) throw new Error("writer-thread.ts runs in a worker thread only.");
const options = workerData as WriterThreadOptions;
let { now, settings, keepLogFrom } = options;

const say = <Name extends keyof ThreadReport>(report: Name, ...values: Parameters<ThreadReport[Name]>): void => {
  port.postMessage({ report, arguments: values } as ReportMessage);
};
const troubles = new Set<string>();
const report: SeriesReport = {
  problem(code, reason) {
    if (!troubles.has(code)) say("problem", code, reason);
    troubles.add(code);
  },
  solved(code) {
    if (troubles.delete(code)) say("solved", code);
  },
  damage: (...values) => say("damage", ...values),
  logDamage: (damage) => say("logDamage", damage),
  tooManyMetrics: (...values) => say("tooManyMetrics", ...values),
  fault: (...values) => say("fault", ...values),
};

const writer = SeriesWriter.open({
  folder: options.folder,
  now: () => now,
  limits: () => settings.limits,
  keepLogFrom: () => keepLogFrom,
  report,
});
/** Share of all slots that is due to be swept. */
let sweepDue = 0;
let valuesBefore = 0;
let valuesPerSecond = 0;
let isWorking = false;
let nextStep: NodeJS.Timeout | undefined;
let sealing: Generator<void, void> | null = null;
let pruning: Generator<void, void> | null = null;
/** Day on which the last pruning of the limits began, since the start. */
let prunedOn: DayNumber | null = null;

const openedRegistry = writer.folder.registryFile();

const everySecond = (): void => {
  // Ends the thread; the next one begins with the folder as it is then.
  if (writer.folder.registryFile() !== openedRegistry) throw new Error("its folder was deleted or replaced");
  valuesPerSecond = (writer.counts.values - valuesBefore) / (SYNC_MS / 1_000);
  valuesBefore = writer.counts.values;
  writer.flush();
  writer.sync();
};
const everySweep = (): void => {
  sweepDue = Math.min(1, sweepDue + SHARE_OF_SWEEP);
  work();
};
const timers = [setInterval(everySecond, SYNC_MS), setInterval(everySweep, SWEEP_MS)];

/** Does what is due in short steps, with pauses for results and questions. */
function work(): void {
  if (isWorking) return;
  isWorking = true;
  const step = (): void => {
    const begun = performance.now();
    let done: Work;
    do done = workOnce();
    while (done !== "nothing" && performance.now() < begun + STEPS_MS);
    isWorking = done !== "nothing";
    const pause = done === "sealed" ? (performance.now() - begun) / shareOfSeal() : PAUSE_MS;
    if (isWorking) nextStep = setTimeout(step, Math.min(Math.max(pause, PAUSE_MS), LONGEST_PAUSE_MS));
  };
  step();
}

function shareOfSeal(): number {
  const resources = writer.registry.resourceCount;
  if (resources <= FEW_RESOURCES) return SHARE_OF_SHORT_SEAL;
  return Math.max(LEAST_SHARE_OF_SEAL, (resources * SEAL_SECONDS_A_RESOURCE) / SEAL_SECONDS);
}

type Work = "swept" | "sealed" | "nothing";

/** Does a piece of what is due. */
function workOnce(): Work {
  const isBurst = valuesPerSecond > BURST_VALUES_PER_SECOND && writer.headSize < FULL_DOUBLES;
  if (sweepDue > 0 && !isBurst) {
    const share = Math.min(sweepDue, 100 / Math.max(100, writer.registry.resourceCount));
    sweepDue -= share;
    writer.sweep(share);
    return "swept";
  }
  return sealNext() || pruneNext() ? "sealed" : "nothing";
}

function sealNext(): boolean {
  try {
    const day = writer.dayToSeal();
    if (sealing === null && day === null) return false;
    sealing ??= writer.seal(day!);
    if (sealing.next().done === true) {
      sealing = null;
      drop();
    }
    report.solved("seal-failed");
    return true;
  } catch (error) {
    // Tried again when the time is set.
    sealing = null;
    report.problem("seal-failed", error instanceof Error ? error.message : String(error));
    return false;
  }
}

/** Once a day, and at the start. */
function pruneNext(): boolean {
  const today = dayOf(now);
  if (pruning === null && prunedOn === today) return false;
  try {
    if (pruning === null) prunedOn = today;
    pruning ??= writer.pruneLimits(settings);
    if (pruning.next().done === true) pruning = null;
    report.solved("prune-failed");
    return true;
  } catch (error) {
    // Tried again when the time is set.
    [pruning, prunedOn] = [null, null];
    report.problem("prune-failed", error instanceof Error ? error.message : String(error));
    return false;
  }
}

/** Removes what is kept no longer. Tried again when the time is set. */
function drop(): void {
  try {
    for (const path of dropExpired(writer.folder, settings, now)) say("tooLarge", path);
    report.solved("drop-failed");
  } catch (error) {
    report.problem("drop-failed", error instanceof Error ? error.message : String(error));
  }
}

function* registered(keys: Iterable<ResourceKey>): Generator<Series> {
  for (const key of keys) {
    const series = writer.registry.ofKey(key);
    if (series !== undefined) yield series;
  }
}

const functions: WriterFunctions = {
  take(batch) {
    writer.accept(batch);
  },
  setTime(next) {
    now = next;
    drop();
    work();
  },
  configure(next) {
    settings = next;
    drop();
  },
  keepLogFrom(segment) {
    keepLogFrom = segment;
  },
  series({ keys, labels, withHeads, most }) {
    const found: ResourceSeries[] = [];
    let left = most;
    for (const series of keys === null ? writer.registry.all() : registered(keys)) {
      const { key, slot } = series;
      const wanted = labels === null ? series.metrics : series.metrics.filter(({ label }) => labels.has(label));
      if (labels !== null && wanted.length === 0) continue;
      const metrics = wanted.length <= left ? wanted : wanted.slice(0, left);
      left -= metrics.length;
      found.push({ key, slot, metrics, head: withHeads ? writer.headBlock(slot) : null });
      if (left <= 0) break;
    }
    return found;
  },
  labels(keys) {
    const found = new Map<string, number>();
    for (const { metrics } of registered(keys)) {
      for (const { id, label } of metrics) if (!found.has(label)) found.set(label, id);
    }
    return { labels: [...found.keys()], metricIds: [...found.values()] };
  },
  measuring: ({ keys, labels }) =>
    Uint8Array.from(keys, (key) =>
      writer.registry.ofKey(key)?.metrics.some(({ label }) => labels.has(label)) === true ? 1 : 0,
    ),
  newest() {
    const all = [...writer.registry.all()];
    return {
      keys: Float64Array.from(all, ({ key }) => key),
      times: Float64Array.from(all, ({ newest }) => newest),
    };
  },
  faultOf: (key) => writer.faults.of(key),
  status: () => statusOf(writer),
  counts: () => ({ ...writer.counts }),
  close() {
    timers.forEach(clearInterval);
    // A seal is done again from its beginning at the next start: here it would keep the thread for minutes.
    clearTimeout(nextStep);
    writer.close();
    sealing?.return();
    port.close();
  },
};
answerCalls(port, functions);
work();
