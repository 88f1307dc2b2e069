import { moduleBeside } from "../../lib/module-beside.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import { closeThread, startThread, type Thread } from "../../lib/start-thread.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { batchOf, type MeasuredResult } from "./measured-batch.ts";
import type { SeriesRequest } from "./read/request.ts";
import { createSeriesLog, type SeriesEvents } from "./series-log.ts";
import type { SeriesCounts } from "./series-status.ts";
import type { SeriesSettings } from "./series-settings.ts";
import type { DamageMessage, ReaderFunctions, ReaderThreadOptions } from "./threads/reader-functions.ts";
import type {
  ReportMessage,
  ResourceSeries,
  WriterFunctions,
  WriterThreadOptions,
} from "./threads/writer-functions.ts";
import type { MeasuredResource, SelectedMetrics, TimeSeries } from "./time-series.ts";

export interface TimeSeriesOptions {
  readonly folder: string;
  readonly settings: SeriesSettings;
  /** Segments of the log from this one on are needed by others; Infinity: none. */
  readonly keepLogFrom: number;
  readonly clock: Clock;
  readonly log: Log;
  /** Names of resources and events, for what has to be said. */
  readonly events: SeriesEvents;
  /** States with performance data that may be newer than the newest value of their resource, at the start. */
  readonly states: () => Iterable<readonly [ResourceKey, ResourceState]>;
}

/** Results are handed over at least this often. */
const HAND_OVER_MS = 250;
/** More results than these are handed over at once. Packing a batch holds up commits, here for a tenth of a millisecond. */
const MAX_BATCH = 250;
/** Batches that the thread has not taken yet: more results wait here, as while its disk hangs. */
const MAX_HANDED_OVER = 512;
/** Results that wait while no thread takes them. */
const MAX_WAITING = 100_000;
/** After its thread has ended unexpectedly. */
const RESTART_SECONDS = 10;
/** Segments of the log are of five minutes by this time. */
const TIME_EACH_SECONDS = 60;

/** Starts the thread that keeps the values. Results that come before it is ready wait. */
export function startTimeSeries(options: TimeSeriesOptions): TimeSeries {
  const { clock, log } = options;
  const seriesLog = createSeriesLog({ clock, log, events: options.events });
  let { settings, keepLogFrom } = options;
  let waiting: MeasuredResult[] = [];
  let handOverTimer: NodeJS.Timeout | undefined;
  /** Batches that the thread has not answered, oldest first. */
  const handedOver = new Set<readonly MeasuredResult[]>();
  /** Results that no thread took. */
  let lost = 0;
  let isClosed = false;
  /** The thread that writes has ended, and the next one has not answered yet. */
  let hasEnded = false;
  let cancelRestart = (): void => {};
  let reader: Thread<ReaderFunctions> | undefined;
  let writer = startWriter();
  let cancelTime = clock.runAt(clock.now() + TIME_EACH_SECONDS, tellTime);

  function startWriter(): Thread<WriterFunctions> {
    const workerData: WriterThreadOptions = { folder: options.folder, now: clock.now(), settings, keepLogFrom };
    const thread = startThread<WriterFunctions>({
      module: WRITER,
      name: "time-series-writer",
      workerData,
      onMessage: (message) => seriesLog.report(message as ReportMessage),
    });
    thread.worker.on("error", (error: Error) => seriesLog.ended(error));
    thread.worker.on("exit", () => {
      hasEnded = true;
      // What it has stored is not newer for the next one.
      waiting = [...[...handedOver].flat(), ...waiting];
      handedOver.clear();
      thread.calls.end(new Error("the thread of the time series has ended"));
      if (isClosed) return;
      seriesLog.ended();
      cancelRestart = clock.runAt(clock.now() + RESTART_SECONDS, () => {
        // Its files may be others now.
        void reader?.worker.terminate();
        writer = startWriter();
      });
    });
    recover(thread).catch((error: Error) =>
      log.warn({ reason: error.message }, "performance data of the last second was not taken again"),
    );
    return thread;
  }

  /** Takes what a crash lost: values that the stored states have. */
  async function recover({ calls }: Thread<WriterFunctions>): Promise<void> {
    const { keys, times } = await calls.call("newest", null);
    const newest = new Map(Array.from(keys, (key, index) => [key, times[index]!]));
    hasEnded = false;
    seriesLog.restarted();
    // What came meanwhile is older than the states.
    handOver();
    const lost: MeasuredResult[] = [];
    for (const [key, state] of options.states()) {
      const result = measured(key, state);
      if (result !== null && result.at > (newest.get(key) ?? 0)) lost.push(result);
    }
    for (let from = 0; from < lost.length; from += MAX_BATCH)
      calls.send("take", batchOf(lost.slice(from, from + MAX_BATCH)));
  }

  function handOver(): void {
    clearTimeout(handOverTimer);
    handOverTimer = undefined;
    while (!hasEnded && waiting.length > 0 && handedOver.size < MAX_HANDED_OVER)
      handOverBatch(waiting.splice(0, MAX_BATCH));
    if (!hasEnded) seriesLog[waiting.length === 0 ? "unblocked" : "blocked"]();
    // Not with each result that comes.
    if (waiting.length > MAX_WAITING + MAX_BATCH) lose(waiting.splice(0, waiting.length - MAX_WAITING));
  }

  function handOverBatch(results: readonly MeasuredResult[]): void {
    handedOver.add(results);
    writer.calls
      .call("take", batchOf(results))
      .catch(() => {
        // Else they wait for the next thread.
        if (handedOver.has(results)) lose(results);
      })
      .finally(() => {
        handedOver.delete(results);
        if (waiting.length > 0 && handOverTimer === undefined) handOver();
      });
  }

  function lose(results: readonly MeasuredResult[]): void {
    lost += results.length;
    seriesLog.losing();
  }

  const countsWithLost = (counts: SeriesCounts): SeriesCounts => ({ ...counts, dropped: counts.dropped + lost });

  function tellTime(): void {
    writer.calls.send("setTime", clock.now());
    cancelTime = clock.runAt(clock.now() + TIME_EACH_SECONDS, tellTime);
  }

  function openReader(): Thread<ReaderFunctions> {
    if (reader !== undefined) return reader;
    const workerData: ReaderThreadOptions = { folder: options.folder };
    const thread = startThread<ReaderFunctions>({
      module: READER,
      name: "time-series-reader",
      workerData,
      onMessage: (message) => seriesLog.damaged((message as DamageMessage).damaged),
    });
    thread.worker.on("error", (error) => log.error({ err: error }, "the thread that reads time series has ended"));
    thread.worker.on("exit", () => {
      thread.calls.end(new Error("the thread that reads time series has ended"));
      if (reader === thread) reader = undefined;
    });
    reader = thread;
    return thread;
  }

  /** The resources and their metrics as asked for, and what the reading thread needs. */
  async function select(of: readonly SelectedMetrics[]): Promise<Selection> {
    handOver();
    const found = await writer.calls.call("series", {
      keys: of.map(({ key }) => key),
      labels: null,
      withHeads: true,
      most: Infinity,
    });
    const wanted = new Map(of.map(({ key, metricIds }) => [key, metricIds && new Set(metricIds)]));
    const resources = found.map((resource) => {
      const ids = wanted.get(resource.key);
      return { ...resource, metrics: resource.metrics.filter(({ id }) => ids === undefined || ids.has(id)) };
    });
    return {
      resources: resources.map(({ key, slot, metrics }) => ({ key, slot, metrics })),
      series: resources.map(seriesRequest),
    };
  }

  return {
    accept(key, state) {
      const result = measured(key, state);
      if (result === null || isClosed) return;
      waiting.push(result);
      if (waiting.length >= MAX_BATCH) handOver();
      else handOverTimer ??= setTimeout(handOver, HAND_OVER_MS).unref();
    },
    async metrics(keys, labels = null, most = Infinity) {
      handOver();
      const found = await writer.calls.call("series", { keys, labels, withHeads: false, most });
      return found.map(({ key, slot, metrics }) => ({ key, slot, metrics }));
    },
    labels(keys) {
      handOver();
      return writer.calls.call("labels", keys);
    },
    measuring(keys, labels) {
      handOver();
      return writer.calls.call("measuring", { keys, labels });
    },
    async readBuckets({ of, from, to, width }) {
      const { resources, series } = await select(of);
      const answer = await openReader().calls.call("buckets", { series, from, to, width });
      return { ...answer, resources };
    },
    async readSamples({ of, from, to, maxValues }) {
      const { series } = await select(of);
      return openReader().calls.call("samples", { series, from, to, maxValues });
    },
    limitsOf: (metricIds, from, to) => openReader().calls.call("limits", { metricIds, from, to }),
    faultOf: (key) => writer.calls.call("faultOf", key),
    async status() {
      const status = await writer.calls.call("status", null);
      return { ...status, counts: countsWithLost(status.counts) };
    },
    counts: async () => countsWithLost(await writer.calls.call("counts", null)),
    problem: seriesLog.problem,
    configure(next) {
      settings = next;
      writer.calls.send("configure", next);
    },
    keepLogFrom(segment) {
      keepLogFrom = segment;
      writer.calls.send("keepLogFrom", segment);
    },
    async close() {
      handOver();
      isClosed = true;
      cancelTime();
      cancelRestart();
      await Promise.all([closeThread(writer), reader === undefined ? null : closeThread(reader)]);
    },
  };
}

interface Selection {
  readonly resources: readonly MeasuredResource[];
  readonly series: readonly SeriesRequest[];
}

const WRITER = moduleBeside(import.meta.url, "threads/writer-thread");
const READER = moduleBeside(import.meta.url, "threads/reader-thread");

/** Null without performance data. */
function measured(key: ResourceKey, { check: { state, lastCheck, perfdata } }: ResourceState): MeasuredResult | null {
  return perfdata === "" || lastCheck === null ? null : { key, at: Math.floor(lastCheck), state, perfdata };
}

const seriesRequest = ({ slot, head, metrics }: ResourceSeries): SeriesRequest => ({
  slot,
  head,
  metrics: metrics.map(({ id, number, dimension }) => ({ id, number, isCounter: dimension === "counter" })),
});
