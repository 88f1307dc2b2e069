// Worker thread that reads time series: no read waits while the other thread seals a day, and no check waits for a read.
import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import { answerCalls } from "../../../lib/thread-calls.ts";
import { setAside } from "../../../lib/database-files.ts";
import type { LimitsSince } from "../metric.ts";
import { SeriesFolder } from "../files/series-folder.ts";
import { readBuckets } from "../read/read-buckets.ts";
import { readSamples } from "../read/read-samples.ts";
import { StoredBlocks } from "../read/stored-blocks.ts";
import { readLimits } from "../registry-rows.ts";
import type { DamageMessage, ReaderFunctions, ReaderThreadOptions } from "./reader-functions.ts";

const port = parentPort;
if (port === null) throw new Error("reader-thread.ts runs in a worker thread only.");
const folder = new SeriesFolder((workerData as ReaderThreadOptions).folder);
let registry: DatabaseSync | undefined;

const blocks = new StoredBlocks(folder, (path, slot, reason) => {
  // A sealed file that cannot be read costs its day, not more. One that still takes results stays for its writer.
  const isSealed = slot === null && !path.endsWith(".open.sqlite");
  const named = (isSealed ? setAside(path) : null) ?? path;
  port.postMessage({ damaged: { path: named, slot, reason } } satisfies DamageMessage);
});

function limitsIn({ from, to }: { readonly from: number; readonly to: number }) {
  const db = (registry ??= new DatabaseSync(folder.registry, { readOnly: true, timeout: 1_000 }));
  return (metricId: number): readonly LimitsSince[] => readLimits(db, metricId, from, to);
}

const functions: ReaderFunctions = {
  buckets(request) {
    const answer = readBuckets(blocks, request);
    const limits = limitsIn(request);
    return {
      ...answer,
      series: answer.series.map((resource) => ({
        ...resource,
        metrics: resource.metrics.map((metric) => ({ ...metric, limits: limits(metric.id) })),
      })),
    };
  },
  limits(request) {
    const limits = limitsIn(request);
    return new Map(request.metricIds.map((id) => [id, limits(id)]));
  },
  samples: (request) => readSamples(blocks, request),
  close() {
    blocks.close();
    registry?.close();
    port.close();
  },
};
answerCalls(port, functions);
